package dev.rollback.engine.storage.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.engine.storage.LogHead;
import dev.rollback.engine.storage.Micros;
import dev.rollback.engine.storage.Reading;
import dev.rollback.engine.storage.Sql;
import dev.rollback.engine.storage.StoredEvent;
import dev.rollback.engine.storage.StoredSnapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads on one connection, inside a transaction that its maker begins and ends. */
final class JdbcReading implements Reading {
    private static final String EVENT =
            "SELECT position, stream, seq, unit, recorded_at, name, revision, payload, metadata, hash FROM event ";
    private static final String TASK = "SELECT task, seq, first_position, last_position, status, epoch, state_hash,"
            + " events_since_snapshot, bytes_since_snapshot FROM task_head ";
    private static final String DEPENDENCY = "SELECT task, depends_on, since, until FROM dependency ";
    private static final String CHECKPOINT = "SELECT id, task, seq, position, failed FROM checkpoint ";
    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    private final Sql sql;
    private final LogHead head;

    JdbcReading(Sql sql, LogHead head) {
        this.sql = sql;
        this.head = head;
    }

    /** Also fixes the moment of the transaction: it is the first thing read in it. */
    static LogHead readHead(Sql sql, String lockingClause) {
        return sql.first("SELECT position, recorded_at, hash FROM store_head" + lockingClause, Rows::head)
                .orElseThrow(() -> new IllegalStateException("store_head has no row"));
    }

    static long lastSeq(Sql sql, String stream) {
        return sql.first(
                        "SELECT seq FROM event WHERE stream = ? ORDER BY seq DESC LIMIT 1",
                        row -> row.getLong(1),
                        stream)
                .orElse(-1L);
    }

    @Override
    public Sql sql() {
        return sql;
    }

    @Override
    public LogHead head() {
        return head;
    }

    @Override
    public List<StoredEvent> stream(String stream, long fromSeq, long toSeq) {
        return sql.list(
                EVENT + "WHERE stream = ? AND seq BETWEEN ? AND ? ORDER BY seq", Rows::event, stream, fromSeq, toSeq);
    }

    @Override
    public long lastSeq(String stream) {
        return lastSeq(sql, stream);
    }

    @Override
    public List<StoredEvent> after(long position, int limit) {
        return sql.list(EVENT + "WHERE position > ? ORDER BY position LIMIT ?", Rows::event, position, limit);
    }

    @Override
    public Optional<StoredSnapshot> nearest(String stream, long seq) {
        return sql.first(
                "SELECT stream, seq, codec, state FROM snapshot WHERE stream = ? AND seq <= ? ORDER BY seq DESC LIMIT 1",
                Rows::snapshot,
                stream,
                seq);
    }

    @Override
    public Optional<TaskHead> task(String task) {
        return sql.first(TASK + "WHERE task = ?", Rows::task, task);
    }

    @Override
    public List<TaskHead> tasks() {
        return sql.list(TASK + "ORDER BY first_position", Rows::task);
    }

    @Override
    public List<Dependency> dependenciesOf(String task) {
        return sql.list(DEPENDENCY + "WHERE task = ? ORDER BY since, depends_on", Rows::dependency, task);
    }

    @Override
    public List<Dependency> dependentsOf(String task) {
        return sql.list(DEPENDENCY + "WHERE depends_on = ? ORDER BY since, task", Rows::dependency, task);
    }

    @Override
    public Optional<CheckpointEntry> checkpoint(String checkpointId) {
        return sql.first(CHECKPOINT + "WHERE id = ?", Rows::checkpoint, checkpointId);
    }

    @Override
    public List<CheckpointEntry> checkpointsStartingWith(String prefix, int limit) {
        return sql.list(
                CHECKPOINT + "WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
                Rows::checkpoint,
                prefix,
                prefix + LAST_CHARACTER,
                limit);
    }

    @Override
    public List<CheckpointEntry> checkpointsAfter(String task, long afterSeq, int limit) {
        return sql.list(
                CHECKPOINT + "WHERE task = ? AND seq > ? ORDER BY seq DESC LIMIT ?",
                Rows::checkpoint,
                task,
                afterSeq,
                limit);
    }

