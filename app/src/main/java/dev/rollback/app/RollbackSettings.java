package dev.rollback.app;

import java.time.Duration;

/**
 * What is rolled back, marked and cleaned up without being asked for. Accepted and kept; this version does none of it.
 *
 * @param enabled whether anything may be rolled back
 * @param onFailure whether a failing task goes back to its last stable checkpoint
 * @param maxCheckpoints how many checkpoints stay
 * @param autoCheckpoint whether checkpoints are made at all without being asked for: when, the other three say
 */
public record RollbackSettings(
        boolean enabled,
        boolean onFailure,
        int maxCheckpoints,
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

    /** Rollback is allowed, and nothing happens by itself. */
    public static RollbackSettings defaults() {
        return new RollbackSettings(
                Setting.ROLLBACK_ENABLED.standard(),
                Setting.ROLLBACK_ON_FAILURE.standard(),
                Setting.MAX_CHECKPOINTS.standard(),
                Setting.AUTO_CHECKPOINT.standard(),
                Setting.CHECKPOINT_ON_TASK_COMPLETION.standard(),
                Setting.CHECKPOINT_ON_ERROR.standard(),
                Setting.CHECKPOINT_INTERVAL.standard());
    }

    static RollbackSettings of(Settings settings) {
        return new RollbackSettings(
                settings.get(Setting.ROLLBACK_ENABLED),
                settings.get(Setting.ROLLBACK_ON_FAILURE),
                settings.get(Setting.MAX_CHECKPOINTS),
                settings.get(Setting.AUTO_CHECKPOINT),
                settings.get(Setting.CHECKPOINT_ON_TASK_COMPLETION),
                settings.get(Setting.CHECKPOINT_ON_ERROR),
                settings.get(Setting.CHECKPOINT_INTERVAL));
    }
}
