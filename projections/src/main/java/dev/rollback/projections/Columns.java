package dev.rollback.projections;

import dev.rollback.api.json.JsonCodec;
import dev.rollback.engine.event.EventCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Values as the views' columns hold them: JSON as UTF-8 bytes, times as microseconds. */
final class Columns {
    private Columns() {}

    static byte[] write(Object value) {
        return EventCodec.write(value);
    }

    static <T> T read(byte[] column, Class<T> type) {
        try {
            return JsonCodec.mapper().readValue(column, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
