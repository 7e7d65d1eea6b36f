package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.store.ReadOnlyStoreException;
import dev.rollback.store.Store;
import dev.rollback.store.StoreOptions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/**
 * A store in one SQLite file: many threads and several processes of one machine may use it. In WAL mode, with two files
 * beside it ({@code -wal}, {@code -shm}) while it is open; {@code synchronous=FULL}.
 */
public final class SqliteStore {
    private static final long MOMENT = 2_000_000;

    private SqliteStore() {}

    /**
     * Opens an existing store. An empty file counts as a store that was not begun yet and becomes one. Where the file or
     * its folder must not be written the store can be read all the same; who writes it is refused with a
     * {@link ReadOnlyStoreException}.
     *
     * @throws RefusedException NOT_FOUND when there is no file; CORRUPT when it is no SQLite database; INVALID_INPUT
     *     when it is another program's; VERSION_INCOMPATIBLE when a newer program wrote it or its scripts have changed.
     *     The file is then as it was
     */
    public static Store open(Path file, StoreOptions options) {
        SqliteFile checked = new SqliteFile(file);
        checked.check();
        if (!checked.isWritable()) {
            return readOnly(
                    checked,
                    options,
                    "cannot be written here: the file, its folder or its file system is read-only. Nothing was written; see their permissions");
        }
        Dialect dialect = new SqliteDialect(checked.path());
        Connections connections = new SqliteConnections(checked.path(), options.patience());
        Migrations migrations = new Migrations(options.scripts(), dialect, options.clock());
        if (checked.isEmpty() || !isReady(connections, dialect, migrations)) {
            prepare(checked, options);
        }
        return new JdbcStore(connections, dialect, options);
    }

    /**
     * Opens an existing store to read it without leaving a trace: not even a file beside it is made.
     *
     * @throws RefusedException as {@link #open}; STORE_UNAVAILABLE too for a store whose making or closing was cut off,
     *     VERSION_INCOMPATIBLE also for one that an older program made
     */
    public static Store look(Path file, StoreOptions options) {
        SqliteFile checked = new SqliteFile(file);
        checked.check();
        return readOnly(checked, options, "was opened for reading alone. Nothing was written");
    }

    private static Store readOnly(SqliteFile checked, StoreOptions options, String whyNoWrite) {
        Dialect dialect = new SqliteDialect(checked.path());
        OneRead reads = new SqliteReads(checked.path(), dialect, options.patience());
        Migrations migrations = new Migrations(options.scripts(), dialect, options.clock());
        if (checked.isEmpty() || !reads.read(migrations::areDone)) {
            throw new RefusedException(
                    RefusalCode.VERSION_INCOMPATIBLE,
                    "the store %s has not all the tables of this version, and cannot be given them where it is only read."
                            .formatted(checked.path()),
                    Remedy.of(Action.OPEN_FOR_WRITING));
        }
        return new ReadOnlyStore(reads, dialect, "the store %s %s.".formatted(checked.path(), whyNoWrite));
    }

    /** Opens the store, and makes it first where there is no file. Several may try at once. */
    public static Store create(Path file, StoreOptions options) {
        new SqliteFile(file).makeIfMissing();
        return open(file, options);
    }

    /** Looks through a connection that cannot write: closing it moves nothing from the log beside into the file. */
    private static boolean isReady(Connections connections, Dialect dialect, Migrations migrations) {
        try (JdbcSql sql = new JdbcSql(connections.reader(), dialect)) {
            return migrations.areDone(sql) && "wal".equals(journal(sql, ""));
        } catch (SQLException e) {
            throw dialect.refusal(e);
        } catch (RefusedException e) {
            if (e.code() == RefusalCode.STORE_UNAVAILABLE) {
                // somebody died while making the store: only a writer can clean that up
                return false;
            }
            throw e;
        }
    }

    /** Makes the tables that are missing; refuses a file that has others, whatever was found when it was checked. */
    static void prepare(SqliteFile file, StoreOptions options) {
        Dialect dialect = new SqliteDialect(file.path());
        Connections connections = new SqliteConnections(file.path(), options.patience());
        Migrations migrations = new Migrations(options.scripts(), dialect, options.clock());
        try (JdbcSql sql = new JdbcSql(connections.writer(), dialect)) {
            // before WAL: so the application id is in the file itself, where SqliteFile looks for it
            migrations.apply(sql, () -> refuseOther(sql, file));
            keepLogBeside(sql, System.nanoTime() + options.patience().toNanos());
        } catch (SQLException e) {
            throw dialect.refusal(e);
        }
    }

    private static void refuseOther(JdbcSql sql, SqliteFile file) {
        if (sql.first("SELECT 1 FROM sqlite_master", row -> true).isPresent()) {
            file.refuseOther(
                    sql.first("PRAGMA application_id", row -> row.getInt(1)).orElse(0));
        }
    }

    /** Changing the mode needs the file alone and does not wait for others by itself. */
    private static void keepLogBeside(JdbcSql sql, long deadline) {
        while (true) {
            try {
                String mode = journal(sql, " = wal");
                if ("wal".equals(mode)) {
                    return;
                }
                throw new RefusedException(
                        RefusalCode.STORE_UNAVAILABLE,
                        "the file system keeps no write-ahead log (mode %s). Put the store on a local disk."
                                .formatted(mode));
            } catch (RefusedException e) {
                if (!(e.getCause() instanceof SQLException) || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(MOMENT);
            }
        }
    }

    private static String journal(JdbcSql sql, String set) {
        return sql.first("PRAGMA journal_mode" + set, row -> row.getString(1)).orElse("");
    }
}
