package dev.rollback.store;

import java.time.Instant;
import java.time.InstantSource;

/** Stands still until it is set. */
public final class TestClock implements InstantSource {
    public static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    private volatile Instant now = START;

    public void set(Instant instant) {
        now = instant;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
