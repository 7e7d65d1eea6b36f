package dev.rollback.store;

import java.time.Instant;

/** Where a unit landed: its first and last position and its time. For a unit without events both are the head's. */
public record Appended(long first, long last, Instant recordedAt) {}
