package dev.rollback.api;

import org.jspecify.annotations.Nullable;

/** Everything that can be asked of checkpoints. */
public sealed interface CheckpointQuery {
    /**
     * A {@link CheckpointView}, or nothing.
     *
     * @param at as it was at this cut, a {@link ResolvedMoment#position}; null for now
     */
    record FindCheckpoint(
            CheckpointId checkpointId, @Nullable Long at) implements CheckpointQuery {
        public FindCheckpoint(CheckpointId checkpointId) {
            this(checkpointId, null);
        }
    }

    /** What cleaning up by this rule would do, without doing it: a {@link PruneReport}. */
    record FindPrunable(RetentionRule rule) implements CheckpointQuery {}

    /**
     * A {@link CheckpointPage}, newest first.
     *
     * @param taskId null for those of all tasks, and of none
     * @param cleanedUp also those that are archived or pruned
     * @param at as they were at this cut, a {@link ResolvedMoment#position}; null for now
     */
    record FindCheckpoints(
            @Nullable TaskId taskId,
            boolean cleanedUp,
            PageRequest page,
            @Nullable Long at) implements CheckpointQuery {
        public FindCheckpoints(@Nullable TaskId taskId, PageRequest page) {
            this(taskId, page, null);
        }

        public FindCheckpoints(@Nullable TaskId taskId, PageRequest page, @Nullable Long at) {
            this(taskId, false, page, at);
        }
    }
}
