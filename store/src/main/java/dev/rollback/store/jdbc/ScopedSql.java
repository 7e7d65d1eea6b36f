package dev.rollback.store.jdbc;

import dev.rollback.store.Sql;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection lent for the length of one call. */
final class ScopedSql implements Sql {
    private final Sql sql;
    private final boolean writable;
    private volatile boolean over;

    ScopedSql(Sql sql, boolean writable) {
        this.sql = sql;
        this.writable = writable;
    }

    @Override
    public int update(String statement, @Nullable Object... parameters) {
        return writable().update(statement, parameters);
    }

    @Override
    public void updateAll(String statement, List<@Nullable Object[]> rows) {
        writable().updateAll(statement, rows);
    }

    @Override
    public <T> List<T> list(String query, RowMapper<T> row, @Nullable Object... parameters) {
        return lent().list(query, row, parameters);
    }

    @Override
    public <T> Optional<T> first(String query, RowMapper<T> row, @Nullable Object... parameters) {
        return lent().first(query, row, parameters);
    }

    void end() {
        over = true;
    }

    private Sql writable() {
        if (!writable) {
            throw new IllegalStateException("a read cannot write: use Store.write");
        }
        return lent();
    }

    private Sql lent() {
        if (over) {
            throw new IllegalStateException("this Reading is over: it lives only inside the call that handed it out");
        }
        return sql;
    }
}
