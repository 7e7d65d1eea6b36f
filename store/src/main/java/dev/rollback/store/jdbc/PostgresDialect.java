package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.store.Sql;
import dev.rollback.store.StoreBusyException;
import dev.rollback.store.StoreMonitor.Wait;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

final class PostgresDialect implements Dialect {
    /** "RBEN" twice: the advisory lock under which tables are made. */
    private static final long TABLES_LOCK = 0x5242454E_5242454EL;

    /** The driver's, where a password is asked for and there is none. */
    private static final String REJECTED = "08004";

    /** The driver's own words for what a server does not offer have no state of their own. */
    private static final Pattern TLS = Pattern.compile("\\b(SSL|TLS|GSS)");

    private final String address;

    PostgresDialect(String address) {
        this.address = address;
    }

    @Override
    public String name() {
        return "postgresql";
    }

    // Whatever the role's default is: a statement behind the locked head must see what the last holder committed.
    @Override
    public String beginWrite() {
        return "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
    }

    @Override
    public String beginRead() {
        return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    }

    @Override
    public String lockingClause() {
        return " FOR UPDATE";
    }

    @Override
    public String lockTables() {
        return "DO 'BEGIN PERFORM pg_advisory_xact_lock(%d); END'".formatted(TABLES_LOCK);
    }

    @Override
    public String countTables() {
        // the information schema hides what the user has no right to
        return "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?";
    }

    @Override
    public List<SchemaObject> schema(Sql sql) {
        return PostgresCatalogue.of(sql);
    }

    @Override
    public OptionalLong schemaMark(Sql sql) {
        return OptionalLong.empty();
    }

    @Override
    public List<String> faults(Sql sql) {
        return List.of(); // its server checks what it reads
    }

    /** The offset keeps the planner from making a join of its own choice, which without statistics reads all. */
    @Override
    public String lookUp(String table, String condition) {
        return "FROM wanted CROSS JOIN LATERAL (SELECT * FROM %1$s WHERE %2$s OFFSET 0) AS %1$s"
                .formatted(table, condition);
    }

    // Its text cannot hold U+0000. State and events are bytes and keep theirs; only what is listed shows it so.
    @Override
    public String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }

    @Override
    public void patience(Connection connection, Duration atMost) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = " + Math.max(1, atMost.toMillis()));
        }
    }

    /** By the state codes of https://www.postgresql.org/docs/current/errcodes-appendix.html. */
    @Override
    public RuntimeException refusal(SQLException e) {
        SQLException bare = withoutData(e);
        String state = bare.getSQLState() == null ? "" : bare.getSQLState();
        if (isLost(state)) {
            return new ConnectionLostException(
                    "the store %s cannot be reached: %s. See that the server runs and try again."
                            .formatted(address, bare.getMessage()),
                    bare);
        }
        if (state.equals(REJECTED)
                && TLS.matcher(String.valueOf(bare.getMessage())).find()) {
            return unavailable(
                    "takes no connection as its URL demands (sslmode): %s. Set up TLS on the server, or demand less"
                            .formatted(bare.getMessage()),
                    bare);
        }
        return switch (state) {
            case "55P03", "40001", "40P01" ->
                new StoreBusyException(
                        Wait.LOCK,
                        "the store %s is busy: somebody kept it locked until the deadline. Nothing was written; try again."
                                .formatted(address),
                        bare);
            case "53100" ->
                unavailable("could not be written: the server's disk is full. Make room and try again", bare);
            case "57014" ->
                unavailable("gave up: %s. Nothing was written; try again".formatted(bare.getMessage()), bare);
            case "53200", "53300", "53400" ->
                unavailable("has no room for this now (%s). Try again".formatted(bare.getMessage()), bare);
            case "54000" ->
                refused(
                        RefusalCode.INVALID_INPUT,
                        "cannot keep this: %s. Make it smaller".formatted(bare.getMessage()),
                        bare);
            case "25006" -> unavailable("is read-only: a standby, or set so. Name the primary server", bare);
            case REJECTED, "28000", "28P01" ->
                unavailable("refused the login. See PGUSER, and PGPASSWORD or the password file", bare);
            case "42501" ->
                unavailable(
                        "does not allow this to its user: %s. Have it granted, or log in as another user"
                                .formatted(bare.getMessage()),
                        bare);
            case "3D000" ->
                refused(RefusalCode.NOT_FOUND, "does not exist. Create the database, or name another", bare);
            case "3F000" ->
                new RefusedException(
                        RefusalCode.NOT_FOUND,
                        "the store %s has no such schema.".formatted(address),
                        Remedy.of(Action.CREATE_STORE),
                        bare);
            case "XX001", "XX002", "58030", "58P01" ->
                refused(RefusalCode.CORRUPT, "is damaged: %s. Restore it".formatted(bare.getMessage()), bare);
            default -> new IllegalStateException("wrong SQL (%s): %s".formatted(state, bare.getMessage()), bare);
        };
    }

    /** Lost, going down, coming up, or closed by a timeout of the server. */
    private static boolean isLost(String state) {
        return (state.startsWith("08") && !state.equals(REJECTED))
                || state.startsWith("57P")
                || state.equals("25P03")
                || state.equals("25P04");
    }

    /** One sentence without what was bound: that of a batch is its last part, details are switched off. */
    private static SQLException withoutData(SQLException e) {
        SQLException last = e.getNextException() == null ? e : e.getNextException();
        String message =
                String.valueOf(last.getMessage()).replaceFirst("^[A-Z]+: ", "").replaceFirst("\\.$", "");
        SQLException bare = new SQLException(message, last.getSQLState());
        bare.setStackTrace(last.getStackTrace());
        return bare;
    }

    private RefusedException unavailable(String why, SQLException e) {
        return refused(RefusalCode.STORE_UNAVAILABLE, why, e);
    }

    private RefusedException refused(RefusalCode code, String why, SQLException e) {
        return new RefusedException(code, "the store %s %s.".formatted(address, why), e);
    }
}
