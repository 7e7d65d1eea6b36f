package dev.rollback.engine.retention;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.PruneReport;
import dev.rollback.api.PruneReport.Cleaned;
import dev.rollback.store.AppendUnit.Guard;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.IndexReader.TaskHead;
import dev.rollback.store.Reading;
import dev.rollback.store.TransientConflictException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A clean-up, and what it stands on.
 *
 * @param at the position of the store at which it was planned
 * @param epochs of the tasks of what goes: a rollback raises them
 */
record PlannedCleanup(Cleanup cleanup, long at, Map<String, Long> epochs) {

    static PlannedCleanup of(Reading reading, Cleanup cleanup) {
        return new PlannedCleanup(cleanup, reading.head().position(), epochs(reading, cleanup.gone()));
    }

    /** Under the lock: whether still nothing is promised to find what goes. */
    Guard guard(InstantSource clock) {
        Set<String> ids = ids(cleanup.gone());
        return atHead -> {
            Set<String> leased = new HashSet<>(PromiseReading.leased(atHead, clock.instant()));
            leased.retainAll(ids);
            if (!leased.isEmpty() || (atHead.head().position() != at && hasMoved(atHead, ids))) {
                throw new TransientConflictException(
                        "somebody rolled back, or held or leased a checkpoint, while it was cleaned up. Nothing was written; try again.");
            }
        };
    }

    private boolean hasMoved(Reading atHead, Collection<String> ids) {
        return !Set.copyOf(atHead.checkpoints(ids)).equals(Set.copyOf(cleanup.gone()))
                || !epochs(atHead, cleanup.gone()).equals(epochs);
    }

    private static Map<String, Long> epochs(Reading reading, List<CheckpointEntry> checkpoints) {
        Map<String, Long> epochs = new HashMap<>();
        Set<String> tasks = checkpoints.stream().map(CheckpointEntry::task).collect(Collectors.toSet());
        for (TaskHead head : reading.tasks(tasks)) {
            epochs.put(head.task(), head.epoch());
        }
        return epochs;
    }

    private static Set<String> ids(List<CheckpointEntry> checkpoints) {
        return checkpoints.stream().map(CheckpointEntry::checkpointId).collect(Collectors.toSet());
    }

    PruneReport report(Reading reading) {
        return new PruneReport(told(reading, cleanup.pruned()), told(reading, cleanup.archived()), cleanup.kept());
    }

    private static List<Cleaned> told(Reading reading, List<CheckpointEntry> checkpoints) {
        return checkpoints.stream()
                .map(entry -> new Cleaned(
                        new CheckpointId(entry.checkpointId()),
                        Cleanup.taskOf(entry),
                        reading.after(entry.position() - 1, 1).get(0).recordedAt()))
                .toList();
    }
}
