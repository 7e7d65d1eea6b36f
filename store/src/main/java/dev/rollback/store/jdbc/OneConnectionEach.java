package dev.rollback.store.jdbc;

import java.sql.SQLException;
import java.util.function.Function;

/** Lends each call a connection of its own. */
record OneConnectionEach(Connections connections, Dialect dialect) implements OneRead {
    @Override
    public <T> T read(Function<JdbcSql, T> work) {
        try (JdbcSql sql = new JdbcSql(connections.reader(), dialect)) {
            return work.apply(sql);
        } catch (SQLException e) {
            throw dialect.refusal(e);
        }
    }
}
