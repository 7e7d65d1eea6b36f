package dev.rollback.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash that ties every row of the log to all rows before it: whoever changes, inserts, drops or reorders a row has
 * to recompute every hash after it, and ends at another head.
 *
 * <p>{@code hash = SHA-256(previous ‖ row)}. {@code previous} is the 32 bytes of the row before (32 zero bytes for
 * position 1). {@code row} is, in this order and without separators:
 *
 * <ol>
 *   <li>position: 8 bytes
 *   <li>stream: text
 *   <li>seq: 8 bytes
 *   <li>unit: 8 bytes
 *   <li>recorded_at in microseconds since 1970-01-01T00:00Z: 8 bytes
 *   <li>name: text
 *   <li>revision: text
 *   <li>payload: bytes
 *   <li>metadata: bytes
 * </ol>
 *
 * Numbers are signed and big-endian. <i>Bytes</i> are a 4-byte big-endian length followed by the bytes; <i>text</i> is
 * its UTF-8 written as bytes. The format is final: {@code HashChainTest} holds a golden vector.
 */
public final class HashChain {
    private static final int SIZE = 32;

    private HashChain() {}

    /** What stands before the first row: 32 zero bytes. */
    public static byte[] start() {
        return new byte[SIZE];
    }

    /** The hash that {@code row} must carry when it follows a row with the hash {@code previous}. */
    public static byte[] next(byte[] previous, StoredEvent row) {
        byte[] stream = row.stream().getBytes(UTF_8);
        byte[] name = row.name().getBytes(UTF_8);
        byte[] revision = row.revision().getBytes(UTF_8);
        int texts = stream.length + name.length + revision.length;
        ByteBuffer bytes = ByteBuffer.allocate(4 * 8 + 5 * 4 + texts + row.payload().length + row.metadata().length);
        bytes.putLong(row.position());
        put(bytes, stream);
        bytes.putLong(row.seq());
        bytes.putLong(row.unit());
        bytes.putLong(Micros.of(row.recordedAt()));
        put(bytes, name);
        put(bytes, revision);
        put(bytes, row.payload());
        put(bytes, row.metadata());
        MessageDigest digest = sha256();
        digest.update(previous);
        return digest.digest(bytes.array());
    }

    private static void put(ByteBuffer to, byte[] bytes) {
        to.putInt(bytes.length).put(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
