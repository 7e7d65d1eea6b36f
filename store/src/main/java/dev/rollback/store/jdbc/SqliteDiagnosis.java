package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.api.audit.StoreDiagnosis;
import dev.rollback.api.audit.StoreDiagnosis.Finding;
import dev.rollback.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at a store in a SQLite file, also at one that cannot be opened. Never writes, and makes no file. */
public final class SqliteDiagnosis {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int SHOWN = 3;
    private static final String COPY = "Restore a copy of the store; keep this one to find out what happened.";

    private final SqliteFile file;
    private final Dialect dialect;
    private final StoreOptions options;
    private final List<Finding> findings = new ArrayList<>();

    private SqliteDiagnosis(Path file, StoreOptions options) {
        this.file = new SqliteFile(file);
        this.dialect = new SqliteDialect(this.file.path());
        this.options = options;
    }

    /** @param options with the tables that the store should have */
    public static StoreDiagnosis of(Path file, StoreOptions options) {
        return new SqliteDiagnosis(file, options).run();
    }

    private StoreDiagnosis run() {
        Optional<Finding> unusable = unusable();
        if (unusable.isPresent()) {
            findings.add(unusable.get());
        } else {
            DiskChecks disk = new DiskChecks(file);
            findings.add(disk.file());
            findings.add(disk.room());
            findings.add(disk.fileSystem());
            findings.addAll(disk.leftOpen().map(List::of).orElseGet(this::inside));
        }
        return new StoreDiagnosis(findings);
    }

    /** Why it cannot be looked into at all. */
    private Optional<Finding> unusable() {
        Path path = file.path();
        try {
            file.check();
            if (file.isEmpty()) {
                return Optional.of(Finding.problem(
                        "file",
                        RefusalCode.CORRUPT,
                        path
                                + " is empty: a store that was never finished, or was cut off. Restore a copy, or make a new one",
                        Remedy.of(Action.CREATE_STORE)));
            }
            return Files.isReadable(path)
                    ? Optional.empty()
                    : Optional.of(Finding.problem(
                            "file",
                            RefusalCode.STORE_UNAVAILABLE,
                            path + " cannot be read: permission denied",
                            "Ask its owner (%s), or work as a user who may read it.".formatted(owner(path))));
        } catch (RefusedException e) {
            return Optional.of(finding(e));
        }
    }

    private static Finding finding(RefusedException refused) {
        RefusalCode code = refused.code();
        String found = String.valueOf(refused.getMessage());
        return switch (code) {
            case NOT_FOUND -> Finding.problem("file", code, found, Remedy.of(Action.CREATE_STORE));
            case CORRUPT -> Finding.problem("file", code, found, COPY);
            case INVALID_INPUT -> Finding.problem("file", code, found, Remedy.of(Action.NAME_STORE));
            default -> Finding.problem("file", code, found, "See the permissions of the file and its folder.");
        };
    }

    private static String owner(Path path) {
        try {
            return Files.getOwner(path).getName();
        } catch (IOException | UnsupportedOperationException e) {
            return "unknown";
        }
    }

    private List<Finding> inside() {
        SqliteReads reads = new SqliteReads(file.path(), dialect, PATIENCE);
        Migrations migrations = new Migrations(options.scripts(), dialect, options.clock());
        StoreChecks checks = new StoreChecks(dialect, migrations, options);
        List<Finding> inside = new ArrayList<>(StoreChecks.guarded("pages", () -> List.of(reads.read(this::pages))));
        if (inside.get(0).code() != RefusalCode.STORE_UNAVAILABLE) {
            inside.addAll(StoreChecks.guarded("schema", () -> reads.read(checks::run)));
        }
        inside.addAll(StoreChecks.guarded("lock", () -> List.of(new LockCheck(file, dialect).lock())));
        return inside;
    }

    private Finding pages(JdbcSql sql) {
        List<String> faults = sql.list("PRAGMA quick_check(" + SHOWN + ")", row -> row.getString(1));
        return faults.equals(List.of("ok"))
                ? Finding.ok("pages", "sound")
                : Finding.problem("pages", RefusalCode.CORRUPT, "damaged: " + String.join("; ", faults), COPY);
    }
}
