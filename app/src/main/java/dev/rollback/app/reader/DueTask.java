package dev.rollback.app.reader;

import dev.rollback.api.RollbackId;
import dev.rollback.api.TaskFailure;
import dev.rollback.api.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * A task that failed and has still to go back automatically.
 *
 * @param seq of its failure
 * @param obstacle what keeps it from that now; null for nothing: the next process that writes does it
 */
public record DueTask(TaskId taskId, long seq, @Nullable Obstacle obstacle) {
    public enum Obstacle {
        POLICY,
        CONFIGURATION
    }

    /** The rollback's id, once it is done. */
    public RollbackId rollbackId() {
        return RollbackId.ofRequest(new TaskFailure(taskId, seq).requestId());
    }
}
