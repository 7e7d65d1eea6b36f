package dev.rollback.projections;

import dev.rollback.api.CheckpointState;
import dev.rollback.api.RollbackStatus;
import java.util.Map;

/**
 * What there is, each thing counted once.
 *
 * @param rollbacks by what became of them
 * @param checkpoints those that are offered, and {@code held} of them
 * @param closed those that are offered no longer, ARCHIVED or PRUNED
 * @param enabled existing tasks that may be rolled back
 * @param onFailure those of them whose policy says that they go back by themselves
 * @param asConfigured those of them whose policy leaves that to the configuration
 */
public record Totals(
        Map<RollbackStatus, Long> rollbacks,
        long checkpoints,
        long held,
        Map<CheckpointState, Long> closed,
        long enabled,
        long onFailure,
        long asConfigured) {
    public Totals {
        rollbacks = Map.copyOf(rollbacks);
        closed = Map.copyOf(closed);
    }
}
