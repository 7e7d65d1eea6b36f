package dev.rollback.store.jdbc;

import java.util.function.Function;

/** Lends a connection that cannot write, for one call. */
@FunctionalInterface
interface OneRead {
    <T> T read(Function<JdbcSql, T> work);
}
