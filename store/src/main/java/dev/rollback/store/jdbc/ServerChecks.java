package dev.rollback.store.jdbc;

import dev.rollback.api.audit.StoreDiagnosis.Finding;
import dev.rollback.store.Sql;

/** What a PostgreSQL server says of itself and of those who use the store. */
final class ServerChecks {
    private static final String LONG = "5 seconds";

    private final Sql sql;

    ServerChecks(Sql sql) {
        this.sql = sql;
    }

    Finding server() {
        String version = "PostgreSQL " + setting("server_version");
        if (sql.first("SELECT pg_is_in_recovery()", row -> row.getBoolean(1)).orElse(false)) {
            return Finding.warning("server", version + ", a standby", "To write, name the primary server.");
        } else if (setting("fsync").equals("off")) {
            return Finding.warning(
                    "server",
                    version + " with fsync=off",
                    "Set fsync on and restart it: until then a power cut loses acknowledged work.");
        }
        return Finding.ok("server", version);
    }

    /** Who has been inside one transaction for long holds up who writes, if it is one that writes. */
    Finding lock() {
        return sql.first(
                        "SELECT pid, usename, date_trunc('second', now() - xact_start) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND application_name = 'rollback'"
                                + " AND pid <> pg_backend_pid() AND xact_start < now() - interval '" + LONG
                                + "' ORDER BY xact_start",
                        row -> "session %d of %s has been inside one transaction for %s"
                                .formatted(row.getInt(1), row.getString(2), row.getString(3)))
                .map(
                        found -> Finding.warning(
                                "lock",
                                found,
                                "Who writes waits up to 30 s and is then told that the store is busy. Let it finish, or end it with pg_terminate_backend."))
                .orElseGet(() -> Finding.ok("lock", "nobody keeps it"));
    }

    private String setting(String name) {
        return sql.first("SELECT current_setting(?)", row -> row.getString(1), name)
                .orElse("");
    }
}
