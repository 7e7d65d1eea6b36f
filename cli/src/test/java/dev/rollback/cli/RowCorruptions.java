package dev.rollback.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.json.Json;
import dev.rollback.cli.StoreTables.Part;
import dev.rollback.cli.StoreTables.StoreTable;
import dev.rollback.store.HashChain;
import dev.rollback.store.Reading;
import dev.rollback.store.Sql;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Edits of a sound store with plain SQL, as anybody can make them who may write its database. */
final class RowCorruptions {
    private static final int ATTEMPTS = 200;

    private final String address;
    private final Random random;

    RowCorruptions(String address, Random random) {
        this.address = address;
        this.random = random;
    }

    @FunctionalInterface
    private interface Edit {
        /** What was done; null where this draw did nothing. */
        @Nullable
        String make(Reading reading);
    }

    /** One value of one row becomes another, or one of another type. */
    String valueEdited(Part part) {
        return drawn(reading -> {
            StoreTable table = table(part);
            Map<String, @Nullable Object> row = row(reading.sql(), table);
            List<String> columns = columns(table, row);
            if (columns.isEmpty()) {
                return null;
            }
            String column = columns.get(random.nextInt(columns.size()));
            Object other = other(row.get(column));
            update(reading.sql(), table, row, column, other);
            return "%s of %s: %s, was %s".formatted(column, place(table, row), shown(other), shown(row.get(column)));
        });
    }

    private static List<String> columns(StoreTable table, Map<String, @Nullable Object> row) {
        return table.columns().equals("*") || row.isEmpty()
                ? List.copyOf(row.keySet())
                : List.of(table.columns().split(", "));
    }

    private void update(
            Sql sql, StoreTable table, Map<String, @Nullable Object> row, String column, @Nullable Object value) {
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(value);
        table.key().forEach(key -> parameters.add(row.get(key)));
        sql.update("UPDATE %s SET %s = ? WHERE %s".formatted(table.name(), column, isRow(table)), parameters.toArray());
    }

    private @Nullable Object other(@Nullable Object value) {
        if (value instanceof Number number) {
            return switch (random.nextInt(6)) {
                case 0 -> -number.longValue() - 1;
                case 1 -> "x" + number;
                case 2 -> Long.MAX_VALUE;
                default -> number.longValue() + 1 + random.nextInt(3);
            };
        } else if (value instanceof String text) {
            return switch (random.nextInt(6)) {
                case 0 -> text.getBytes(StandardCharsets.UTF_8);
                case 1 -> "";
                case 2 -> null;
                default -> text + "x";
            };
        } else if (value instanceof byte[] bytes) {
            return switch (random.nextInt(6)) {
                case 0 -> new String(bytes, StandardCharsets.UTF_8);
                case 1 -> new byte[0];
                case 2 -> (new String(bytes, StandardCharsets.ISO_8859_1) + " ").getBytes(StandardCharsets.ISO_8859_1);
                default -> flipped(bytes);
            };
        }
        return random.nextBoolean() ? (Object) 1L : "x";
    }

