package dev.rollback.engine.storage;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads cached states. */
public interface SnapshotReader {
    /** The newest snapshot of the stream that is not above {@code seq}. */
    Optional<StoredSnapshot> nearest(String stream, long seq);

    /** Of each stream the newest snapshot at or below its seq; none where there is none. */
    List<StoredSnapshot> nearest(Map<String, Long> seqs);
}