    /** Positions are dense and times never go back, so halving finds it without an index of times. */
    @Override
    public long positionBefore(Instant time) {
        long before = 0;
        long after = head().position() + 1;
        while (after - before > 1) {
            long middle = (before + after) >>> 1;
            if (timeAt(middle).isBefore(time)) {
                before = middle;
            } else {
                after = middle;
            }
        }
        return before;
    }

    private Instant timeAt(long position) {
        return sql.first(
                        "SELECT recorded_at FROM event WHERE position = ?",
                        row -> Micros.toInstant(row.getLong(1)),
                        position)
                .orElseThrow(() -> missing("event at position " + position));
    }

    private static RefusedException missing(String what) {
        return new RefusedException(
                RefusalCode.CORRUPT,
                "the log has no %s, though its head is above. Restore it from a copy.".formatted(what));
    }

    /** Positions rise with the seq, so halving finds it without an index of positions by stream. */
    @Override
    public long seqAt(String stream, long position) {
        long at = -1;
        long above = lastSeq(stream) + 1;
        while (above - at > 1) {
            long middle = (at + above) >>> 1;
            long found = sql.first(
                            "SELECT position FROM event WHERE stream = ? AND seq = ?",
                            row -> row.getLong(1),
                            stream,
                            middle)
                    .orElseThrow(() -> missing("event %d of %s".formatted(middle, stream)));
            if (found <= position) {
                at = middle;
            } else {
                above = middle;
            }
        }
        return at;
    }

    @Override
    public Map<String, Long> movedAfter(long position) {
        Map<String, Long> moved = new HashMap<>();
        sql.list(
                "SELECT stream, MIN(seq) FROM event WHERE position > ? GROUP BY stream",
                row -> moved.put(row.getString(1), row.getLong(2)),
                position);
        return moved;
    }

    @Override
    public List<StoredEvent> streams(Collection<Span> spans) {
        return Chunks.of(spans).stream()
                .flatMap(chunk -> sql
                        .list(
                                EVENT + "WHERE " + chunk.anyOf("stream = ? AND seq BETWEEN ? AND ?")
                                        + " ORDER BY stream, seq",
                                Rows::event,
                                chunk.parameters(span -> List.of(span.stream(), span.fromSeq(), span.toSeq())))
                        .stream())
                .toList();
    }

    @Override
    public List<StoredEvent> streamsStartingWith(String prefix) {
        return sql.list(
                EVENT + "WHERE stream >= ? AND stream < ? ORDER BY stream, seq",
                Rows::event,
                prefix,
                prefix + LAST_CHARACTER);
    }

    @Override
    public List<Place> placesStartingWith(String prefix) {
        return sql.list(
                "SELECT stream, seq, position FROM event WHERE stream >= ? AND stream < ? ORDER BY position",
                row -> new Place(row.getString(1), row.getLong(2), row.getLong(3)),
                prefix,
                prefix + LAST_CHARACTER);
    }

    @Override
    public List<StoredSnapshot> nearest(Map<String, Long> seqs) {
        return Chunks.of(seqs.entrySet()).stream()
                .flatMap(chunk -> sql
                        .list(
                                "SELECT stream, seq, codec, state FROM snapshot WHERE "
                                        + chunk.anyOf("stream = ? AND seq = (SELECT MAX(seq) FROM snapshot"
                                                + " WHERE stream = ? AND seq <= ?)"),
                                Rows::snapshot,
                                chunk.parameters(
                                        wanted -> List.of(wanted.getKey(), wanted.getKey(), wanted.getValue())))
                        .stream())
                .toList();
    }

    @Override
    public Optional<RequestEntry> request(String requestId) {
        return sql.first(
                "SELECT id, body_hash, first_position, last_position FROM request WHERE id = ?",
                Rows::request,
                requestId);
    }

    @Override
    public Optional<Lease> lease(String task) {
        return sql.first("SELECT task, epoch, holder, at FROM lease WHERE task = ?", Rows::lease, task);
    }
}
