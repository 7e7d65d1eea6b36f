package dev.rollback.api;

import java.time.Instant;

/**
 * A moment of the store's history, as a caller names it. All but {@link AtSeq} are resolved to a cut, a place between
 * two units of work at which all tasks are seen together; {@link ResolvedMoment} says to which.
 */
public sealed interface Moment {

    /** The newest moment there is when the question is answered. */
    record Now() implements Moment {}

    /** The end of the last unit of work recorded at or before {@code time}. */
    record AtTime(Instant time) implements Moment {}

    /** A global position; inside a unit of work it means the end of the unit before. 0 is before everything. */
    record AtPosition(long position) implements Moment {
        public AtPosition {
            if (position < 0) {
                throw Names.invalid("a position is 0 or more, not %s", Long.toString(position));
            }
        }
    }

    /** Right after this event of the one task that is asked for: exact, and no cut. */
    record AtSeq(long seq) implements Moment {
        public AtSeq {
            if (seq < 0) {
                throw Names.invalid("a place in a task's stream is 0 or more, not %s", Long.toString(seq));
            }
        }
    }

    /** The end of the unit of work that made the checkpoint. */
    record AtCheckpoint(CheckpointId checkpointId) implements Moment {}

    /** Right before the rollback's unit of work; a refused rollback has such a moment too. */
    record BeforeRollback(RollbackId rollbackId) implements Moment {}

    /** Right after the rollback's unit of work. */
    record AfterRollback(RollbackId rollbackId) implements Moment {}

    /**
     * Right after the import of the document whose own time is the latest at or before {@code asOf}; of several the one
     * imported last.
     */
    record AtDocument(Instant asOf) implements Moment {}
}
