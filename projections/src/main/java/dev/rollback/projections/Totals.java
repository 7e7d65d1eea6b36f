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
 * @param enabled existing tasks that may be rolled back, and {@code onFailure} of them that say they go back by
 *     themselves
 */
public record Totals(
        Map<RollbackStatus, Long> rollbacks,
        long checkpoints,
        long held,
        Map<CheckpointState, Long> closed,
        long enabled,
        long onFailure) {
    public Totals {
        rollbacks = Map.copyOf(rollbacks);
        closed = Map.copyOf(closed);
    }
}
