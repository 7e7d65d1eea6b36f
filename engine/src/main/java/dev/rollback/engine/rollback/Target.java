package dev.rollback.engine.rollback;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.TaskId;
import dev.rollback.engine.task.TaskState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One task's two moments, as a plan needs them.
 *
 * @param now where the task stands, and {@code then} where it is to go
 * @param lostCheckpoints the newest checkpoints after the target
 */
record Target(
        TaskId taskId,
        @Nullable CheckpointId checkpointId,
        TaskState now,
        TaskState then,
        List<CheckpointId> lostCheckpoints) {

    /** Whether there is anything to bring back, or somebody at work to stop. */
    boolean touched() {
        return now.changedSeq() > then.seq() || now.workedOn();
    }

    long eventsAfterTarget() {
        return now.seq() - then.seq();
    }
}
