package dev.rollback.store;

/**
 * Hears what a store's callers wait for and what is committed, for meters. Called in the callers' own threads, some of
 * which hold the write lock: must return at once and must not call the store. What it throws is logged and changes
 * nothing for anybody.
 */
public interface StoreMonitor {
    StoreMonitor NONE = new StoreMonitor() {};

    /** What callers wait for. */
    enum Wait {
        /** To be the next to write, among the callers of one store object. */
        TURN,
        /** The database's lock, which other processes hold meanwhile; each try counts. */
        LOCK,
        /** One of the readers of one store object. */
        READER
    }

    /** Somebody waited so long, and got it or gave up. */
    default void waited(Wait what, long nanos) {}

    /** Somebody was refused as busy: its patience had ended. */
    default void refusedAsBusy(Wait what) {}

    /**
     * Units were committed, together.
     *
     * @param events of all these units
     * @param nanos from the lock on
     */
    default void appended(int units, int events, long nanos) {}

    /** A transaction that wrote views was committed, so long after it had the lock. */
    default void wrote(long nanos) {}
}
