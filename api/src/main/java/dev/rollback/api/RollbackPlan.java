package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rollback would do, computed before it does anything.
 *
 * @param cut the global position that the tasks go back to
 * @param digest binds this plan to what is done: the same facts give the same digest
 * @param warnings what a person should know before
 */
public record RollbackPlan(RollbackScope scope, long cut, List<TaskPlan> tasks, List<String> warnings, String digest) {
    public RollbackPlan {
        tasks = List.copyOf(tasks);
        warnings = List.copyOf(warnings);
    }

    /**
     * One task's part.
     *
     * @param seq where the task stands, and {@code targetSeq} where it goes
     * @param differences what would change, by component and path
     * @param lostEvents how many events of work would be compensated
     * @param lostCheckpoints checkpoints that would no longer lie on the task's line
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TaskPlan(
            TaskId taskId,
            @Nullable CheckpointId checkpointId,
            long seq,
            long targetSeq,
            long epoch,
            TaskStatus status,
            TaskStatus targetStatus,
            String stateHash,
            String targetHash,
            List<Difference> differences,
            long lostEvents,
            List<CheckpointId> lostCheckpoints) {}
}
