package dev.rollback.api.audit;

import java.time.Instant;

/**
 * What a log was at a moment, to be kept where nobody who can write the log can write. Whoever has it can prove that a log
 * still begins with that one: a log that was cut off, or changed and given new hashes throughout, does not.
 *
 * @param position of the last event
 * @param hash of that event, 64 hexadecimal digits
 * @param recordedAt when that event was recorded
 * @param sealedAt when this was written
 */
public record Seal(long position, String hash, Instant recordedAt, Instant sealedAt) {

    public Seal {
        if (position < 1 || !hash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a seal is of a position from 1 on and a hash of 64 hexadecimal digits");
        }
    }
}
