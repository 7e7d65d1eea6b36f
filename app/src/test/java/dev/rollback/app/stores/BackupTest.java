package dev.rollback.app.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.Progress;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.StaleEpochException;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.audit.AuditScope;
import dev.rollback.api.audit.Divergence;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.StoreWithoutRollbacks;
import dev.rollback.engine.EngineParticipants;
import dev.rollback.engine.audit.Audit;
import dev.rollback.projections.AuditedView;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Backing up and restoring from Java. */
@OnEveryStore
class BackupTest {
    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    private Path backup = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        backup = Files.createDirectory(folder.resolve("backup")).resolve("store.db");
    }

    @Test
    void P20_an_engine_backs_its_store_up_and_the_first_on_the_copy_knows_that_it_is_restored() {
        long epoch;
        BackupView made;
        try (RollbackEngine engine = RollbackEngine.open(options(kind.address(folder)))) {
            assertThat(engine.restoredAtStart()).isEmpty();
            engine.tasks().register("a", "Alpha");
            made = engine.backUp(backup);
            assertThat(made.events()).isEqualTo(1);
            assertThat(copyAudited()).isEmpty();
            epoch = engine.tasks().start("a").epoch();
            engine.tasks().withEpoch(epoch).heartbeat("a");
        }
        try (RollbackEngine restored =
                RollbackEngine.open(options(backup.getParent().toString()))) {
            assertThat(restored.restoredAtStart()).hasValueSatisfying(event -> {
                assertThat(event.epoch()).isGreaterThan(epoch);
                assertThat(made.madeAt())
                        .isBetween(event.madeAt(), event.madeAt().plusNanos(1_000));
            });
            assertThatThrownBy(() -> restored.tasks().withEpoch(epoch).complete("a"))
                    .isInstanceOf(StaleEpochException.class);
            assertThat(restored.tasks().find("a").orElseThrow().refusedWork()).hasSize(1);
            restored.tasks().register("b", "new to the store");
            assertThat(restored.audit(AuditScope.ALL).shown()).isEmpty();
        }
        try (RollbackEngine again =
                RollbackEngine.open(options(backup.getParent().toString()))) {
            assertThat(again.restoredAtStart()).isEmpty();
        }
    }

    @Test
    void a_failed_task_that_was_still_to_go_back_does_so_in_the_restored_store() {
        Store store = Stores.create(address(kind.address(folder)), Map.of(), InstantSource.system());
        EngineOptions options = options(kind.address(folder));
        try (RollbackEngine dying = RollbackEngine.on(
                new StoreWithoutRollbacks(store),
                options.withRollback(RollbackSettings.defaults().withOnFailure(true)))) {
            dying.tasks().register("a", "Alpha");
            dying.checkpoints().create("a", "stable");
            dying.tasks().fail("a", "boom");
            dying.backUp(backup);
        }
        try (RollbackEngine restored =
                RollbackEngine.open(options(backup.getParent().toString()))) {
            assertThat(restored.restoredAtStart()).isPresent();
            assertThat(restored.carriedOutAtStart()).hasSize(1);
            assertThat(restored.tasks().find("a").orElseThrow().status()).isEqualTo(TaskStatus.PENDING);
            assertThat(restored.tasks().find("a").orElseThrow().epoch())
                    .isEqualTo(restored.restoredAtStart().orElseThrow().epoch() + 1);
        }
    }

    private List<Divergence> copyAudited() {
        StoreAddress address = address(backup.getParent().toString());
        try (Store copy = Stores.look(address, Map.of(), InstantSource.system())) {
            return new Audit(copy, AuditedView.ALL, EngineParticipants.BUILT_IN, Progress.NONE)
                    .run(AuditScope.ALL)
                    .shown();
        }
    }

    private EngineOptions options(String address) {
        return EngineOptions.defaults().withStore(address(address));
    }

    private StoreAddress address(String address) {
        return StoreAddress.of(address, folder);
    }
}
