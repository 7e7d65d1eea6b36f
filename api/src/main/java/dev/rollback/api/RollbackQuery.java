package dev.rollback.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that can be asked of rollbacks. */
public sealed interface RollbackQuery {
    /**
     * A {@link RollbackView}, or nothing.
     *
     * @param at as it was at this cut, a {@link ResolvedMoment#position}; null for now
     */
    record FindRollback(RollbackId rollbackId, @Nullable Long at) implements RollbackQuery {
        public FindRollback(RollbackId rollbackId) {
            this(rollbackId, null);
        }
    }

    /**
     * A {@link RollbackPage}, newest first: those of one task, and with all of this metadata, where given. As a
     * subscription query, each new record too, a {@link RollbackView}, whichever process made it.
     *
     * @param at as it was at this cut, a {@link ResolvedMoment#position}; null for now
     */
    record FindRollbacks(
            @Nullable TaskId taskId,
            Map<String, String> metadata,
            PageRequest page,
            @Nullable Long at) implements RollbackQuery {
        public FindRollbacks {
            metadata = Map.copyOf(metadata);
        }

        public FindRollbacks(@Nullable TaskId taskId, Map<String, String> metadata, PageRequest page) {
            this(taskId, metadata, page, null);
        }
    }

    /**
     * What a rollback with this scope would do, without doing it: a {@link RollbackPlan}. Refused as the rollback itself
     * would be. Of tasks with many or large differences, or many such tasks, not all differences are told.
     */
    record FindRollbackPlan(RollbackScope scope) implements RollbackQuery {}

    /** One task's part in that plan with all of its differences: a {@link RollbackPlan.TaskPlan}, or nothing. */
    record FindPlannedTask(RollbackScope scope, TaskId taskId) implements RollbackQuery {}
}
