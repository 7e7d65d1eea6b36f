package dev.rollback.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that can be asked of rollbacks. */
public sealed interface RollbackQuery {
    /** A {@link RollbackView}, or nothing. */
    record FindRollback(RollbackId rollbackId) implements RollbackQuery {}

    /** A {@link RollbackPage}, newest first: those of one task, and with all of this metadata, where given. */
    record FindRollbacks(@Nullable TaskId taskId, Map<String, String> metadata, PageRequest page)
            implements RollbackQuery {
        public FindRollbacks {
            metadata = Map.copyOf(metadata);
        }
    }

    /**
     * What a rollback to this checkpoint would do, without doing it: a {@link RollbackPlan}. Refused as the rollback
     * itself would be.
     */
    record FindRollbackPlan(
            CheckpointId checkpointId, @Nullable TaskId taskId, boolean force) implements RollbackQuery {}
}
