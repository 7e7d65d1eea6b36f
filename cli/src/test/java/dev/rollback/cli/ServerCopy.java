package dev.rollback.cli;

import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All rows of a store on a server, to put back. */
final class ServerCopy {
    private final String address;
    private final Map<String, List<@Nullable Object[]>> rows = new LinkedHashMap<>();

    ServerCopy(String address) {
        this.address = address;
        try (Store store = open()) {
            store.<@Nullable Void>read(reading -> {
                StoreTables.ALL.forEach(table -> rows.put(
                        table.name(), reading.sql().list("SELECT * FROM " + table.name(), ServerCopy::values)));
                return null;
            });
        }
    }

    private Store open() {
        return StoreKind.openAt(address, StoreOptions.of(InstantSource.system()));
    }

    private static @Nullable Object[] values(ResultSet row) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            Object value = row.getObject(i);
            values.add(value instanceof Number number ? (Object) number.longValue() : value);
        }
        return values.toArray();
    }

    /** Past the store, which refuses to write where its head is missing. */
    void restore() throws SQLException {
        try (Connection connection = DriverManager.getConnection(address);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (Map.Entry<String, List<@Nullable Object[]>> table : rows.entrySet()) {
                statement.executeUpdate("DELETE FROM " + table.getKey());
                for (@Nullable Object[] row : table.getValue()) {
                    insert(connection, table.getKey(), row);
                }
            }
            connection.commit();
        }
    }

    private static void insert(Connection connection, String table, @Nullable Object[] row) throws SQLException {
        String marks = String.join(", ", Collections.nCopies(row.length, "?"));
        try (PreparedStatement insertion =
                connection.prepareStatement("INSERT INTO %s VALUES (%s)".formatted(table, marks))) {
            for (int i = 0; i < row.length; i++) {
                insertion.setObject(i + 1, row[i]);
            }
            insertion.executeUpdate();
        }
    }
}
