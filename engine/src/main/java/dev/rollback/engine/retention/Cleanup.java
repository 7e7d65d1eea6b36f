package dev.rollback.engine.retention;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.PruneReport.Kept;
import dev.rollback.api.PruneReport.Promise;
import dev.rollback.api.RetentionRule;
import dev.rollback.api.TaskId;
import dev.rollback.store.IndexReader.CheckpointEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What becomes of checkpoints that are to go: a promise keeps one, a former target is archived, else it is pruned. Pure. */
record Cleanup(List<CheckpointEntry> pruned, List<CheckpointEntry> archived, List<Kept> kept) {

    static final Cleanup NOTHING = new Cleanup(List.of(), List.of(), List.of());

    /** Of those that are to go. */
    static Cleanup of(List<CheckpointEntry> toGo, Promises promises) {
        Cleanup cleanup = new Cleanup(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (CheckpointEntry checkpoint : toGo) {
            Optional<Promise> promise = promises.of(checkpoint);
            if (promise.isPresent()) {
                cleanup.kept.add(
                        new Kept(new CheckpointId(checkpoint.checkpointId()), taskOf(checkpoint), promise.get()));
            } else {
                (checkpoint.marks().used() ? cleanup.archived : cleanup.pruned).add(checkpoint);
            }
        }
        return cleanup;
    }

    /**
     * Those that every condition of the rule lets go, in the order given.
     *
     * @param offered of each task, newest first
     * @param oldUpTo the position of the last event that is as old as the rule wants
     */
    static List<CheckpointEntry> letGo(RetentionRule rule, List<CheckpointEntry> offered, long oldUpTo) {
        Map<String, Integer> seen = new HashMap<>();
        List<CheckpointEntry> letGo = new ArrayList<>();
        for (CheckpointEntry checkpoint : offered) {
            int place = seen.merge(checkpoint.task(), 1, Integer::sum);
            boolean beyond = rule.keepLast() == null || place > rule.keepLast();
            boolean old = rule.olderThan() == null || checkpoint.position() <= oldUpTo;
            if (beyond && old) {
                letGo.add(checkpoint);
            }
        }
        return letGo;
    }

    /** The oldest that nothing is promised to find; at most {@code count}. */
    static List<CheckpointEntry> oldest(int count, List<CheckpointEntry> offered, Promises promises) {
        return offered.stream()
                .filter(checkpoint -> promises.of(checkpoint).isEmpty())
                .sorted(Comparator.comparingLong(CheckpointEntry::position))
                .limit(count)
                .toList();
    }

    /** Of those that go only these. */
    Cleanup among(Set<CheckpointId> shown) {
        return new Cleanup(among(pruned, shown), among(archived, shown), kept);
    }

    private static List<CheckpointEntry> among(List<CheckpointEntry> some, Set<CheckpointId> shown) {
        return some.stream()
                .filter(entry -> shown.contains(new CheckpointId(entry.checkpointId())))
                .toList();
    }

    /** Those that are offered no longer. */
    List<CheckpointEntry> gone() {
        return Stream.concat(pruned.stream(), archived.stream()).toList();
    }

    static @Nullable TaskId taskOf(CheckpointEntry checkpoint) {
        return checkpoint.isOfEverything() ? null : new TaskId(checkpoint.task());
    }
}
