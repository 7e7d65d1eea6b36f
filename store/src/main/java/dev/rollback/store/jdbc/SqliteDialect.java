package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.Sql;
import dev.rollback.store.StoreBusyException;
import dev.rollback.store.StoreMonitor.Wait;
import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

final class SqliteDialect implements Dialect {
    /** What the shared index beside an open file takes at least. */
    private static final long NEEDED = 32 * 1024;

    private static final Pattern UNREADABLE = Pattern.compile("unsupported file format");

    private final Path file;

    SqliteDialect(Path file) {
        this.file = file;
    }

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public String beginWrite() {
        return "BEGIN IMMEDIATE";
    }

    @Override
    public String beginRead() {
        return "BEGIN";
    }

    @Override
    public String lockingClause() {
        return "";
    }

    @Override
    public String lockTables() {
        return "";
    }

    @Override
    public List<SchemaObject> schema(Sql sql) {
        return SqliteSchema.of(sql);
    }

    @Override
    public OptionalLong schemaMark(Sql sql) {
        return sql.first("PRAGMA schema_version", row -> OptionalLong.of(row.getLong(1)))
                .orElseGet(OptionalLong::empty);
    }

    @Override
    public List<String> faults(Sql sql) {
        List<String> faults = new ArrayList<>(sql.list("PRAGMA integrity_check(10)", row -> row.getString(1)));
        faults.remove("ok");
        faults.addAll(SqliteKinds.faults(sql));
        return faults;
    }

    /** A CROSS JOIN is gone through as it is written. */
    @Override
    public String lookUp(String table, String condition) {
        return "FROM wanted CROSS JOIN %s WHERE %s".formatted(table, condition);
    }

    @Override
    public String storable(String text) {
        return text;
    }

    @Override
    public String countTables() {
        return "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?";
    }

    @Override
    public void patience(Connection connection, Duration atMost) throws SQLException {
        connection.unwrap(SQLiteConnection.class).setBusyTimeout(Math.toIntExact(atMost.toMillis()));
    }

    @Override
    public RuntimeException refusal(SQLException e) {
        // the low byte is the kind, the rest says more about it
        return switch (SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff)) {
            case SQLITE_BUSY, SQLITE_LOCKED ->
                new StoreBusyException(
                        Wait.LOCK,
                        "the store %s is busy: another process kept it locked until the deadline. Nothing was written; try again."
                                .formatted(file),
                        e);
            case SQLITE_FULL -> full(e);
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
                unavailable(
                        "cannot be opened or written: the file, its folder or its file system does not allow it. See their permissions",
                        e);
            case SQLITE_IOERR ->
                // of the files beside it says only that they cannot be made as large as they must be
                isDiskFull()
                        ? full(e)
                        : unavailable(
                                "could not be read or written: the disk reports an error (%s). Nothing was written; see the system's log"
                                        .formatted(kind(e)),
                                e);
            case SQLITE_CORRUPT, SQLITE_NOTADB -> damaged(e);
            default -> mistake(e);
        };
    }

    /** All mistakes have one code: in the statement, and in what it finds. */
    private RuntimeException mistake(SQLException e) {
        return UNREADABLE.matcher(String.valueOf(e.getMessage())).find()
                ? damaged(e)
                : new IllegalStateException("wrong SQL: " + e.getMessage(), e);
    }

    private RefusedException damaged(SQLException e) {
        return refused(RefusalCode.CORRUPT, "is damaged or no SQLite database. Restore it from a copy", e);
    }

    private RefusedException full(SQLException e) {
        return unavailable("could not be written: the disk is full. Nothing was written; make room and try again", e);
    }

    private boolean isDiskFull() {
        File folder = file.toAbsolutePath().toFile().getParentFile();
        return folder != null && folder.exists() && folder.getUsableSpace() < NEEDED;
    }

    private static String kind(SQLException e) {
        return e instanceof SQLiteException sqlite ? sqlite.getResultCode().name() : "SQLITE_IOERR";
    }

    private RefusedException unavailable(String why, SQLException e) {
        return refused(RefusalCode.STORE_UNAVAILABLE, why, e);
    }

    private RefusedException refused(RefusalCode code, String why, SQLException e) {
        return new RefusedException(code, "the store %s %s.".formatted(file, why), e);
    }
}
