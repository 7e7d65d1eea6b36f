package dev.rollback.store;

import java.util.function.Function;

/**
 * One store: a log, an index, snapshots and the views' tables in one database. Safe for use by many threads and, through
 * the database's own locks, by many processes.
 *
 * <p>Every implementation passes {@code StoreContract}.
 */
public interface Store extends AutoCloseable {

    /**
     * Writes a unit, durably: when this returns, a power cut loses nothing of it.
     *
     * @throws StreamConflictException when a stream is not where the unit expects it; nothing is written
     * @throws dev.rollback.api.RefusedException CONFLICT for a checkpoint id or request id that is taken,
     *     STORE_UNAVAILABLE when the store cannot be locked or written, or the thread was interrupted while its unit
     *     still waited; nothing is written
     * @throws IllegalArgumentException when the unit contradicts itself: an index or a snapshot that does not fit its
     *     stream; nothing is written
     */
    Appended append(AppendUnit unit);

    /**
     * Reads at one consistent moment: what others commit meanwhile is not seen. Calls of one store must not be nested,
     * in any combination: {@link IllegalStateException}.
     */
    <T> T read(Function<Reading, T> work);

    /**
     * Writes tables that are not the log's (views and their tokens), alone, in its turn among the appends and in one
     * transaction, which is rolled back when {@code work} throws.
     */
    <T> T write(Function<Reading, T> work);

    /**
     * Takes the write lock for this thread, alone and in its turn: nobody else writes until it is let go. What this thread
     * reads meanwhile stands at the newest moment, and the next unit it appends is written in the same transaction, which
     * ends the hold. For decisions that others kept overtaking; everybody else waits.
     */
    Hold hold();

    /** A write lock in the hand of one thread. */
    interface Hold extends AutoCloseable {
        /** Lets go, where no unit has ended the hold already. To be called by the thread that holds. */
        @Override
        void close();
    }

    /**
     * Calls {@code listener} after each unit with events that this object has committed, in the thread that appended it
     * and outside the store: it may read. What it throws is logged and changes nothing for the appender.
     */
    void onAppend(Runnable listener);

    @Override
    void close();
}
