package dev.rollback.engine.storage;

import java.util.Optional;

/** Reads cached states. */
public interface SnapshotReader {
    /** The newest snapshot of the stream that is not above {@code seq}. */
    Optional<StoredSnapshot> nearest(String stream, long seq);
}
