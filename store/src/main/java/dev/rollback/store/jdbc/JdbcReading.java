package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.LogHead;
import dev.rollback.store.Micros;
import dev.rollback.store.MigrationScripts;
import dev.rollback.store.Reading;
import dev.rollback.store.Sql;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.StoredSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads on one connection, inside a transaction that its maker begins and ends. */
final class JdbcReading extends JdbcIndex implements Reading {
    private static final String COLUMNS =
            "position, event.stream, seq, unit, recorded_at, name, revision, payload, metadata, hash";
    private static final int MOST_ON_PAGE = 1_000;
    private static final long BYTES_ON_PAGE = 8L << 20;

    private static final String EVENT = "SELECT " + COLUMNS + " FROM event ";

    private final Sql sql;
    private final Dialect dialect;
    private final StreamPlaces places;
    private final LogHead head;

    JdbcReading(Sql sql, Dialect dialect, LogHead head) {
        super(sql);
        this.sql = sql;
        this.dialect = dialect;
        this.places = new StreamPlaces(sql, dialect);
        this.head = head;
    }

    /** Also fixes the moment of the transaction: it is the first thing read in it. */
    static LogHead readHead(Sql sql, String lockingClause) {
        try {
            return sql.first("SELECT position, recorded_at, hash FROM store_head" + lockingClause, Rows::head)
                    .orElseThrow(() -> headless(null));
        } catch (IllegalStateException e) {
            throw headless(e); // not even its table is there
        }
    }

    private static RefusedException headless(@Nullable RuntimeException why) {
        return new RefusedException(RefusalCode.CORRUPT, "the log has no head. Restore a copy of the store.", why);
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
    public List<StoredEvent> streamOnly(String stream, String name) {
        return sql.list(EVENT + "WHERE stream = ? AND name = ? ORDER BY seq", Rows::event, stream, name);
    }

    @Override
    public long lastSeq(String stream) {
        return places.end(stream).map(Place::seq).orElse(-1L);
    }

    @Override
    public List<StoredEvent> after(long position, int limit) {
        return sql.list(EVENT + "WHERE position > ? ORDER BY position LIMIT ?", Rows::event, position, limit);
    }

    @Override
    public List<StoredEvent> pageAfter(long position) {
        String from = "FROM event WHERE position > ? ORDER BY position LIMIT ?";
        return sql.list("SELECT " + COLUMNS + " " + from, Rows::event, position, fitting(from, position));
    }

    @Override
    public List<StoredEvent> pageInStreams(String stream, long seq) {
        String from = "FROM event WHERE (stream, seq) > (?, ?) ORDER BY stream, seq LIMIT ?";
        return sql.list("SELECT " + COLUMNS + " " + from, Rows::event, stream, seq, fitting(from, stream, seq));
    }

    /** How many of the next events fit a page. Asking for their sizes reads none of their bytes. */
    private int fitting(String from, Object... after) {
        Object[] parameters = Arrays.copyOf(after, after.length + 1);
        parameters[after.length] = MOST_ON_PAGE;
        List<Long> sizes =
                sql.list("SELECT length(payload) + length(metadata) " + from, row -> row.getLong(1), parameters);
        int fitting = 0;
        long bytes = 0;
        while (fitting < sizes.size() && (fitting == 0 || bytes + sizes.get(fitting) <= BYTES_ON_PAGE)) {
            bytes += sizes.get(fitting++);
        }
        return fitting;
    }

    @Override
    public List<String> faults() {
        List<String> faults = new ArrayList<>(new SchemaCheck(List.of(MigrationScripts.ENGINE), dialect)
                .compare(sql)
                .differences());
        faults.addAll(dialect.faults(sql));
        return faults;
    }

    @Override
    public Optional<StoredSnapshot> nearest(String stream, long seq) {
        return sql.first(
                "SELECT stream, seq, codec, state FROM snapshot WHERE stream = ? AND seq <= ? ORDER BY seq DESC LIMIT 1",
                Rows::snapshot,
                stream,
                seq);
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
                .orElseThrow(() -> StreamPlaces.missing("event at position " + position));
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
                    .orElseThrow(() -> StreamPlaces.missing("event %d of %s".formatted(middle, stream)));
            if (found <= position) {
                at = middle;
            } else {
                above = middle;
            }
        }
        return at;
    }

    @Override
    public Map<String, Long> seqsAt(Collection<String> streams, long position) {
        return places.seqsAt(streams, position);
    }

    @Override
    public List<StoredEvent> streams(Collection<Span> spans) {
        String events = "SELECT " + COLUMNS + " "
                + dialect.lookUp(
                        "event", "event.stream = wanted.stream AND event.seq BETWEEN wanted.from_seq AND wanted.to_seq")
                + " ORDER BY event.stream, seq";
        return Chunks.of(spans, new Span("", 1, 0)).stream()
                .flatMap(chunk -> sql
                        .list(
                                chunk.with("stream", "from_seq", "to_seq") + events,
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
                Rows::place,
                prefix,
                prefix + LAST_CHARACTER);
    }

    @Override
    public List<StoredSnapshot> nearest(Map<String, Long> seqs) {
        String snapshots = "SELECT snapshot.stream, snapshot.seq, codec, state "
                + dialect.lookUp(
                        "snapshot",
                        "snapshot.stream = wanted.stream AND snapshot.seq = (SELECT MAX(seq) FROM snapshot AS own"
                                + " WHERE own.stream = wanted.stream AND own.seq <= wanted.seq)");
        return Chunks.of(seqs.entrySet(), Map.entry("", -1L)).stream()
                .flatMap(chunk -> sql
                        .list(
                                chunk.with("stream", "seq") + snapshots,
                                Rows::snapshot,
                                chunk.parameters(wanted -> List.of(wanted.getKey(), wanted.getValue())))
                        .stream())
                .toList();
    }

    @Override
    public List<Long> snapshotsOf(String stream) {
        return sql.list("SELECT seq FROM snapshot WHERE stream = ? ORDER BY seq", row -> row.getLong(1), stream);
    }

    @Override
    public List<Stray> strays() {
        return sql.list(
                "SELECT stream, seq FROM snapshot WHERE NOT EXISTS (SELECT 1 FROM event"
                        + " WHERE event.stream = snapshot.stream AND event.seq = snapshot.seq)",
                row -> new Stray(row.getString(1), row.getLong(2)));
    }
}
