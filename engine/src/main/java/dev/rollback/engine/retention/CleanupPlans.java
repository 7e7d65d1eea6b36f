package dev.rollback.engine.retention;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointQuery.FindPrunable;
import dev.rollback.api.PruneReport;
import dev.rollback.api.PruneReport.Promise;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.api.RetentionRule;
import dev.rollback.api.TaskId;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;

/** What cleaning up would do. Needs no Axon configuration. */
public final class CleanupPlans {
    private final Store store;
    private final TaskStates states;
    private final InstantSource clock;
    private final int historyLimit;

    /** @param historyLimit how many rollbacks the history shows, and so can be undone as if nothing had been cleaned up */
    public CleanupPlans(Store store, TaskStates states, InstantSource clock, int historyLimit) {
        this.store = store;
        this.states = states;
        this.clock = clock;
        this.historyLimit = historyLimit;
    }

    @QueryHandler
    public PruneReport find(FindPrunable query) {
        return store.read(reading -> plan(reading, query.rule(), null).report(reading));
    }

    /** @param shown no others than these; null for all */
    PlannedCleanup plan(Reading reading, RetentionRule rule, @Nullable List<CheckpointId> shown) {
        Instant now = clock.instant();
        TaskId task = rule.taskId();
        if (task != null && reading.task(task.value()).isEmpty()) {
            throw new RefusedException(
                    RefusalCode.NOT_FOUND, "there is no task %s.".formatted(task), Remedy.of(Action.LIST_TASKS));
        }
        List<CheckpointEntry> offered = reading.checkpointsOffered(task == null ? null : task.value());
        List<CheckpointEntry> toGo = Cleanup.letGo(rule, offered, oldUpTo(reading, rule, now));
        Cleanup cleanup = Cleanup.of(toGo, promises(reading, toGo));
        return PlannedCleanup.of(reading, shown == null ? cleanup : cleanup.among(Set.copyOf(shown)));
    }

    /** @throws RefusedException CONFLICT, naming the promise */
    void requireUnpromised(Reading reading, List<CheckpointEntry> checkpoints) {
        Promises promises = promises(reading, checkpoints);
        for (CheckpointEntry checkpoint : checkpoints) {
            promises.of(checkpoint).ifPresent(promise -> {
                throw new RefusedException(
                        RefusalCode.CONFLICT,
                        "checkpoint %s stays: %s. Nothing was changed."
                                .formatted(checkpoint.checkpointId(), why(promise, checkpoint)),
                        promise == Promise.HELD
                                ? Remedy.of(Action.RELEASE_CHECKPOINT, checkpoint.checkpointId())
                                : null,
                        null);
            });
        }
    }

    private static String why(Promise promise, CheckpointEntry checkpoint) {
        return switch (promise) {
            case HELD -> "it is held (HELD)";
            case CURRENT ->
                "it is the newest on the line of task %s (CURRENT); another checkpoint takes its place"
                        .formatted(checkpoint.task());
            case LAST_STABLE ->
                "a failure takes task %s back to it (LAST_STABLE); another checkpoint takes its place"
                        .formatted(checkpoint.task());
            case IN_HISTORY ->
                "a rollback that the history shows went back to it, or an undo of one would (IN_HISTORY); it is free when newer ones have taken that one's place";
            case LEASED -> "running work goes back to it should it fail (LEASED); it is free when that ends";
        };
    }

    Promises promises(Reading reading, List<CheckpointEntry> checkpoints) {
        return new PromiseReading(reading, states, historyLimit).of(checkpoints, clock.instant());
    }

    private static long oldUpTo(Reading reading, RetentionRule rule, Instant now) {
        if (rule.olderThan() == null) {
            return 0;
        }
        // The log's times are whole microseconds.
        Instant old = now.minus(rule.olderThan()).truncatedTo(ChronoUnit.MICROS);
        return old.isBefore(Instant.EPOCH) ? 0 : reading.positionBefore(old.plus(1, ChronoUnit.MICROS));
    }
}
