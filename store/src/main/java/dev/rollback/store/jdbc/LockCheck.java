package dev.rollback.store.jdbc;

import dev.rollback.api.RefusedException;
import dev.rollback.api.audit.StoreDiagnosis.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteErrorCode;

/** Whether somebody keeps the lock of those who write. */
final class LockCheck {
    private static final int BUSY = SQLiteErrorCode.SQLITE_BUSY.code;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final SqliteFile file;
    private final Dialect dialect;

    LockCheck(SqliteFile file, Dialect dialect) {
        this.file = file;
        this.dialect = dialect;
    }

    Finding lock() {
        Path shared = file.beside("-shm");
        if (!Files.exists(shared) || !Files.exists(file.beside("-wal"))) {
            return Finding.ok("lock", "nobody has the store open");
        }
        String holders = LockHolders.of(shared);
        if (file.isWritable() ? isFree() : holders.isEmpty()) {
            return Finding.ok("lock", "nobody keeps it");
        }
        return Finding.warning(
                "lock",
                "kept for longer than a second%s".formatted(holders.isEmpty() ? "" : " by " + holders),
                "Who writes waits for it up to 30 s and is then told that the store is busy. Let that process finish, or end it.");
    }

    /**
     * Takes the lock and gives it back. Under a reader that is closed last: or the one that may write would, as the last
     * one, move the log beside into the file.
     */
    private boolean isFree() {
        SqliteConnections connections = new SqliteConnections(file.path(), PATIENCE);
        try (JdbcSql reader = new JdbcSql(connections.reader(), dialect)) {
            reader.first("SELECT position FROM store_head", row -> 1);
            try (JdbcSql writer = new JdbcSql(connections.writer(), dialect)) {
                writer.update(dialect.beginWrite());
                writer.update("ROLLBACK");
                return true;
            }
        } catch (SQLException e) {
            return isFree(dialect.refusal(e));
        } catch (RefusedException e) {
            return isFree(e);
        }
    }

    private static boolean isFree(RuntimeException e) {
        if (e.getCause() instanceof SQLException cause && (cause.getErrorCode() & 0xff) == BUSY) {
            return false;
        }
        throw e;
    }
}
