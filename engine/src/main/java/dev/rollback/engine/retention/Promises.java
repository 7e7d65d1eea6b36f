package dev.rollback.engine.retention;

import dev.rollback.api.PruneReport.Promise;
import dev.rollback.store.IndexReader.CheckpointEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which checkpoints something is promised to find, by their ids. Pure.
 *
 * @param current the newest on the line of each task
 * @param lastStable where a failure may take each task back to
 * @param historySince the position of the oldest rollback that the history shows
 * @param beforeRollbacks current or last stable right before one of those: what its undo goes back to
 */
record Promises(
        Set<String> current,
        Set<String> lastStable,
        long historySince,
        Set<String> beforeRollbacks,
        Set<String> leased) {

    /** The first that keeps it; nothing where it may go. */
    Optional<Promise> of(CheckpointEntry checkpoint) {
        String id = checkpoint.checkpointId();
        if (checkpoint.marks().held()) {
            return Optional.of(Promise.HELD);
        } else if (current.contains(id)) {
            return Optional.of(Promise.CURRENT);
        } else if (lastStable.contains(id)) {
            return Optional.of(Promise.LAST_STABLE);
        } else if (isTarget(checkpoint) || beforeRollbacks.contains(id)) {
            return Optional.of(Promise.IN_HISTORY);
        }
        return leased.contains(id) ? Optional.of(Promise.LEASED) : Optional.empty();
    }

    private boolean isTarget(CheckpointEntry checkpoint) {
        return checkpoint.marks().used() && checkpoint.marks().lastUsed() >= historySince;
    }

    /** Of a single task, once it has these too: oldest first, at least one. */
    Promises after(List<CheckpointEntry> made) {
        Set<String> stable = new HashSet<>(lastStable);
        for (CheckpointEntry checkpoint : made) {
            if (!checkpoint.failed()) {
                stable = Set.of(checkpoint.checkpointId());
            }
        }
        String newest = made.get(made.size() - 1).checkpointId();
        return new Promises(Set.of(newest), stable, historySince, beforeRollbacks, leased);
    }
}
