package dev.rollback.store;

import java.time.Instant;

/**
 * The newest moment of a store: the last event's position (0 when empty), time and hash (32 zero bytes when empty).
 */
public record LogHead(long position, Instant recordedAt, byte[] hash) {}
