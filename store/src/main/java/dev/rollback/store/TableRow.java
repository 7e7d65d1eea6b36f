package dev.rollback.store;

import dev.rollback.api.json.InvalidJsonException;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonLimits;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row, for comparing: the same in whichever database it lies.
 *
 * @param key the values of the table's key: text and whole numbers
 * @param values by column: whole numbers as {@code Long}, text, bytes as the {@link Json} that they are or else in
 *     hexadecimal digits; null for none
 */
public record TableRow(String table, List<Object> key, Map<String, @Nullable Object> values) {

    public TableRow {
        key = List.copyOf(key);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static TableRow of(Table table, ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            values.put(columns.getColumnName(i), value(row.getObject(i)));
        }
        return new TableRow(
                table.name(),
                table.key().stream()
                        .map(column -> Objects.requireNonNullElse(values.get(column), ""))
                        .toList(),
                values);
    }

    private static @Nullable Object value(@Nullable Object stored) {
        if (stored instanceof Number number) {
            return number.longValue();
        } else if (stored instanceof byte[] bytes) {
            return json(bytes);
        }
        // one of the databases keeps no U+0000 in its text
        return stored == null ? null : stored.toString().replace('\0', '\uFFFD');
    }

    private static Object json(byte[] bytes) {
        try {
            return Json.parse(bytes, JsonLimits.STORED);
        } catch (InvalidJsonException e) {
            return HexFormat.of().formatHex(bytes);
        }
    }

    /** Of which table a row is, and where in it: {@code view_task [deploy]}. */
    public String place() {
        return table + " " + key;
    }

    /** The values as a database takes them, in the order of the columns. */
    public @Nullable Object[] parameters() {
        return values.values().stream()
                .map(value -> value instanceof Json json ? json.bytes() : value)
                .toArray();
    }
}
