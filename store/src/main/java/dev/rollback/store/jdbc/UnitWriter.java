package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.store.AppendUnit;
import dev.rollback.store.AppendUnit.Expectation;
import dev.rollback.store.AppendUnit.RequestMark;
import dev.rollback.store.Appended;
import dev.rollback.store.HashChain;
import dev.rollback.store.LogHead;
import dev.rollback.store.Micros;
import dev.rollback.store.NewEvent;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.TransientConflictException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes units one after the other behind the locked head. A unit that throws has moved nothing here. */
final class UnitWriter {
    private static final byte[] NO_HASH = {};
    private static final String INSERT =
            "INSERT INTO event (position, stream, seq, unit, recorded_at, name, revision, payload, metadata, hash)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** Only where the log has the events: they are counted by the database, which may have kept fewer than it said. */
    private static final String SAVE_HEAD = "UPDATE store_head SET position = ?, hash = ?, recorded_at = ?"
            + " WHERE (SELECT count(*) FROM event WHERE position > ?) = ?";

    private final JdbcSql sql;
    private final Dialect dialect;
    private final InstantSource clock;
    private final LogHead locked;
    private LogHead head;
    private int count;

    UnitWriter(JdbcSql sql, Dialect dialect, LogHead locked, InstantSource clock) {
        this.sql = sql;
        this.dialect = dialect;
        this.clock = clock;
        this.locked = locked;
        this.head = locked;
    }

    Appended write(AppendUnit unit) {
        StreamEnds ends = new StreamEnds(sql, dialect);
        ends.prepare(streams(unit));
        for (Expectation expected : unit.expectations()) {
            ends.expect(expected.stream(), expected.seq());
        }
        List<StoredEvent> rows = chain(unit.events(), ends);
        askGuards(unit);
        sql.updateAll(INSERT, rows.stream().map(UnitWriter::columns).toList());
        LogHead moved = rows.isEmpty() ? head : headAt(rows.get(rows.size() - 1));
        Appended where = new Appended(
                rows.isEmpty() ? head.position() : head.position() + 1, moved.position(), moved.recordedAt());
        // Before the index: whoever lost the race for a request is to hear of that, not of the id it made.
        RequestMark request = unit.request();
        if (request != null) {
            remember(request, where);
        }
        new IndexWriter(sql, rows, ends).write(unit.index());
        new SnapshotWriter(sql, ends).write(unit.snapshots());
        head = moved;
        count++;
        return where;
    }

    /** How many units were written. */
    int count() {
        return count;
    }

    int events() {
        return Math.toIntExact(head.position() - locked.position());
    }

    /** The head that the transaction leaves. */
    LogHead head() {
        return head;
    }

    boolean moved() {
        return head.position() != locked.position();
    }

    /** Once for all units of a transaction. */
    void saveHead() {
        if (!moved()) {
            return;
        }
        int saved = sql.update(
                SAVE_HEAD, head.position(), head.hash(), head.recordedAt(), locked.position(), (long) events());
        if (saved != 1) {
            throw new RefusedException(
                    RefusalCode.CORRUPT,
                    "the store did not keep the events that were written, or its head: something in the database, such as a trigger, swallows them. Nothing was written.",
                    Remedy.of(Action.DIAGNOSE_STORE));
        }
    }

    private static List<String> streams(AppendUnit unit) {
        return Stream.concat(
                        unit.expectations().stream().map(Expectation::stream),
                        unit.events().stream().map(NewEvent::stream))
                .toList();
    }

    private void askGuards(AppendUnit unit) {
        if (unit.guards().isEmpty()) {
            return;
        }
        ScopedSql scoped = new ScopedSql(sql, false);
        Reading atHead = new JdbcReading(scoped, dialect, head);
        try {
            // Whoever lost the race for a request is to hear of that, not of what the winner moved.
            RequestMark request = unit.request();
            if (request != null && atHead.request(request.requestId()).isPresent()) {
                throw answered(request);
            }
            unit.guards().forEach(guard -> guard.check(atHead));
        } catch (Error e) {
            throw new IllegalStateException("a guard broke: the unit was not written", e);
        } finally {
            scoped.end();
        }
    }

    private List<StoredEvent> chain(List<NewEvent> events, StreamEnds ends) {
        List<StoredEvent> rows = new ArrayList<>(events.size());
        Instant time = time();
        long unit = head.position() + 1;
        byte[] previous = head.hash();
        for (NewEvent event : events) {
            ends.expect(event.stream(), event.seq() - 1);
            StoredEvent row = row(event, unit + rows.size(), unit, time, NO_HASH);
            ends.moveTo(row.stream(), row.seq(), row.position());
            previous = HashChain.next(previous, row);
            rows.add(row(event, row.position(), unit, time, previous));
        }
        return rows;
    }

    private Instant time() {
        Instant now = Micros.toInstant(Micros.of(clock.instant()));
        return now.isBefore(head.recordedAt()) ? head.recordedAt() : now;
    }

    private static StoredEvent row(NewEvent event, long position, long unit, Instant time, byte[] hash) {
        return new StoredEvent(
                position,
                event.stream(),
                event.seq(),
                unit,
                time,
                event.name(),
                event.revision(),
                event.payload(),
                event.metadata(),
                hash);
    }

    private static @Nullable Object[] columns(StoredEvent row) {
        return new Object[] {
            row.position(),
            row.stream(),
            row.seq(),
            row.unit(),
            row.recordedAt(),
            row.name(),
            row.revision(),
            row.payload(),
            row.metadata(),
            row.hash()
        };
    }

    private void remember(RequestMark request, Appended where) {
        int inserted = sql.update(
                "INSERT INTO request (id, body_hash, first_position, last_position) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (id) DO NOTHING",
                request.requestId(),
                request.bodyHash(),
                where.first(),
                where.last());
        if (inserted == 0) {
            throw answered(request);
        }
    }

    private static TransientConflictException answered(RequestMark request) {
        return new TransientConflictException(
                "request %s was already answered. Nothing was written; ask with another request id."
                        .formatted(request.requestId()));
    }

    private static LogHead headAt(StoredEvent last) {
        return new LogHead(last.position(), last.recordedAt(), last.hash());
    }
}
