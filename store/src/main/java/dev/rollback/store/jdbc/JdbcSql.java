package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.store.Micros;
import dev.rollback.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One connection with its prepared statements. For one thread at a time. */
final class JdbcSql implements Sql, AutoCloseable {
    private static final int KEPT = 128;
    private static final Object[] NONE = {};
    private static final String INSERT = "INSERT INTO ";
    private static final Pattern ALWAYS = Pattern.compile(" VALUES | WHERE TRUE ON CONFLICT");

    private final Connection connection;
    private final Dialect dialect;
    private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();
    private @Nullable Duration patience;

    JdbcSql(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    @Override
    public int update(String sql, @Nullable Object... parameters) {
        int rows = run(sql, parameters, PreparedStatement::executeUpdate);
        requireStored(sql, rows);
        return rows;
    }

    @Override
    public <T> List<T> list(String sql, RowMapper<T> row, @Nullable Object... parameters) {
        return run(sql, parameters, statement -> {
            List<T> rows = new ArrayList<>();
            try (ResultSet results = statement.executeQuery()) {
                while (results.next()) {
                    rows.add(row.map(results));
                }
            }
            return rows;
        });
    }

    @Override
    public <T> Optional<T> first(String sql, RowMapper<T> row, @Nullable Object... parameters) {
        return run(sql, parameters, statement -> {
            try (ResultSet results = statement.executeQuery()) {
                return results.next() ? Optional.of(row.map(results)) : Optional.empty();
            }
        });
    }

    @Override
    public void updateAll(String sql, List<@Nullable Object[]> rows) {
        for (int stored : updateEach(sql, rows)) {
            requireStored(sql, stored);
        }
    }

    /**
     * The same, telling how many rows each changed. Not of {@code INSERT … VALUES}, of which a driver may make one
     * statement and know no more.
     */
    int[] updateEach(String sql, List<@Nullable Object[]> rows) {
        if (rows.isEmpty()) {
            return new int[0];
        }
        return run(sql, NONE, statement -> {
            try {
                for (@Nullable Object[] row : rows) {
                    bind(statement, row);
                    statement.addBatch();
                }
                return statement.executeBatch();
            } finally {
                statement.clearBatch(); // who uses it next must not send what a row that could not be bound left
            }
        });
    }

    /** What is inserted is stored, unless the statement itself names a case in which it is not. */
    private static void requireStored(String sql, int rows) {
        if (rows == 0 && sql.startsWith(INSERT) && ALWAYS.matcher(sql).find() && !sql.contains("DO NOTHING")) {
            throw new RefusedException(
                    RefusalCode.CORRUPT,
                    "the store did not keep what was written to its table %s: something in the database, such as a trigger, swallows it. Nothing was written."
                            .formatted(sql.substring(INSERT.length()).split("\\W", 2)[0]),
                    Remedy.of(Action.DIAGNOSE_STORE));
        }
    }

    /** Asked for before each transaction, so said to the database only where it is another than before. */
    void patience(Duration atMost) {
        Duration rounded = Duration.ofMillis((atMost.toMillis() + 99) / 100 * 100);
        if (rounded.equals(patience)) {
            return;
        }
        try {
            dialect.patience(connection, rounded);
            patience = rounded;
        } catch (SQLException e) {
            throw dialect.refusal(e);
        }
    }

    private <T> T run(String sql, @Nullable Object[] parameters, Use<T> use) {
        try {
            // taken out while in use, so that a row mapper may ask the same question again
            PreparedStatement statement = idle.remove(sql);
            if (statement == null) {
                statement = connection.prepareStatement(sql);
            }
            try {
                bind(statement, parameters);
                return use.with(statement);
            } finally {
                keep(sql, statement);
            }
        } catch (SQLException e) {
            throw dialect.refusal(e);
        }
    }

    private void keep(String sql, PreparedStatement statement) throws SQLException {
        PreparedStatement spare = idle.putIfAbsent(sql, statement);
        if (spare != null) {
            statement.close();
        } else if (idle.size() > KEPT) {
            String eldest = idle.keySet().iterator().next();
            PreparedStatement dropped = idle.remove(eldest);
            if (dropped != null) {
                dropped.close();
            }
        }
    }

    private void bind(PreparedStatement statement, @Nullable Object[] parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            bind(statement, i + 1, parameters[i]);
        }
    }

    private void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof String text) {
            statement.setString(index, dialect.storable(text));
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (value instanceof Instant instant) {
            statement.setLong(index, Micros.of(instant));
        } else if (value instanceof Boolean flag) {
            statement.setInt(index, flag ? 1 : 0);
        } else if (value instanceof Integer number) {
            statement.setInt(index, number);
        } else if (value instanceof Long || value instanceof Short || value instanceof Byte) {
            statement.setLong(index, ((Number) value).longValue());
        } else if (value instanceof Double || value instanceof Float) {
            statement.setDouble(index, ((Number) value).doubleValue());
        } else {
            throw new IllegalArgumentException("no parameter of " + value.getClass());
        }
    }

    /** Never throws: what was open is rolled back by the database. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            idle.clear();
        }
    }

    @FunctionalInterface
    private interface Use<T> {
        T with(PreparedStatement statement) throws SQLException;
    }
}
