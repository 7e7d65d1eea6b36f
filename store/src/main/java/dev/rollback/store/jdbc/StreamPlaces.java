package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.EventReader.Place;
import dev.rollback.store.Sql;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where events of streams stand, for many streams in few statements. Reads no event. */
final class StreamPlaces {
    private final Sql sql;
    private final Dialect dialect;

    StreamPlaces(Sql sql, Dialect dialect) {
        this.sql = sql;
        this.dialect = dialect;
    }

    /** Where the stream's last event is, if it has one. */
    Optional<Place> end(String stream) {
        return sql.first(
                "SELECT stream, seq, position FROM event WHERE stream = ? ORDER BY seq DESC LIMIT 1",
                Rows::place,
                stream);
    }

    /** The same of many; those without an event are left out. */
    Map<String, Place> ends(Collection<String> streams) {
        String last = "SELECT event.stream, event.seq, event.position "
                + dialect.lookUp(
                        "event",
                        "event.stream = wanted.stream AND event.seq ="
                                + " (SELECT MAX(seq) FROM event AS own WHERE own.stream = wanted.stream)");
        Map<String, Place> ends = new HashMap<>();
        for (Chunks<String> chunk : Chunks.of(streams)) {
            sql.list(chunk.with("stream") + last, Rows::place, chunk.parameters(List::of))
                    .forEach(end -> ends.put(end.stream(), end));
        }
        return ends;
    }

    /** Of each stream the seq of its last event at or below {@code position}, -1 for none: all are halved together. */
    Map<String, Long> seqsAt(Collection<String> streams, long position) {
        Map<String, Place> ends = ends(streams);
        List<Halving> all = streams.stream()
                .distinct()
                .map(stream -> Halving.of(stream, ends.get(stream), position))
                .toList();
        for (List<Halving> open = open(all); !open.isEmpty(); open = open(open)) {
            Map<String, Long> positions = positions(open);
            for (Halving halving : open) {
                Long found = positions.get(halving.stream());
                if (found == null) {
                    throw missing("event %d of %s".formatted(halving.middle(), halving.stream()));
                }
                halving.goOn(found <= position);
            }
        }
        Map<String, Long> seqs = new HashMap<>();
        all.forEach(halving -> seqs.put(halving.stream(), halving.at()));
        return seqs;
    }

    private static List<Halving> open(List<Halving> some) {
        return some.stream().filter(Halving::isOpen).toList();
    }

    /** Of the event in the middle of each. */
    private Map<String, Long> positions(List<Halving> open) {
        String places = "SELECT event.stream, event.position "
                + dialect.lookUp("event", "event.stream = wanted.stream AND event.seq = wanted.seq");
        Map<String, Long> found = new HashMap<>();
        for (Chunks<Halving> chunk : Chunks.of(open)) {
            sql.list(
                    chunk.with("stream", "seq") + places,
                    row -> found.put(row.getString(1), row.getLong(2)),
                    chunk.parameters(halving -> List.of(halving.stream(), halving.middle())));
        }
        return found;
    }

    static RefusedException missing(String what) {
        return new RefusedException(
                RefusalCode.CORRUPT,
                "the log has no %s, though its head is above. Restore it from a copy.".formatted(what));
    }
}
