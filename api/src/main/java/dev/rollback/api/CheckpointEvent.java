package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can happen to a checkpoint, in a stream of its own; that a task has a new one is the task's
 * {@code CheckpointCreated}. None of it changes a task.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface CheckpointEvent {
    CheckpointId checkpointId();

    /** A marker of everything: the cut right after it. It changes nothing. */
    @Revision("1")
    record SystemCheckpointCreated(
            CheckpointId checkpointId,
            @Nullable String label,
            @Nullable String description,
            Map<String, String> metadata)
            implements CheckpointEvent {
        public SystemCheckpointCreated {
            metadata = Map.copyOf(metadata);
        }
    }

    /** Kept, whatever is cleaned up, until it is released. */
    @Revision("1")
    record CheckpointHeld(
            CheckpointId checkpointId, @Nullable String note) implements CheckpointEvent {}

    @Revision("1")
    record CheckpointReleased(CheckpointId checkpointId) implements CheckpointEvent {}

    /** No longer offered as a target, and kept for the record: it had been one. */
    @Revision("1")
    record CheckpointArchived(CheckpointId checkpointId) implements CheckpointEvent {}

    /** No target any more. Its moment can still be reached by its position. */
    @Revision("1")
    record CheckpointPruned(CheckpointId checkpointId) implements CheckpointEvent {}
}
