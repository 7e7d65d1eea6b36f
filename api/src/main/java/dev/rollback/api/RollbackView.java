package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The record of a rollback.
 *
 * @param cut the global position that the tasks went back to; null where they went to mixed moments, or it failed
 * @param tasks what became of each task
 * @param undoneBy the rollback that has undone this one, while that stands
 * @param redoes the rollback that this one carries out again, as the undo of its undo
 * @param failure the failure of a task that it answers, where nobody asked for it
 * @param code and {@code error}: why it failed
 * @param position the place in the store of its last event
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RollbackView(
        RollbackId rollbackId,
        RollbackStatus status,
        RollbackScope scope,
        @Nullable Long cut,
        RollbackReason reason,
        String note,
        Map<String, String> metadata,
        List<RolledBackTask> tasks,
        @Nullable Long eventsCompensated,
        @Nullable String digest,
        @Nullable RollbackId undoneBy,
        @Nullable RollbackId redoes,
        @Nullable TaskFailure failure,
        @Nullable RefusalCode code,
        @Nullable String error,
        Instant startedAt,
        Instant endedAt,
        @Nullable String actor,
        @Nullable String requestId,
        long position) {

    /**
     * A task's part in a rollback.
     *
     * @param draggedBy the task with which this one went back; null for a chosen one
     * @param components those that went back; null for all
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RolledBackTask(
            TaskId taskId,
            @Nullable CheckpointId checkpointId,
            long targetSeq,
            long epoch,
            String hashBefore,
            String hashAfter,
            @Nullable TaskId draggedBy,
            @Nullable List<ComponentName> components) {}

    /**
     * The rollback to undo so that this one stands again.
     *
     * @throws RefusedException CONFLICT where this one was neither undone nor is an undo itself
     */
    public RollbackId undoToRedo() {
        if (undoneBy != null) {
            return undoneBy;
        } else if (scope.undoes() != null) {
            return rollbackId;
        }
        throw new RefusedException(
                RefusalCode.CONFLICT, "rollback %s was not undone: there is nothing to redo.".formatted(rollbackId));
    }
}
