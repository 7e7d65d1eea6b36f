package dev.rollback.store;

import java.time.Instant;

/**
 * One row of the log, as stored.
 *
 * @param position place in the whole store: dense from 1, in commit order
 * @param stream name of the stream, for example {@code task/12}
 * @param seq place in the stream, dense from 0
 * @param unit position of the first event of the same unit of work
 * @param recordedAt when it was appended, in microseconds, never before the event ahead of it
 * @param hash SHA-256 over the previous row's hash and this row's stored bytes, see {@link HashChain}
 */
public record StoredEvent(
        long position,
        String stream,
        long seq,
        long unit,
        Instant recordedAt,
        String name,
        String revision,
        byte[] payload,
        byte[] metadata,
        byte[] hash) {

    /** The same event as another revision writes it; its hash stays that of what is stored. */
    public StoredEvent inRevision(String changed, byte[] asPayload) {
        return new StoredEvent(position, stream, seq, unit, recordedAt, name, changed, asPayload, metadata, hash);
    }
}
