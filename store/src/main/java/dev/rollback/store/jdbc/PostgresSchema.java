package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import java.util.HashSet;
import java.util.Set;

/** The schema that a store has for itself: as it is found, and how it is made. */
final class PostgresSchema {
    private static final Set<String> OURS = Set.of("store_head", "event", "task_head", "schema_migration");
    private static final String TABLES =
            "SELECT relname FROM pg_class JOIN pg_namespace ON relnamespace = pg_namespace.oid"
                    + " WHERE nspname = ? AND relkind IN ('r', 'p', 'v', 'm', 'f')";
    private static final String MAY_LOOK =
            "SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = ?";

    private final PostgresAddress address;

    PostgresSchema(PostgresAddress address) {
        this.address = address;
    }

    /** Refuses a schema of another program and one that the user must not look into; nothing is written. */
    boolean holdsStore(JdbcSql sql) {
        if (!sql.first(MAY_LOOK, row -> row.getBoolean(1), address.schema()).orElse(true)) {
            throw new RefusedException(
                    RefusalCode.STORE_UNAVAILABLE,
                    "schema %s of %s may not be used by this user. Have that granted, or log in as another user."
                            .formatted(address.schema(), address));
        }
        Set<String> tables = new HashSet<>(sql.list(TABLES, row -> row.getString(1), address.schema()));
        boolean ours = tables.containsAll(OURS);
        if (!ours && !tables.isEmpty()) {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT,
                    "schema %s of %s has tables of another program. It was not touched; name a schema of its own with ?currentSchema=NAME."
                            .formatted(address.schema(), address));
        }
        return ours;
    }

    /** To be called in a transaction that keeps others from making it. */
    void make(JdbcSql sql) {
        String encoding = sql.first("SELECT current_setting('server_encoding')", row -> row.getString(1))
                .orElse("");
        if (!encoding.equals("UTF8")) {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT,
                    "the database %s keeps texts in %s, which has not every character. Make one with ENCODING 'UTF8'."
                            .formatted(address, encoding));
        }
        if (sql.first(MAY_LOOK, row -> true, address.schema()).isEmpty()) {
            sql.update("CREATE SCHEMA \"%s\"".formatted(address.schema())); // it may be a reserved word
        }
    }
}
