package dev.rollback.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plain SQL on one connection, with statements kept prepared. Parameters are text, numbers, booleans, bytes, instants
 * (stored as microseconds) or null.
 */
public interface Sql {
    int update(String sql, @Nullable Object... parameters);

    /** The same statement for each row of parameters, sent together; none for no rows. */
    void updateAll(String sql, List<@Nullable Object[]> rows);

    <T> List<T> list(String sql, RowMapper<T> row, @Nullable Object... parameters);

    <T> Optional<T> first(String sql, RowMapper<T> row, @Nullable Object... parameters);

    /** Makes a value of the current row. */
    @FunctionalInterface
    interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }
}
