package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Outlasts a database that is away for a while: a restart, a fail-over. */
final class Outage {
    private static final long SHORTEST_PAUSE = 20_000_000;
    private static final long LONGEST_PAUSE = 500_000_000;

    private Outage() {}

    /** Tries until the connection holds or nothing is {@code left} (nanoseconds) of the caller's patience. */
    static <T> T outlast(LongSupplier left, Supplier<T> attempt) {
        long pause = SHORTEST_PAUSE;
        while (true) {
            try {
                return attempt.get();
            } catch (ConnectionLostException e) {
                if (left.getAsLong() <= 0) {
                    throw e;
                }
                rest(Math.min(pause, left.getAsLong()), e);
                pause = Math.min(LONGEST_PAUSE, pause * 2);
            }
        }
    }

    private static void rest(long nanos, ConnectionLostException why) {
        LockSupport.parkNanos(nanos);
        if (Thread.currentThread().isInterrupted()) {
            throw new RefusedException(
                    RefusalCode.STORE_UNAVAILABLE,
                    "interrupted while the store was away. Nothing was written. " + why.getMessage(),
                    why);
        }
    }
}
