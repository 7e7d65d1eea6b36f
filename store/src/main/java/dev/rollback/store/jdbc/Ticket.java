package dev.rollback.store.jdbc;

import dev.rollback.store.AppendUnit;
import dev.rollback.store.Appended;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One caller's place in the {@link WriteQueue} and, for a unit, what became of it. */
final class Ticket {
    enum Place {
        WAITING,
        /** The caller itself has the turn. */
        TURN,
        /** Another caller is writing this unit. */
        TAKEN,
        DONE
    }

    private final @Nullable AppendUnit unit;
    private final long since = System.nanoTime();
    private final long deadline;
    private final Thread thread = Thread.currentThread();
    private volatile Place place = Place.WAITING;
    private volatile long served;
    private @Nullable Appended appended;
    private @Nullable RuntimeException failure;

    private Ticket(@Nullable AppendUnit unit, Duration patience) {
        this.unit = unit;
        this.deadline = since + patience.toNanos();
    }

    static Ticket of(AppendUnit unit, Duration patience) {
        return new Ticket(unit, patience);
    }

    /** For work that shares its transaction with nobody. */
    static Ticket alone(Duration patience) {
        return new Ticket(null, patience);
    }

    boolean isAlone() {
        return unit == null;
    }

    AppendUnit unit() {
        if (unit == null) {
            throw new IllegalStateException("no unit to write");
        }
        return unit;
    }

    /** Nanoseconds until the deadline; not positive when it has passed. */
    long left() {
        return deadline - System.nanoTime();
    }

    /** What is left of the caller's patience, at least a moment. */
    Duration patience() {
        return Duration.ofNanos(Math.max(1_000_000, left()));
    }

    /** Nanoseconds until it was its turn or another took it along; until now where neither has come. */
    long waited() {
        return (place == Place.WAITING ? System.nanoTime() : served) - since;
    }

    Thread thread() {
        return thread;
    }

    Place place() {
        return place;
    }

    void move(Place to) {
        if (place == Place.WAITING) {
            served = System.nanoTime();
        }
        place = to;
    }

    void wrote(Appended where) {
        appended = where;
    }

    /** The first failure stays: it is the unit's own. */
    void failed(RuntimeException why) {
        if (failure == null) {
            failure = why;
        }
    }

    boolean hasFailed() {
        return failure != null;
    }

    Appended outcome() {
        if (failure != null) {
            throw failure;
        }
        if (appended == null) {
            throw new IllegalStateException("the unit was neither written nor refused");
        }
        return appended;
    }
}
