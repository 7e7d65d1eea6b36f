package dev.rollback.api;

import org.jspecify.annotations.Nullable;

/** Everything that can be asked of checkpoints. */
public sealed interface CheckpointQuery {
    /** A {@link CheckpointView}, or nothing. */
    record FindCheckpoint(CheckpointId checkpointId) implements CheckpointQuery {}

    /** A {@link CheckpointPage}, newest first; {@code taskId} null means of all tasks. */
    record FindCheckpoints(@Nullable TaskId taskId, PageRequest page) implements CheckpointQuery {}
}
