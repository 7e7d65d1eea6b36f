package dev.rollback.engine.storage.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.engine.storage.Appended;
import dev.rollback.engine.storage.LogHead;
import dev.rollback.engine.storage.Reading;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one connection that writes. Used only by whoever has the turn in the {@link WriteQueue}. */
final class GroupWriter implements AutoCloseable {
    private final Connections connections;
    private final Dialect dialect;
    private final InstantSource clock;
    private @Nullable JdbcSql open;

    GroupWriter(Connections connections, Dialect dialect, InstantSource clock) {
        this.connections = connections;
        this.dialect = dialect;
        this.clock = clock;
    }

    /**
     * Writes the unit of {@code own} and those of {@code others}, who are asked for once the database is locked, in one
     * transaction. Leaves an outcome in every ticket.
     */
    void append(Ticket own, Supplier<List<Ticket>> others) {
        List<Ticket> group = List.of(own);
        try {
            JdbcSql sql = begin(own);
            UnitWriter units = new UnitWriter(sql, head(sql), clock);
            write(sql, units, own);
            group = others.get();
            for (Ticket ticket : group) {
                write(sql, units, ticket);
            }
            units.saveHead();
            commit(sql);
        } catch (RuntimeException | Error e) {
            rollBack();
            own.failed(refusal(e));
            group.forEach(ticket -> ticket.failed(refusal(e)));
            if (e instanceof Error error) {
                throw error;
            }
        }
    }

    /** Runs {@code work} in a transaction of its own; rolled back when it throws. */
    <T> T transaction(Ticket own, Function<Reading, T> work) {
        try {
            JdbcSql sql = begin(own);
            ScopedSql scoped = new ScopedSql(sql, true);
            T result;
            try {
                result = work.apply(new JdbcReading(scoped, head(sql)));
            } finally {
                scoped.end();
            }
            commit(sql);
            return result;
        } catch (RuntimeException | Error e) {
            rollBack();
            throw e;
        }
    }

    private void write(JdbcSql sql, UnitWriter units, Ticket ticket) {
        sql.update("SAVEPOINT unit");
        try {
            Appended where = units.write(ticket.unit());
            sql.update("RELEASE SAVEPOINT unit");
            ticket.wrote(where);
        } catch (RuntimeException e) {
            rollBackUnit(sql, e);
            ticket.failed(e);
        }
    }

    private static void rollBackUnit(JdbcSql sql, RuntimeException why) {
        try {
            sql.update("ROLLBACK TO SAVEPOINT unit");
            sql.update("RELEASE SAVEPOINT unit");
        } catch (RuntimeException gone) {
            // the database has given up the whole transaction (a full disk does that): so must the group
            why.addSuppressed(gone);
            throw why;
        }
    }

    private JdbcSql begin(Ticket own) {
        JdbcSql sql = open;
        if (sql == null) {
            sql = connect();
            open = sql;
        }
        sql.patience(own.patience());
        sql.update(dialect.beginWrite());
        return sql;
    }

    private LogHead head(JdbcSql sql) {
        return JdbcReading.readHead(sql, dialect.lockingClause());
    }

    private JdbcSql connect() {
        try {
            return new JdbcSql(connections.writer(), dialect);
        } catch (SQLException e) {
            throw dialect.refusal(e);
        }
    }

    private static void commit(JdbcSql sql) {
        try {
            sql.update("COMMIT");
        } catch (RuntimeException e) {
            throw new RefusedException(
                    RefusalCode.STORE_UNAVAILABLE, "the store could not commit: " + e.getMessage(), e);
        }
    }

    /** One exception each: callers in several threads must not share a stack trace that they may add to. */
    private static RuntimeException refusal(Throwable e) {
        RefusalCode code = e instanceof RefusedException refused ? refused.code() : RefusalCode.STORE_UNAVAILABLE;
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new RefusedException(code, why, e);
    }

    /** Where even that fails the connection is given up: closing it rolls back too. */
    private void rollBack() {
        if (open == null) {
            return;
        }
        try {
            open.update("ROLLBACK");
        } catch (RuntimeException e) {
            close();
        }
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
