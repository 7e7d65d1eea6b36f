package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint as it is now.
 *
 * @param seq its place in its task's stream
 * @param position its place in the store
 * @param onCurrentLine false once a rollback went to before it; it can still be a target
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckpointView(
        CheckpointId checkpointId,
        TaskId taskId,
        String phase,
        @Nullable Integer step,
        @Nullable String label,
        @Nullable String description,
        CheckpointState state,
        TaskStatus taskStatus,
        boolean onCurrentLine,
        String schemaVersion,
        String stateHash,
        @Nullable CheckpointId parent,
        long epoch,
        long seq,
        long position,
        Instant createdAt,
        @Nullable String createdBy,
        Map<String, String> metadata) {}
