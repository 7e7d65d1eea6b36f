package dev.rollback.engine.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RollbackPlan.PlannedTask;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.api.TaskId;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestNamesTest {
    @Test
    void a_plan_that_was_kept_by_a_former_version_has_the_same_digest() {
        RollbackScope scope = RollbackScope.to(new CheckpointId("cp-1"))
                .withStrategy(RollbackStrategy.SELECTIVE)
                .withTasks(List.of(new TaskId("12")));
        List<PlannedTask> tasks = List.of(new PlannedTask(new TaskId("12"), 1, "aa", 4, "bb"));
        assertThat(RollbackPlanner.digest(scope, 5L, tasks, List.of()))
                .isEqualTo("2b1a2cdfbda3982db68628cd4b0e1b6f44de7650ac05fdf302144dc85d8f858a");
    }
}
