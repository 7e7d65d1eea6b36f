package dev.rollback.engine.storage.jdbc;

import dev.rollback.engine.storage.Sql;
import dev.rollback.engine.storage.StreamConflictException;
import java.util.HashMap;
import java.util.Map;

/** Where the streams of one unit end: in the store, then behind the unit's own events. */
final class StreamEnds {
    private final Sql sql;
    private final Map<String, Long> ends = new HashMap<>();

    StreamEnds(Sql sql) {
        this.sql = sql;
    }

    long of(String stream) {
        return ends.computeIfAbsent(stream, name -> JdbcReading.lastSeq(sql, name));
    }

    void expect(String stream, long seq) {
        long actual = of(stream);
        if (actual != seq) {
            throw new StreamConflictException(stream, seq, actual);
        }
    }

    void moveTo(String stream, long seq) {
        ends.put(stream, seq);
    }
}
