package dev.rollback.engine.storage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as the store keeps them: whole microseconds since 1970, as a number. */
public final class Micros {
    private Micros() {}

    public static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    public static Instant toInstant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
