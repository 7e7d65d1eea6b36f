package dev.rollback.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as the store keeps them: whole microseconds since 1970, as a number, of which any is a time. */
public final class Micros {
    private static final long PER_SECOND = 1_000_000;

    private Micros() {}

    public static long of(Instant instant) {
        // not ChronoUnit.between, which counts nanoseconds and so reaches no further than the year 2262
        long seconds = instant.getEpochSecond();
        long micros = instant.getNano() / 1_000;
        return seconds < 0
                ? Math.addExact(Math.multiplyExact(seconds + 1, PER_SECOND), micros - PER_SECOND)
                : Math.addExact(Math.multiplyExact(seconds, PER_SECOND), micros);
    }

    public static Instant toInstant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
