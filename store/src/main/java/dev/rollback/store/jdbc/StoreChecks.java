package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.api.audit.StoreDiagnosis;
import dev.rollback.api.audit.StoreDiagnosis.Finding;
import dev.rollback.api.audit.StoreDiagnosis.Level;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.StoredEvent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The checks that are the same in every database: plain SQL on one connection, at one moment. */
final class StoreChecks {
    private final Dialect dialect;
    private final Migrations migrations;
    private final InstantSource clock;
    private final Function<StoredEvent, Optional<String>> damage;

    StoreChecks(Dialect dialect, Migrations migrations, StoreOptions options) {
        this.dialect = dialect;
        this.migrations = migrations;
        this.clock = options.clock();
        this.damage = options.damage();
    }

    List<Finding> run(JdbcSql sql) {
        sql.update(dialect.beginRead());
        ScopedSql scoped = new ScopedSql(sql, false);
        List<Finding> findings = new ArrayList<>();
        try {
            SchemaComparison compared = migrations.schema().compare(sql);
            if (!compared.foreign().isEmpty()) {
                // nothing is read of tables that may be none
                return compared.foreign().stream().map(StoreChecks::altered).toList();
            }
            findings.addAll(guarded("schema", () -> List.of(schema(sql))));
            boolean current = findings.get(0).level() == Level.OK;
            boolean readable = findings.get(0).code() == null;
            if (current) {
                tables(sql, compared, findings);
            }
            if (readable && (current || hasLog(scoped))) {
                findings.addAll(guarded("log", () -> content(scoped, current)));
            }
        } finally {
            scoped.end();
            sql.update("ROLLBACK");
        }
        return findings;
    }

    private void tables(JdbcSql sql, SchemaComparison compared, List<Finding> findings) {
        List<String> differences = compared.differences();
        if (!differences.isEmpty()) {
            findings.remove(0);
            differences.forEach(difference -> findings.add(altered(difference)));
        }
        if (migrations.knowsAll(sql)) {
            compared.extras()
                    .forEach(extra -> findings.add(Finding.warning(
                            "schema", extra, "The program does not need it; remove it if you do not need it either.")));
        }
    }

    private static Finding altered(String difference) {
        return Finding.problem(
                "schema",
                RefusalCode.CORRUPT,
                difference,
                "The program refuses to work on tables that it did not make so. Undo what was changed, or restore a copy of the store.");
    }

    private Finding schema(JdbcSql sql) {
        try {
            boolean done = migrations.areRecorded(sql);
            String versions = String.join(", ", migrations.versions(sql));
            return done
                    ? Finding.ok("schema", versions)
                    : Finding.warning(
                            "schema",
                            (versions.isEmpty() ? "no tables yet" : versions) + ": older than this program",
                            Remedy.of(Action.OPEN_FOR_WRITING));
        } catch (RefusedException e) {
            if (e.code() != RefusalCode.VERSION_INCOMPATIBLE) {
                throw e;
            }
            return Finding.problem(
                    "schema", e.code(), String.valueOf(e.getMessage()), "Use the program that wrote the store.");
        }
    }

    private boolean hasLog(ScopedSql sql) {
        return hasTable(sql, "store_head");
    }

    private boolean hasTable(ScopedSql sql, String table) {
        return sql.first(dialect.countTables(), row -> row.getInt(1), table).orElse(0) > 0;
    }

    /** @param current whether all tables are as this program makes them */
    private List<Finding> content(ScopedSql sql, boolean current) {
        if (sql.first("SELECT position FROM store_head", row -> 1).isEmpty()) {
            return List.of(
                    Finding.problem("log", RefusalCode.CORRUPT, "the log has no head", "Restore a copy of the store."));
        }
        JdbcReading reading = new JdbcReading(sql, dialect, JdbcReading.readHead(sql, ""));
        LogChecks log = new LogChecks(reading);
        IndexChecks index = new IndexChecks(reading, current);
        List<Finding> findings = new ArrayList<>();
        findings.addAll(guarded("log", () -> List.of(log.log())));
        findings.addAll(guarded(
                "events", () -> List.of(new EventChecks(reading, damage).events(table -> hasTable(sql, table)))));
        findings.addAll(guarded("clock", () -> List.of(log.clock(clock.instant()))));
        findings.addAll(guarded("index", () -> List.of(index.index())));
        findings.addAll(guarded("views", index::views));
        if (current) {
            findings.addAll(guarded(StoreDiagnosis.BACKUP, index::backup));
            findings.addAll(guarded(StoreDiagnosis.UNFINISHED, index::unfinished));
        }
        return findings;
    }

    /** A check that cannot be made is a finding too. */
    static List<Finding> guarded(String check, Supplier<List<Finding>> findings) {
        try {
            return findings.get();
        } catch (RefusedException e) {
            return List.of(Finding.problem(
                    check, e.code(), String.valueOf(e.getMessage()), "See the message, then try again."));
        } catch (IllegalStateException e) {
            return List.of(Finding.problem(
                    check,
                    RefusalCode.CORRUPT,
                    "cannot be looked at: " + e.getMessage(),
                    "Restore a copy of the store; keep this one to find out what happened."));
        }
    }
}
