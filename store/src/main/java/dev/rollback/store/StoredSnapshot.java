package dev.rollback.store;

/**
 * A cached state of a stream at a position: an accelerator, never a source.
 *
 * @param seq the state includes the event with this seq
 * @param codec how {@code state} is packed: 0 plain, 1 deflate
 */
public record StoredSnapshot(String stream, long seq, byte codec, byte[] state) {}
