package dev.rollback.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything a caller can ask of rollbacks. */
public sealed interface RollbackCommand {
    RollbackId rollbackId();

    /**
     * Brings the checkpoint's task back to it: one unit of work, or nothing. Answered with the {@link RollbackId}.
     * Refused with {@link RefusedException}: NOT_FOUND, CONFLICT, ROLLBACK_DISABLED, FAILED_STATE and the like leave
     * one FAILED record; ALREADY_THERE leaves none.
     *
     * @param taskId where given, must be the checkpoint's task
     * @param note the reason as a person reads it
     * @param force accepts a checkpoint that was taken of a failed task
     */
    record RollBackTask(
            RollbackId rollbackId,
            CheckpointId checkpointId,
            @Nullable TaskId taskId,
            RollbackReason reason,
            String note,
            Map<String, String> metadata,
            boolean force)
            implements RollbackCommand {
        public RollBackTask {
            if (note.isBlank()) {
                throw Names.invalid("a rollback needs a reason: say why");
            }
            metadata = Map.copyOf(metadata);
        }

        public RollBackTask(RollbackId rollbackId, CheckpointId checkpointId, String note) {
            this(rollbackId, checkpointId, null, RollbackReason.MANUAL, note, Map.of(), false);
        }
    }
}
