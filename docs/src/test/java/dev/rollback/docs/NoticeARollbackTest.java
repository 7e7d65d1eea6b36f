package dev.rollback.docs;

import static dev.rollback.api.ComponentName.TASK_STATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.StaleEpochException;
import dev.rollback.api.TaskManager;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView;
import dev.rollback.api.TaskView.RefusedWork;
import dev.rollback.api.json.Json;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticeARollbackTest {
    @TempDir
    Path directory;

    private IntConsumer otherwise = step -> {};
    private final List<Integer> steps = new ArrayList<>();

    @Test
    void a_worker_stops_at_the_step_at_which_somebody_rolls_back() {
        try (RollbackEngine engine =
                RollbackEngine.open(EngineOptions.defaults().withDirectory(directory))) {
            engine.tasks().register("build", "Build it");
            CheckpointId before = engine.checkpoints().create("build", "before the build");
            otherwise = step -> {
                if (step == 3) {
                    engine.rollbacks().rollBack(before, "wrong branch");
                }
            };
            build(engine.tasks());
            TaskView task = engine.tasks().find("build").orElseThrow();
            assertThat(steps).containsExactly(1, 2, 3);
            assertThat(task.status()).isEqualTo(TaskStatus.PENDING);
            assertThat(task.data()).isEqualTo(Json.EMPTY_OBJECT);
            assertThat(task.refusedWork()).extracting(RefusedWork::work).containsExactly("UpdateTask");
        }
    }

    @Test
    void a_worker_that_nobody_disturbs_completes() {
        try (RollbackEngine engine =
                RollbackEngine.open(EngineOptions.defaults().withDirectory(directory))) {
            engine.tasks().register("build", "Build it");
            build(engine.tasks());
            assertThat(engine.tasks().find("build").orElseThrow().status()).isEqualTo(TaskStatus.COMPLETED);
        }
    }

    private void build(TaskManager tasks) {
        // region worker
        long epoch = tasks.start("build").epoch();
        TaskManager mine = tasks.withEpoch(epoch);
        try {
            for (int step = 1; step <= 100; step++) {
                mine.heartbeat("build");
                work(step);
                mine.merge("build", TASK_STATE, Json.of(Map.of("step", step)));
            }
            mine.complete("build");
        } catch (StaleEpochException rolledBack) {
            System.out.println("I stop: build is in epoch " + rolledBack.currentEpoch() + " by now");
        }
        // endregion
    }

    private void work(int step) {
        steps.add(step);
        otherwise.accept(step);
    }
}
