package dev.rollback.store.jdbc;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who a store in PostgreSQL is opened as; never part of an address, so never shown.
 *
 * @param user null for the URL's, else the operating system's user
 * @param password null for what PostgreSQL's password file says ({@code PGPASSFILE}, {@code ~/.pgpass})
 */
public record PostgresLogin(@Nullable String user, @Nullable String password) {

    /** From {@code PGUSER} and {@code PGPASSWORD}, as PostgreSQL's own programs read them. */
    public static PostgresLogin of(Map<String, String> environment) {
        return new PostgresLogin(environment.get("PGUSER"), environment.get("PGPASSWORD"));
    }

    @Override
    public String toString() {
        return "PostgresLogin[user=%s]".formatted(user);
    }
}
