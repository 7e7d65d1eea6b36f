package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The record of a rollback.
 *
 * @param cut the global position that the tasks went back to; null where it failed before one was known
 * @param tasks what became of each task
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
        @Nullable RefusalCode code,
        @Nullable String error,
        Instant startedAt,
        Instant endedAt,
        @Nullable String actor,
        @Nullable String requestId,
        long position) {

    /** A task's part in a rollback. */
    public record RolledBackTask(
            TaskId taskId,
            @Nullable CheckpointId checkpointId,
            long targetSeq,
            long epoch,
            String hashBefore,
            String hashAfter) {}
}
