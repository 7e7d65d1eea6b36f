package dev.rollback.engine.storage.jdbc;

import dev.rollback.engine.storage.AppendUnit;
import dev.rollback.engine.storage.Appended;
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
    private final long deadline;
    private final Thread thread = Thread.currentThread();
    private volatile Place place = Place.WAITING;
    private @Nullable Appended appended;
    private @Nullable RuntimeException failure;

    private Ticket(@Nullable AppendUnit unit, Duration patience) {
        this.unit = unit;
        this.deadline = System.nanoTime() + patience.toNanos();
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

    Thread thread() {
        return thread;
    }

    Place place() {
        return place;
    }

    void move(Place to) {
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
