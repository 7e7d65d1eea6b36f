package dev.rollback.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads cached states. */
public interface SnapshotReader {
    /** The newest snapshot of the stream that is not above {@code seq}. */
    Optional<StoredSnapshot> nearest(String stream, long seq);

    /** Of each stream the newest snapshot at or below its seq; none where there is none. */
    List<StoredSnapshot> nearest(Map<String, Long> seqs);

    /** At which of the stream's events there is a snapshot, rising. */
    List<Long> snapshotsOf(String stream);

    /** Where there is a snapshot and no event. */
    List<Stray> strays();

    /** A snapshot at an event that there is not. */
    record Stray(String stream, long seq) {}
}
