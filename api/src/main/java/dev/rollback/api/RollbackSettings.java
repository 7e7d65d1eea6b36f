package dev.rollback.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is rolled back, marked and cleaned up without being asked for, by the process that is configured so.
 *
 * @param enabled whether anything may be rolled back: without it one that is asked for is refused, and none happens by
 *     itself
 * @param onFailure whether a failing task goes back to its last stable checkpoint where its own policy does not say;
 *     false: none does, whatever its policy says; null: those do that have such a checkpoint
 * @param maxCheckpoints with more checkpoints of a task than that, the oldest that nothing is promised to find are cleaned
 *     up as soon as there is another
 * @param autoCheckpoint whether checkpoints are made at all without being asked for: when, the other three say
 * @param checkpointOnError a checkpoint of the failed task, before anything is done about the failure
 * @param checkpointInterval with the next write after so long without one
 */
public record RollbackSettings(
        boolean enabled,
        @Nullable Boolean onFailure,
        int maxCheckpoints,
        boolean limitsAll,
        boolean autoCheckpoint,
        boolean checkpointOnTaskCompletion,
        boolean checkpointOnError,
        Duration checkpointInterval) {
    public RollbackSettings {
        if (maxCheckpoints < 1 || checkpointInterval.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException(
                    "at least 1 checkpoint stays and an interval is at least a minute, not %d and %s"
                            .formatted(maxCheckpoints, checkpointInterval));
        }
    }

    /**
     * Rollback is allowed, a failing task goes back to its last stable checkpoint unless its policy says no, and of the
     * automatic checkpoints 50 of each task stay.
     */
    public static RollbackSettings defaults() {
        return new RollbackSettings(true, null, 50, false, false, true, true, Duration.ofMinutes(30));
    }

    public RollbackSettings withEnabled(boolean changed) {
        return new RollbackSettings(
                changed,
                onFailure,
                maxCheckpoints,
                limitsAll,
                autoCheckpoint,
                checkpointOnTaskCompletion,
                checkpointOnError,
                checkpointInterval);
    }

    public RollbackSettings withOnFailure(@Nullable Boolean changed) {
        return new RollbackSettings(
                enabled,
                changed,
                maxCheckpoints,
                limitsAll,
                autoCheckpoint,
                checkpointOnTaskCompletion,
                checkpointOnError,
                checkpointInterval);
    }

    /** So many of each task, whoever made them. */
    public RollbackSettings withMaxCheckpoints(int changed) {
        return new RollbackSettings(
                enabled,
                onFailure,
                changed,
                true,
                autoCheckpoint,
                checkpointOnTaskCompletion,
                checkpointOnError,
                checkpointInterval);
    }

    /** Checkpoints by themselves: on completion, on errors, by the interval. */
    public RollbackSettings withAutoCheckpoint(boolean changed) {
        return new RollbackSettings(
                enabled,
                onFailure,
                maxCheckpoints,
                limitsAll,
                changed,
                checkpointOnTaskCompletion,
                checkpointOnError,
                checkpointInterval);
    }

    /**
     * Whether a failing task with this policy may go back to its last stable checkpoint automatically: yes, unless its
     * policy or these settings say no.
     */
    public boolean letsGoBackOnFailure(TaskPolicy policy) {
        boolean forbidden = (onFailure != null && !onFailure)
                || (policy.rollbackOnFailure() != null && !policy.rollbackOnFailure());
        return enabled && policy.rollbackEnabled() && !forbidden;
    }

    /**
     * Whether the policy or these settings ask for it in so many words. Then a failure that finds no stable checkpoint
     * leaves a FAILED record; where it is only the default, the task stays failed without one.
     */
    public boolean demandsRollbackOnFailure(TaskPolicy policy) {
        return letsGoBackOnFailure(policy) && (policy.rollbackOnFailure() != null || onFailure != null);
    }
}
