package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.MigrationScripts;
import dev.rollback.store.MigrationScripts.Script;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares the scripts that a store has seen with those this program knows, and applies what is missing. Sets that this
 * program does not know at all are left alone: they make tables of views, which whoever knows them brings up to date.
 */
final class Migrations {
    private final List<MigrationScripts> sets;
    private final Dialect dialect;
    private final InstantSource clock;
    private final SchemaCheck schema;

    Migrations(List<MigrationScripts> sets, Dialect dialect, InstantSource clock) {
        this.sets = sets;
        this.dialect = dialect;
        this.clock = clock;
        this.schema = new SchemaCheck(sets, dialect);
    }

    /**
     * True when nothing is missing. Writes nothing; refuses a store that is newer, made by changed scripts, or whose tables
     * are not what the scripts make.
     */
    boolean areDone(JdbcSql sql) {
        SchemaComparison compared = schema.compare(sql);
        SchemaCheck.requireTables(compared);
        boolean done = areRecorded(sql);
        if (done) {
            SchemaCheck.requireExpected(compared);
        }
        return done;
    }

    /** What the scripts make, beside what there is. */
    SchemaCheck schema() {
        return schema;
    }

    /** The same by the store's own record alone. */
    boolean areRecorded(JdbcSql sql) {
        if (!hasRecord(sql)) {
            return false;
        }
        boolean done = true;
        for (MigrationScripts set : sets) {
            Map<Integer, String> seen = seen(sql, set);
            List<Script> scripts = set.load(dialect.name());
            seen.forEach((number, checksum) -> check(set, scripts, number, checksum));
            done &= seen.size() == set.newest();
        }
        return done;
    }

    /** What the store has seen, sets that this program does not know included: {@code name number} each. */
    List<String> versions(JdbcSql sql) {
        return hasRecord(sql)
                ? sql.list(
                        "SELECT name, max(number) FROM schema_migration GROUP BY name ORDER BY name",
                        row -> row.getString(1) + " " + row.getInt(2))
                : List.of();
    }

    /** Whether no other program's scripts were run on the store, whose tables would be theirs. */
    boolean knowsAll(JdbcSql sql) {
        List<String> known = sets.stream().map(MigrationScripts::name).toList();
        return schema.isComplete()
                && known.containsAll(sql.list("SELECT DISTINCT name FROM schema_migration", row -> row.getString(1)));
    }

    /** Checks again under the store's lock, runs {@code before} and applies what is missing; all or nothing. */
    void apply(JdbcSql sql, Runnable before) {
        sql.update(dialect.beginWrite());
        boolean committed = false;
        try {
            if (!dialect.lockTables().isEmpty()) {
                sql.update(dialect.lockTables());
            }
            before.run();
            if (!areDone(sql)) {
                applyMissing(sql);
            }
            sql.update("COMMIT");
            committed = true;
        } finally {
            if (!committed) {
                sql.update("ROLLBACK");
            }
        }
    }

    private void applyMissing(JdbcSql sql) {
        if (!hasRecord(sql)) {
            sql.update("CREATE TABLE schema_migration (name TEXT NOT NULL, number INTEGER NOT NULL,"
                    + " checksum TEXT NOT NULL, applied_at BIGINT NOT NULL, PRIMARY KEY (name, number))");
        }
        boolean hasLog = has(sql, "store_head");
        for (MigrationScripts set : sets) {
            Map<Integer, String> seen = seen(sql, set);
            boolean isNew = seen.isEmpty() && !(hasLog && set.equals(MigrationScripts.ENGINE));
            set.load(dialect.name()).stream()
                    .filter(script -> !seen.containsKey(script.number()))
                    .forEach(script -> apply(sql, set, script, isNew));
        }
        SchemaCheck.requireExpected(schema.compare(sql));
    }

    private void apply(JdbcSql sql, MigrationScripts set, Script script, boolean isNew) {
        try {
            script.statements().forEach(sql::update);
        } catch (IllegalStateException e) {
            throw isNew ? e : misfit(set, script, e);
        }
        sql.update(
                "INSERT INTO schema_migration (name, number, checksum, applied_at) VALUES (?, ?, ?, ?)",
                set.name(),
                script.number(),
                script.checksum(),
                clock.instant());
    }

    private static RefusedException misfit(MigrationScripts set, Script script, RuntimeException why) {
        return new RefusedException(
                RefusalCode.CORRUPT,
                "the store's %s tables are not those of which its record says that script %d is missing. Restore a copy of the store."
                        .formatted(set.name(), script.number()),
                why);
    }

    private boolean hasRecord(JdbcSql sql) {
        return has(sql, "schema_migration");
    }

    private boolean has(JdbcSql sql, String table) {
        return sql.first(dialect.countTables(), row -> row.getInt(1), table).orElse(0) > 0;
    }

    /** Reads the table and not its index, of which one damaged bit would look like another program's scripts. */
    private static Map<Integer, String> seen(JdbcSql sql, MigrationScripts set) {
        Map<Integer, String> seen = new TreeMap<>();
        sql.list(
                        "SELECT number, checksum FROM schema_migration WHERE name || '' = ? ORDER BY number DESC",
                        row -> Map.entry(row.getInt(1), row.getString(2)),
                        set.name())
                .forEach(row -> seen.put(row.getKey(), row.getValue()));
        return seen;
    }

    private static void check(MigrationScripts set, List<Script> scripts, int number, String checksum) {
        if (number < 1) {
            throw new RefusedException(
                    RefusalCode.CORRUPT,
                    "the store's record of scripts has a %s script %d, which there never was. Restore a copy of the store."
                            .formatted(set.name(), number));
        }
        if (number > set.newest()) {
            throw new RefusedException(
                    RefusalCode.VERSION_INCOMPATIBLE,
                    "the store was written by a newer version: its %s tables are at %d, this program knows %d. It was not touched; use the newer program."
                            .formatted(set.name(), number, set.newest()));
        }
        if (!scripts.get(number - 1).checksum().equals(checksum)) {
            throw new RefusedException(
                    RefusalCode.VERSION_INCOMPATIBLE,
                    "the store's %s tables were made by another script %d than this program has. It was not touched."
                            .formatted(set.name(), number));
        }
    }
}
