package dev.rollback.api;

/** Work of an epoch that a rollback, or a restored store, has ended: the worker should stop, and ask for the task anew. */
public class StaleEpochException extends RefusedException {
    private static final String ENDED = "the task was rolled back meanwhile. Stop this work and start the task again";
    private static final String RESTORED =
            "the store was restored from a backup meanwhile. Stop this work and start the task again";
    private static final String UNKNOWN = "nobody was given that epoch. Start the task to be given its own";

    /** A rollback raises an epoch by one, a restored store by far more. */
    private static final long LEAP = 1_000_000;

    private final long epoch;
    private final long currentEpoch;

    public StaleEpochException(TaskId taskId, long epoch, long currentEpoch) {
        super(
                RefusalCode.STALE_EPOCH,
                "task %s is in epoch %d, this work belongs to epoch %d: %s."
                        .formatted(taskId, currentEpoch, epoch, why(epoch, currentEpoch)));
        this.epoch = epoch;
        this.currentEpoch = currentEpoch;
    }

    private static String why(long epoch, long currentEpoch) {
        if (epoch > currentEpoch) {
            return UNKNOWN;
        }
        return currentEpoch - epoch < LEAP ? ENDED : RESTORED;
    }

    /** The epoch the refused work belonged to. */
    public long epoch() {
        return epoch;
    }

    /** The epoch to work in now. */
    public long currentEpoch() {
        return currentEpoch;
    }
}
