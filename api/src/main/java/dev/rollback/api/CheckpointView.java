package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint as it is now. One of everything has no task, phase, status, schema version and state hash of its own.
 *
 * @param taskId null for a system checkpoint, which names a moment of everything
 * @param seq its place in its task's stream
 * @param position its place in the store
 * @param held kept, whatever is cleaned up
 * @param heldSince when it is held
 * @param cleanedUpAt when it was archived or pruned
 * @param onCurrentLine false once a rollback went to before it, or its task was registered or forked anew; it can
 *     still be a target
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckpointView(
        CheckpointId checkpointId,
        @Nullable TaskId taskId,
        @Nullable String phase,
        @Nullable Integer step,
        @Nullable String label,
        @Nullable String description,
        CheckpointState state,
        @Nullable TaskStatus taskStatus,
        boolean held,
        @Nullable Instant heldSince,
        @Nullable Instant cleanedUpAt,
        boolean onCurrentLine,
        @Nullable String schemaVersion,
        @Nullable String stateHash,
        @Nullable CheckpointId parent,
        long epoch,
        long seq,
        long position,
        Instant createdAt,
        @Nullable String createdBy,
        Map<String, String> metadata) {}
