package dev.rollback.store.jdbc;

import dev.rollback.store.EventReader.Place;
import dev.rollback.store.Sql;
import dev.rollback.store.StreamConflictException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Where the streams of one unit end: in the store, then behind the unit's own events. */
final class StreamEnds {
    /** So many are looked up one by one as fast as together. */
    private static final int FEW = 3;

    private final StreamPlaces places;
    private final Map<String, Place> ends = new HashMap<>();

    StreamEnds(Sql sql, Dialect dialect) {
        this.places = new StreamPlaces(sql, dialect);
    }

    /** Looks them up together where they are many; without this each is looked up when it is first asked for. */
    void prepare(Collection<String> streams) {
        Set<String> unknown = new HashSet<>(streams);
        unknown.removeAll(ends.keySet());
        if (unknown.size() > FEW) {
            unknown.forEach(stream -> ends.put(stream, none(stream)));
            ends.putAll(places.ends(unknown));
        }
    }

    long of(String stream) {
        return placeOf(stream).seq();
    }

    /** The position of the stream's last event. */
    long positionOf(String stream) {
        return placeOf(stream).position();
    }

    void expect(String stream, long seq) {
        long actual = of(stream);
        if (actual != seq) {
            throw new StreamConflictException(stream, seq, actual);
        }
    }

    void moveTo(String stream, long seq, long position) {
        ends.put(stream, new Place(stream, seq, position));
    }

    private Place placeOf(String stream) {
        return ends.computeIfAbsent(stream, name -> places.end(name).orElseGet(() -> none(name)));
    }

    private static Place none(String stream) {
        return new Place(stream, -1, 0);
    }
}
