package dev.rollback.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RollbackManager;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackView;
import dev.rollback.api.RollbackView.RolledBackTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskManager;
import dev.rollback.api.TaskStatus;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollBackManyTasksTest {
    @TempDir
    Path directory;

    @Test
    void a_cascade_is_planned_applied_and_undone() {
        try (RollbackEngine engine =
                RollbackEngine.open(EngineOptions.defaults().withDirectory(directory))) {
            TaskManager tasks = engine.tasks();
            tasks.register("schema", "Schema");
            tasks.register("page", "Page", "schema");
            tasks.register("docs", "Docs", "schema");
            CheckpointId agreed = engine.checkpoints().create("schema", "schema agreed");
            List.of("schema", "page", "docs").forEach(tasks::complete);
            // region many
            RollbackManager rollbacks = engine.rollbacks();
            RollbackScope scope = RollbackScope.to(agreed).cascading().preserving(List.of(new TaskId("docs")));

            RollbackPlan plan = rollbacks.plan(scope);
            plan.tasks()
                    .forEach(task -> System.out.println(
                            task.taskId() + ": " + task.status() + " becomes " + task.targetStatus()));

            RollbackView done = rollbacks.apply(plan, "the schema was not agreed on");
            rollbacks.undo(done.rollbackId(), "it was");
            // endregion
            assertThat(done.tasks())
                    .extracting(RolledBackTask::taskId)
                    .containsExactly(new TaskId("page"), new TaskId("schema"));
            assertThat(tasks.find("page").orElseThrow().status()).isEqualTo(TaskStatus.COMPLETED);
            assertThat(tasks.find("page").orElseThrow().epoch()).isEqualTo(2);
            assertThat(tasks.find("docs").orElseThrow().epoch()).isZero();
        }
    }
}
