package dev.rollback.store.jdbc;

import dev.rollback.store.Sql;
import dev.rollback.store.StoredSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the snapshots of one unit, whose events and index are written already. */
final class SnapshotWriter {
    private static final String TASK_STREAM = "task/";
    private static final String KEEP = "INSERT INTO snapshot (stream, seq, codec, state) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (stream, seq) DO UPDATE SET codec = excluded.codec, state = excluded.state";
    private static final String COUNT = "UPDATE task_head SET (events_since_snapshot, bytes_since_snapshot) ="
            + " (SELECT COUNT(*), COALESCE(SUM(LENGTH(payload)), 0) FROM event WHERE stream = ? AND seq >"
            + " (SELECT MAX(seq) FROM snapshot WHERE stream = ?)) WHERE task = ?";

    private static final String COUNT_NONE =
            "UPDATE task_head SET events_since_snapshot = 0, bytes_since_snapshot = 0 WHERE task = ?";

    private final Sql sql;
    private final StreamEnds ends;

    SnapshotWriter(Sql sql, StreamEnds ends) {
        this.sql = sql;
        this.ends = ends;
    }

    void write(List<StoredSnapshot> snapshots) {
        Map<String, Long> newest = new LinkedHashMap<>();
        snapshots.forEach(snapshot -> newest.merge(snapshot.stream(), snapshot.seq(), Math::max));
        ends.prepare(newest.keySet());
        Batches batches = new Batches();
        snapshots.forEach(snapshot -> keep(batches, snapshot));
        newest.forEach((stream, seq) -> count(batches, stream, seq));
        batches.send(sql);
    }

    private void keep(Batches batches, StoredSnapshot snapshot) {
        if (snapshot.seq() > ends.of(snapshot.stream())) {
            throw new IllegalArgumentException("a snapshot of %s at %d, but the stream ends at %d"
                    .formatted(snapshot.stream(), snapshot.seq(), ends.of(snapshot.stream())));
        }
        batches.add(
                List.of(snapshot.stream(), snapshot.seq()),
                KEEP,
                snapshot.stream(),
                snapshot.seq(),
                snapshot.codec(),
                snapshot.state());
    }

    /** How far readers of the task's newest state have to read from here on. */
    private void count(Batches batches, String stream, long newest) {
        if (!stream.startsWith(TASK_STREAM)) {
            return;
        }
        String task = stream.substring(TASK_STREAM.length());
        if (newest == ends.of(stream)) {
            batches.add(stream, COUNT_NONE, task);
        } else {
            batches.add(stream, COUNT, stream, stream, task);
        }
    }
}
