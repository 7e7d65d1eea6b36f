package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a store's file without making a file beside it, so also where nothing can be made. Where nobody has it open, all
 * is in the file itself, and the read counts only if nobody has moved that meanwhile; else the files beside are there.
 */
final class SqliteReads implements OneRead {
    private static final int ATTEMPTS = 5;

    private final Path file;
    private final Dialect dialect;
    private final Duration patience;

    SqliteReads(Path file, Dialect dialect, Duration patience) {
        this.file = file;
        this.dialect = dialect;
        this.patience = patience;
    }

    /** The file as it is between two writes. */
    private record Mark(long size, FileTime modified, boolean logBeside) {}

    @Override
    public <T> T read(Function<JdbcSql, T> work) {
        for (int attempt = 1; ; attempt++) {
            Mark before = mark();
            try (JdbcSql sql = open(before)) {
                T result = work.apply(sql);
                if (before.logBeside() || mark().equals(before)) {
                    return result;
                }
            } catch (SQLException e) {
                throw dialect.refusal(e);
            } catch (RuntimeException e) {
                if (before.logBeside() || mark().equals(before)) {
                    throw e;
                }
            }
            if (attempt == ATTEMPTS) {
                throw refused(
                        "is being opened and closed by others all the time. Nothing was written; try again", null);
            }
        }
    }

    private JdbcSql open(Mark mark) throws SQLException {
        boolean logAlone = length("-wal") > 0 && !Files.exists(beside("-shm"));
        if (logAlone || length("-journal") > 0) {
            throw refused(
                    "was not closed by its last writer, and only who may write it can finish that",
                    Remedy.of(Action.OPEN_FOR_WRITING));
        }
        Connection connection = mark.logBeside()
                ? new SqliteConnections(file, patience).reader()
                : SqliteConnections.withoutTrace(file);
        return new JdbcSql(connection, dialect);
    }

    private Mark mark() {
        try {
            return new Mark(Files.size(file), Files.getLastModifiedTime(file), isLogBeside());
        } catch (IOException e) {
            throw new RefusedException(
                    RefusalCode.STORE_UNAVAILABLE,
                    "the store %s cannot be looked at: %s.".formatted(file, Reasons.of(e)),
                    e);
        }
    }

    private boolean isLogBeside() {
        return length("-wal") > 0;
    }

    /** 0 where there is no such file. */
    private long length(String ending) {
        return beside(ending).toFile().length();
    }

    private Path beside(String ending) {
        return SqliteFile.beside(file, ending);
    }

    private RefusedException refused(String why, @Nullable Remedy remedy) {
        return new RefusedException(
                RefusalCode.STORE_UNAVAILABLE, "the store %s %s.".formatted(file, why), remedy, null);
    }
}