    private byte[] flipped(byte[] bytes) {
        byte[] other = bytes.clone();
        if (other.length > 0) {
            other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return other;
    }

    String rowDeleted(Part part) {
        return drawn(reading -> {
            StoreTable table = table(part);
            Map<String, @Nullable Object> row = row(reading.sql(), table);
            if (row.isEmpty()) {
                return null;
            }
            reading.sql()
                    .update(
                            "DELETE FROM %s WHERE %s".formatted(table.name(), isRow(table)),
                            table.key().stream().map(row::get).toArray());
            return place(table, row);
        });
    }

    /** A copy of one row, under another key; where there is none, one that is made up. */
    String rowAdded(Part part) {
        return drawn(reading -> {
            StoreTable table = table(part);
            Map<String, @Nullable Object> row = row(reading.sql(), table);
            if (table.name().equals("due_rollback")) {
                row = Map.of("task", "A", "seq", 3L);
            } else if (row.isEmpty()) {
                return null;
            } else {
                String key = table.key().get(random.nextInt(table.key().size()));
                row.put(key, row.get(key) instanceof Number number ? number.longValue() + 1_000 : row.get(key) + "x");
            }
            insert(reading.sql(), table.name(), row);
            return place(table, row);
        });
    }

    private static void insert(Sql sql, String table, Map<String, @Nullable Object> row) {
        sql.update(
                "INSERT INTO %s (%s) VALUES (%s)"
                        .formatted(
                                table,
                                String.join(", ", row.keySet()),
                                String.join(", ", Collections.nCopies(row.size(), "?"))),
                row.values().toArray());
    }

    /** A copy of an event, as the next of its stream, somewhere in the log; what is behind it moves on. */
    String eventInserted() {
        return drawn(reading -> {
            Sql sql = reading.sql();
            long last = reading.head().position();
            long from = 1 + random.nextLong(last);
            long at = from + 1 + random.nextLong(last + 1 - from);
            sql.update("UPDATE event SET position = -position - 1 WHERE position >= ?", at);
            sql.update("UPDATE event SET position = -position WHERE position < 0");
            sql.update(
                    "INSERT INTO event SELECT CAST(? AS BIGINT), stream,"
                            + " (SELECT max(seq) + 1 FROM event own WHERE own.stream = event.stream), CAST(? AS BIGINT),"
                            + " recorded_at, name, revision, payload, metadata, hash FROM event WHERE position = ?",
                    at,
                    at,
                    from);
            if (random.nextBoolean()) {
                sql.update("UPDATE store_head SET position = position + 1");
            }
            return "a copy of event %d at %d of %d".formatted(from, at, last);
        });
    }

    String eventDeleted() {
        return drawn(reading -> {
            Sql sql = reading.sql();
            long last = reading.head().position();
            long from = 1 + random.nextLong(last);
            long count = Math.min(last + 1 - from, 1 + random.nextInt(3));
            sql.update("DELETE FROM event WHERE position BETWEEN ? AND ?", from, from + count - 1);
            if (random.nextBoolean()) {
                sql.update("UPDATE event SET position = -position WHERE position > ?", from);
                sql.update("UPDATE event SET position = -position - ? WHERE position < 0", count);
                sql.update("UPDATE store_head SET position = position - ?", count);
                return "%d from %d on of %d, and those behind moved up".formatted(count, from, last);
            }
            return "%d from %d on of %d".formatted(count, from, last);
        });
    }

    String eventsReordered() {
        return drawn(reading -> {
            Sql sql = reading.sql();
            long last = reading.head().position();
            long one = 1 + random.nextLong(last);
            long other = 1 + random.nextLong(last);
            if (one == other) {
                return null;
            }
            sql.update("UPDATE event SET position = -1 WHERE position = ?", one);
            sql.update("UPDATE event SET position = ? WHERE position = ?", one, other);
            sql.update("UPDATE event SET position = ? WHERE position = -1", other);
            return "%d and %d of %d".formatted(one, other, last);
        });
    }

    /** One member less in what an event says. */
    String eventMaimed() {
        return drawn(reading -> {
            long at = 1 + random.nextLong(reading.head().position());
            Json payload = Json.parse(reading.after(at - 1, 1).get(0).payload());
            List<String> members = new ArrayList<>();
            payload.node().fieldNames().forEachRemaining(members::add);
            String gone = members.get(random.nextInt(members.size()));
            ObjectNode rest = payload.node().deepCopy();
            rest.remove(gone);
            reading.sql()
                    .update(
                            "UPDATE event SET payload = ? WHERE position = ?",
                            rest.toString().getBytes(StandardCharsets.UTF_8),
                            at);
            return "event %d without %s".formatted(at, gone);
        });
    }

    /** As somebody would who knows the format: who is said to have done it is another, and every hash after it fits. */
    String forged() {
        return drawn(reading -> {
            Sql sql = reading.sql();
            long last = reading.head().position();
            long at = 1 + random.nextLong(last);
            StoredEvent event = reading.after(at - 1, 1).get(0);
            String metadata = new String(event.metadata(), StandardCharsets.UTF_8);
            String forged = metadata.replace("\"ann\"", "\"eve\"");
            if (forged.equals(metadata)) {
                return null;
            }
            sql.update("UPDATE event SET metadata = ? WHERE position = ?", forged.getBytes(StandardCharsets.UTF_8), at);
            byte[] hash = at == 1
                    ? HashChain.start()
                    : reading.after(at - 2, 1).get(0).hash();
            for (StoredEvent next : reading.after(at - 1, Math.toIntExact(last))) {
                hash = HashChain.next(hash, next);
                sql.update("UPDATE event SET hash = ? WHERE position = ?", hash, next.position());
            }
            sql.update("UPDATE store_head SET hash = ?", hash);
            return "the actor of event %d of %d".formatted(at, last);
        });
    }

    /** Draws until the database lets it be, and something was done. */
    private String drawn(Edit edit) {
        try (Store store = StoreKind.openAt(address, StoreOptions.of(InstantSource.system()))) {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                String done = attempt(store, edit);
                if (done != null) {
                    return done;
                }
            }
        }
        throw new IllegalStateException("nothing to corrupt in " + ATTEMPTS + " draws");
    }

    private static @Nullable String attempt(Store store, Edit edit) {
        try {
            return store.<@Nullable String>write(edit::make);
        } catch (RefusedException | IllegalStateException e) {
            return null; // a constraint does not let it be
        }
    }

    private StoreTable table(Part part) {
        List<StoreTable> tables = StoreTables.of(part);
        return tables.get(random.nextInt(tables.size()));
    }

    /** Empty where the table is. */
    private Map<String, @Nullable Object> row(Sql sql, StoreTable table) {
        long count = sql.first("SELECT count(*) FROM " + table.name(), row -> row.getLong(1))
                .orElse(0L);
        return count == 0
                ? Map.of()
                : sql.first(
                                "SELECT * FROM %s ORDER BY %s LIMIT 1 OFFSET %d"
                                        .formatted(
                                                table.name(), String.join(", ", table.key()), random.nextLong(count)),
                                RowCorruptions::values)
                        .orElseThrow();
    }

    private static Map<String, @Nullable Object> values(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            Object value = row.getObject(i);
            values.put(
                    row.getMetaData().getColumnName(i),
                    value instanceof Number number ? (Object) number.longValue() : value);
        }
        return values;
    }

    private static String isRow(StoreTable table) {
        return table.key().stream().map(key -> key + " = ?").collect(Collectors.joining(" AND "));
    }

    private static String place(StoreTable table, Map<String, @Nullable Object> row) {
        return table.name()
                + table.key().stream().map(key -> String.valueOf(row.get(key))).toList();
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return "%d bytes".formatted(bytes.length);
        }
        return value instanceof String text ? '"' + text + '"' : String.valueOf(value);
    }
}
