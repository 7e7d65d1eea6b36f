package dev.rollback.app;

import static dev.rollback.api.ComponentName.CACHE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointPage;
import dev.rollback.api.CheckpointQuery.FindCheckpoint;
import dev.rollback.api.CheckpointQuery.FindCheckpoints;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.PageRequest;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackPage;
import dev.rollback.api.RollbackQuery.FindRollbacks;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskQuery.FindTask;
import dev.rollback.api.TaskView;
import dev.rollback.api.json.Json;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.projections.ReadModel;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What was shown at a moment is what is shown of it ever after. */
@OnEveryStore
class MomentsTest {
    private static final int STEPS = 150;
    private static final long SEED = Long.getLong("test.seed", System.nanoTime());

    @Parameter
    StoreKind kind;

    @TempDir
    Path here;

    private final Random random = new Random(SEED);
    private final List<CheckpointId> made = new ArrayList<>();

    private record Shown(long head, List<TaskView> tasks, CheckpointPage checkpoints, RollbackPage rollbacks) {}

    @Test
    void N07_every_moment_is_shown_later_as_it_was_shown_then() {
        System.err.println("MomentsTest: -Dtest.seed=" + SEED);
        StoreAddress address = StoreAddress.of(kind.address(here), here);
        List<Shown> shown = new ArrayList<>();
        try (Store store = Stores.create(address, Map.of(), InstantSource.system());
                RollbackEngine engine = RollbackEngine.on(
                        store, EngineOptions.defaults().withStore(address).withActor("ann"))) {
            for (int n = 0; n < STEPS; n++) {
                step(engine, n);
                shown.add(now(engine, store));
            }
            for (Shown then : shown) {
                assertThat(at(engine, then)).as("at position %d", then.head()).isEqualTo(then);
                for (CheckpointView checkpoint : then.checkpoints().items()) {
                    assertThat(new ReadModel(store)
                                    .checkpoint(new FindCheckpoint(checkpoint.checkpointId(), then.head())))
                            .contains(checkpoint);
                }
            }
        }
    }

    private void step(RollbackEngine engine, int n) {
        String task = "t" + random.nextInt(3);
        try {
            switch (random.nextInt(8)) {
                case 0 -> made.add(engine.checkpoints().create(task, "phase " + n));
                case 1 -> engine.tasks().start(task);
                case 2 -> engine.tasks().fail(task, "boom");
                case 3 -> engine.tasks().reopen(task);
                case 4 -> made.add(engine.checkpoints().createSystem("label " + n));
                case 5, 6 -> {
                    if (!made.isEmpty()) {
                        engine.rollbacks().rollBack(made.get(random.nextInt(made.size())), "again");
                    }
                }
                default -> engine.tasks().merge(task, CACHE, Json.of(Map.of("n", n)));
            }
        } catch (RefusedException e) {
            if (engine.tasks().find(task).isEmpty()) {
                engine.tasks().register(task, "Task " + task);
            }
        }
    }

    private static Shown now(RollbackEngine engine, Store store) {
        List<TaskView> tasks = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            new ReadModel(store).task(new FindTask(new TaskId("t" + t))).ifPresent(tasks::add);
        }
        return new Shown(
                store.<Long>read(reading -> reading.head().position()),
                tasks,
                engine.checkpoints().list(new FindCheckpoints(null, PageRequest.first(1000))),
                engine.rollbacks().history(new FindRollbacks(null, Map.of(), PageRequest.first(1000))));
    }

    private static Shown at(RollbackEngine engine, Shown then) {
        List<TaskView> tasks = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            TaskView task =
                    engine.tasks().findAt("t" + t, new AtPosition(then.head())).task();
            if (task != null) {
                tasks.add(task);
            }
        }
        assertThat(engine.tasks().listAt(new AtPosition(then.head())).items())
                .containsExactlyInAnyOrderElementsOf(tasks);
        return new Shown(
                then.head(),
                tasks,
                engine.checkpoints().list(new FindCheckpoints(null, PageRequest.first(1000), then.head())),
                engine.rollbacks().history(new FindRollbacks(null, Map.of(), PageRequest.first(1000), then.head())));
    }
}
