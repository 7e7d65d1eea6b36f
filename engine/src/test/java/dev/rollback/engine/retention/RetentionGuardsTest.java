package dev.rollback.engine.retention;

import static dev.rollback.engine.retention.Keeper.archived;
import static dev.rollback.engine.retention.Keeper.assertRefused;
import static dev.rollback.engine.retention.Keeper.id;
import static dev.rollback.engine.retention.Keeper.kept;
import static dev.rollback.engine.retention.Keeper.pruned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointState;
import dev.rollback.api.PruneReport;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskId;
import dev.rollback.store.ForwardingStore;
import dev.rollback.store.InterruptedStore;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What others do between the plan of a clean-up, or of a rollback, and its lock. */
@OnEveryStore
class RetentionGuardsTest {
    private static final String PRUNED = "checkpoint.CheckpointPruned";
    private static final String ARCHIVED = "checkpoint.CheckpointArchived";
    private static final InstantSource CLOCK = InstantSource.system();

    @Parameter
    StoreKind kind;

    @TempDir
    Path directory;

    private final AtomicInteger holds = new AtomicInteger();
    private InterruptedStore store;
    private Keeper keeper;
    private Keeper others;

    @BeforeEach
    void tell() {
        store = new InterruptedStore(new CountedHolds(kind, directory, holds));
        keeper = Keeper.on(store, CLOCK, 1);
        others = Keeper.on(kind.create(directory), CLOCK, 1);
        keeper.register("A");
        keeper.register("B");
        keeper.checkpoints("B", "b1");
        keeper.checkpoints("A", "a1", "a2", "a3");
        keeper.set("B", 200);
    }

    @AfterEach
    void close() {
        keeper.assertIndexAgrees();
        others.close();
        keeper.close();
    }

    private static final class CountedHolds extends ForwardingStore {
        private final AtomicInteger holds;

        CountedHolds(StoreKind kind, Path directory, AtomicInteger holds) {
            super(kind.create(directory));
            this.holds = holds;
        }

        @Override
        public Hold hold() {
            holds.incrementAndGet();
            return super.hold();
        }
    }

    @Test
    void a_rollback_between_plan_and_prune_keeps_its_target_and_what_its_undo_needs() {
        store.beforeTheNext(PRUNED, () -> others.rollBack("a1", "rb-1"));
        PruneReport report = keeper.keepLast(1);
        assertThat(pruned(report)).containsExactly("a2");
        assertThat(kept(report)).containsExactly("a1 CURRENT");
        others.rollBack(Keeper.undoing("rb-1"), "rb-2");
        assertThat(keeper.engine.state("A").currentCheckpoint()).isEqualTo(id("a3"));
    }

    @Test
    void a_rollback_of_other_tasks_between_plan_and_archive_keeps_its_target() {
        keeper.rollBack(ofB("a1"), "rb-1");
        keeper.set("B", 300);
        keeper.rollBack("b1", "rb-2");
        keeper.set("B", 301);
        store.beforeTheNext(ARCHIVED, () -> others.rollBack(ofB("a1"), "rb-3"));

        PruneReport report = keeper.keepLast(1);

        assertThat(archived(report)).isEmpty();
        assertThat(kept(report)).containsExactly("a1 IN_HISTORY");
    }

    @Test
    void a_lease_between_plan_and_prune_keeps_its_checkpoint() {
        store.beforeTheNext(PRUNED, () -> others.lease("a1", "work", Duration.ofHours(1)));
        PruneReport report = keeper.keepLast(1);
        assertThat(pruned(report)).containsExactly("a2");
        assertThat(kept(report)).containsExactly("a1 LEASED");
    }

    @Test
    void a_hold_between_plan_and_prune_keeps_its_checkpoint() {
        store.beforeTheNext(PRUNED, () -> others.checkpoints.hold(id("a1")));
        PruneReport report = keeper.keepLast(1);
        assertThat(pruned(report)).containsExactly("a2");
        assertThat(kept(report)).containsExactly("a1 HELD");
    }

    @Test
    void a_hold_between_plan_and_delete_is_a_conflict_that_names_it() {
        store.beforeTheNext(PRUNED, () -> others.checkpoints.hold(id("a1")));
        assertRefused(RefusalCode.CONFLICT, "(HELD)", () -> keeper.checkpoints.delete(id("a1")));
    }

    @Test
    void a_rollback_between_plan_and_delete_archives_it_or_is_a_conflict() {
        store.beforeTheNext(PRUNED, () -> others.rollBack("a2", "rb-1"));
        assertRefused(RefusalCode.CONFLICT, "(CURRENT)", () -> keeper.checkpoints.delete(id("a2")));
        store.beforeTheNext(PRUNED, () -> {
            others.rollBack(ofB("a1"), "rb-2");
            others.set("B", 300);
            others.rollBack("b1", "rb-3");
        });
        assertThat(keeper.checkpoints.delete(id("a1"))).isEqualTo(CheckpointState.ARCHIVED);
    }

    @Test
    void other_work_between_plan_and_prune_moves_nothing() {
        store.beforeTheNext(PRUNED, () -> {
            others.set("A", 7);
            others.checkpoints("B", "b2");
            others.rollBack("b1", "rb-1");
        });
        store.beforeTheNext(PRUNED, () -> {
            throw new IllegalStateException("there is no second try");
        });
        assertThat(pruned(keeper.keepLast(1))).containsExactly("a2", "a1");
    }

    @Test
    void a_prune_between_plan_and_rollback_refuses_the_rollback() {
        store.beforeTheNextRollback(() -> others.keepLast(1));
        Object before = keeper.engine.state("A");
        assertRefused(RefusalCode.CLEANED_UP, "a1 of task A", () -> keeper.rollBack("a1", "rb-1"));
        assertThat(keeper.engine.state("A")).isEqualTo(before);
    }

    @Test
    void a_prune_between_plan_and_rollback_refuses_one_of_other_tasks_to_its_cut() {
        store.beforeTheNextRollback(() -> others.keepLast(1));
        assertRefused(RefusalCode.CLEANED_UP, "a1 of task A", () -> keeper.rollBack(ofB("a1"), "rb-1"));
    }

    @Test
    void an_archive_between_plan_and_rollback_refuses_the_rollback_unless_it_is_forced() {
        store.beforeTheNextRollback(() -> others.checkpoints.archive(id("a1")));
        assertRefused(RefusalCode.CLEANED_UP, "cleaned up", () -> keeper.rollBack("a1", "rb-1"));
        store.beforeTheNextRollback(() -> others.checkpoints.archive(id("a2")));
        keeper.rollBack(RollbackScope.to(id("a2")).forced(), "rb-2");
        assertThat(keeper.engine.state("A").currentCheckpoint()).isEqualTo(id("a2"));
    }

    @Test
    void whoever_was_overtaken_three_times_cleans_up_with_the_lock_in_hand() {
        for (int i = 0; i < 3; i++) {
            String rollback = "rb-" + i;
            store.beforeTheNext(PRUNED, () -> {
                others.rollBack("a3", rollback);
                others.set("A", 500);
            });
        }
        assertThat(pruned(keeper.keepLast(1))).containsExactly("a2", "a1");
        assertThat(holds).hasValue(1);
    }

    private static RollbackScope ofB(String checkpoint) {
        return RollbackScope.to(id(checkpoint)).withTasks(List.of(new TaskId("B")));
    }
}
