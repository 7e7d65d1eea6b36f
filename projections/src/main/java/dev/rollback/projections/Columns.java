package dev.rollback.projections;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rollback.api.ComponentName;
import dev.rollback.api.TaskId;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonCodec;
import dev.rollback.store.Micros;
import dev.rollback.store.event.EventCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and writes the columns that JDBC has no type for. */
final class Columns {
    static final TypeReference<List<TaskId>> TASK_IDS = new TypeReference<>() {};
    static final TypeReference<List<ComponentName>> COMPONENTS = new TypeReference<>() {};
    static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private static final int MOST_FINDABLE = 200;

    private Columns() {}

    static byte[] json(Object value) {
        return EventCodec.write(value);
    }

    /** Sorted, so that the same events always make the same bytes. */
    static byte[] sortedJson(Map<String, String> texts) {
        return json(new TreeMap<>(texts));
    }

    /** What a text is found by in an index, which no database keeps long texts in: itself, or its beginning and hash. */
    static String findable(String text) {
        return text.length() <= MOST_FINDABLE
                ? text
                : text.substring(0, MOST_FINDABLE) + Json.of(text).sha256();
    }

    static <T> T json(ResultSet row, String column, TypeReference<T> type) throws SQLException {
        try {
            return JsonCodec.mapper().readValue(row.getBytes(column), type);
        } catch (IOException e) {
            throw new UncheckedIOException(column, e);
        }
    }

    static <T> @Nullable T jsonOrNull(ResultSet row, String column, TypeReference<T> type) throws SQLException {
        return row.getBytes(column) == null ? null : json(row, column, type);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Micros.toInstant(row.getLong(column));
    }

    static <T> @Nullable T orNull(ResultSet row, String column, Function<String, T> reading) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : reading.apply(text);
    }

    /** For columns that cannot be null and say nothing by being empty. */
    static <T> @Nullable T unlessEmpty(ResultSet row, String column, Function<String, T> reading) throws SQLException {
        String text = row.getString(column);
        return text.isEmpty() ? null : reading.apply(text);
    }
}
