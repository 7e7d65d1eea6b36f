package dev.rollback.engine.storage.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.engine.storage.IndexChange;
import dev.rollback.engine.storage.IndexChange.CheckpointAdded;
import dev.rollback.engine.storage.IndexChange.DependencyAdded;
import dev.rollback.engine.storage.IndexChange.DependencyRemoved;
import dev.rollback.engine.storage.IndexChange.LeaseEnded;
import dev.rollback.engine.storage.IndexChange.LeaseRenewed;
import dev.rollback.engine.storage.IndexChange.TaskMoved;
import dev.rollback.engine.storage.Sql;
import dev.rollback.engine.storage.StoredEvent;
import dev.rollback.engine.storage.StoredSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the index and the snapshots of one unit, whose events are in the log already. */
final class IndexWriter {
    private static final String TASK_STREAM = "task/";

    private final Sql sql;
    private final List<StoredEvent> rows;
    private final StreamEnds ends;
    private final Map<String, Growth> growth = new HashMap<>();

    IndexWriter(Sql sql, List<StoredEvent> rows, StreamEnds ends) {
        this.sql = sql;
        this.rows = rows;
        this.ends = ends;
        rows.forEach(row -> growth.merge(row.stream(), Growth.of(row), Growth::plus));
    }

    void write(IndexChange change) {
        if (change instanceof TaskMoved moved) {
            move(moved);
        } else if (change instanceof DependencyAdded added) {
            add(added);
        } else if (change instanceof DependencyRemoved removed) {
            remove(removed);
        } else if (change instanceof CheckpointAdded checkpoint) {
            add(checkpoint);
        } else if (change instanceof LeaseRenewed lease) {
            renew(lease);
        } else if (change instanceof LeaseEnded ended) {
            sql.update("DELETE FROM lease WHERE task = ?", ended.task());
        } else {
            throw new IllegalStateException("no index for " + change.getClass());
        }
    }

    void keep(StoredSnapshot snapshot) {
        if (snapshot.seq() > ends.of(snapshot.stream())) {
            throw new IllegalArgumentException("a snapshot of %s at %d, but the stream ends at %d"
                    .formatted(snapshot.stream(), snapshot.seq(), ends.of(snapshot.stream())));
        }
        sql.update(
                "INSERT INTO snapshot (stream, seq, codec, state) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (stream, seq) DO UPDATE SET codec = excluded.codec, state = excluded.state",
                snapshot.stream(),
                snapshot.seq(),
                snapshot.codec(),
                snapshot.state());
        if (snapshot.stream().startsWith(TASK_STREAM)) {
            countSinceSnapshot(snapshot.stream());
        }
    }

    private void move(TaskMoved moved) {
        String stream = TASK_STREAM + moved.task();
        if (moved.seq() < 0 || moved.seq() != ends.of(stream)) {
            throw new IllegalArgumentException("the index would say that %s stands at %d, its stream ends at %d"
                    .formatted(moved.task(), moved.seq(), ends.of(stream)));
        }
        Growth grown = growth.getOrDefault(stream, Growth.NONE);
        growth.put(stream, Growth.NONE);
        sql.update(
                "INSERT INTO task_head (task, seq, first_position, last_position, status, epoch, state_hash,"
                        + " events_since_snapshot, bytes_since_snapshot) VALUES (?, ?,"
                        + " (SELECT position FROM event WHERE stream = ? AND seq = 0),"
                        + " (SELECT position FROM event WHERE stream = ? AND seq = ?), ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (task) DO UPDATE SET seq = excluded.seq, last_position = excluded.last_position,"
                        + " status = excluded.status, epoch = excluded.epoch, state_hash = excluded.state_hash,"
                        + " events_since_snapshot = task_head.events_since_snapshot + excluded.events_since_snapshot,"
                        + " bytes_since_snapshot = task_head.bytes_since_snapshot + excluded.bytes_since_snapshot",
                moved.task(),
                moved.seq(),
                stream,
                stream,
                moved.seq(),
                moved.status(),
                moved.epoch(),
                moved.stateHash(),
                grown.events(),
                grown.bytes());
    }

    private void countSinceSnapshot(String stream) {
        long newest = sql.first(
                        "SELECT seq FROM snapshot WHERE stream = ? ORDER BY seq DESC LIMIT 1",
                        row -> row.getLong(1),
                        stream)
                .orElse(-1L);
        Growth since = sql
                .list(
                        "SELECT length(payload) FROM event WHERE stream = ? AND seq > ?",
                        row -> row.getLong(1),
                        stream,
                        newest)
                .stream()
                .reduce(Growth.NONE, (sum, bytes) -> sum.plus(new Growth(1, bytes)), Growth::plus);
        sql.update(
                "UPDATE task_head SET events_since_snapshot = ?, bytes_since_snapshot = ? WHERE task = ?",
                since.events(),
                since.bytes(),
                stream.substring(TASK_STREAM.length()));
    }

    private void add(DependencyAdded added) {
        sql.update(
                "INSERT INTO dependency (task, depends_on, since, until) SELECT ?, ?, ?, ? WHERE NOT EXISTS"
                        + " (SELECT 1 FROM dependency WHERE task = ? AND depends_on = ? AND until = ?)"
                        + " ON CONFLICT (task, depends_on, since) DO UPDATE SET until = excluded.until",
                added.task(),
                added.on(),
                position(added.event()),
                Long.MAX_VALUE,
                added.task(),
                added.on(),
                Long.MAX_VALUE);
    }

    private void remove(DependencyRemoved removed) {
        sql.update(
                "UPDATE dependency SET until = ? WHERE task = ? AND depends_on = ? AND until = ?",
                position(removed.event()),
                removed.task(),
                removed.on(),
                Long.MAX_VALUE);
    }

    private void add(CheckpointAdded added) {
        StoredEvent event = rows.get(added.event());
        int inserted = sql.update(
                "INSERT INTO checkpoint (id, task, seq, position, failed) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (id) DO NOTHING",
                added.checkpointId(),
                added.task(),
                event.seq(),
                event.position(),
                added.failed());
        if (inserted == 0) {
            throw new RefusedException(
                    RefusalCode.CONFLICT,
                    "there is a checkpoint %s already. Nothing was written; choose another id."
                            .formatted(added.checkpointId()));
        }
    }

    private void renew(LeaseRenewed lease) {
        sql.update(
                "INSERT INTO lease (task, epoch, holder, at) VALUES (?, ?, ?, ?) ON CONFLICT (task) DO UPDATE SET"
                        + " epoch = excluded.epoch, holder = excluded.holder, at = excluded.at",
                lease.task(),
                lease.epoch(),
                lease.holder(),
                lease.at());
    }

    private long position(int event) {
        return rows.get(event).position();
    }

    /** What a stream gained. */
    private record Growth(long events, long bytes) {
        static final Growth NONE = new Growth(0, 0);

        static Growth of(StoredEvent row) {
            return new Growth(1, row.payload().length);
        }

        Growth plus(Growth other) {
            return new Growth(events + other.events, bytes + other.bytes);
        }
    }
}
