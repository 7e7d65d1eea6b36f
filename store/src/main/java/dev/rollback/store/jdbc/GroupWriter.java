package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.AppendUnit.RequestMark;
import dev.rollback.store.Appended;
import dev.rollback.store.LogHead;
import dev.rollback.store.Reading;
import dev.rollback.store.StoreBusyException;
import dev.rollback.store.StoreMonitor;
import dev.rollback.store.StoreMonitor.Wait;
import dev.rollback.store.StoreOptions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one connection that writes. Used only by whoever has the turn in the {@link WriteQueue}. */
final class GroupWriter implements AutoCloseable {
    private final Connections connections;
    private final Dialect dialect;
    private final InstantSource clock;
    private final StoreMonitor monitor;
    private final Duration patience;
    private final Migrations migrations;
    private @Nullable JdbcSql open;
    private OptionalLong checked = OptionalLong.empty();

    GroupWriter(Connections connections, Dialect dialect, StoreOptions options, StoreMonitor monitor) {
        this.connections = connections;
        this.dialect = dialect;
        this.clock = options.clock();
        this.monitor = monitor;
        this.patience = options.patience();
        this.migrations = new Migrations(options.scripts(), dialect, options.clock());
    }

    /**
     * Writes the unit of {@code own} and those of {@code others}, who are asked for once the database is locked, in one
     * transaction. Leaves an outcome in every ticket.
     */
    void append(Ticket own, Supplier<List<Ticket>> others) {
        List<Ticket> group = new ArrayList<>(List.of(own));
        try {
            Outage.outlast(own::left, () -> attempt(own, group, others));
        } catch (RuntimeException | Error e) {
            rollBack();
            group.forEach(ticket -> ticket.failed(refusal(e, ticket)));
            if (e instanceof Error error) {
                throw error;
            }
        }
    }

    private boolean attempt(Ticket own, List<Ticket> group, Supplier<List<Ticket>> others) {
        try {
            Locked locked = lock(own);
            JdbcSql sql = locked.sql();
            UnitWriter units = new UnitWriter(sql, dialect, locked.head(), clock);
            group.forEach(ticket -> write(sql, units, ticket));
            List<Ticket> more = others.get();
            group.addAll(more);
            more.forEach(ticket -> write(sql, units, ticket));
            units.saveHead();
            commit(sql, units);
            if (units.count() > 0) {
                monitor.appended(units.count(), units.events(), locked.nanos());
            }
            return true;
        } catch (ConnectionLostException e) {
            rollBack();
            throw e;
        }
    }

    /** Locks for a while: reads and at most one unit follow, or {@link #rollBack}. */
    Locked begin(Ticket own) {
        try {
            return Outage.outlast(own::left, () -> lock(own));
        } catch (RuntimeException | Error e) {
            rollBack();
            throw e;
        }
    }

    /** At the moment of the lock. */
    <T> T read(Locked locked, Function<Reading, T> work) {
        ScopedSql scoped = new ScopedSql(locked.sql(), false);
        try {
            return work.apply(new JdbcReading(scoped, dialect, locked.head()));
        } finally {
            scoped.end();
        }
    }

    /** Writes one unit and commits, or rolls back; leaves the outcome in the ticket. */
    void append(Locked locked, Ticket own) {
        try {
            UnitWriter units = new UnitWriter(locked.sql(), dialect, locked.head(), clock);
            write(locked.sql(), units, own);
            units.saveHead();
            commit(locked.sql(), units);
            if (units.count() > 0) {
                monitor.appended(units.count(), units.events(), locked.nanos());
            }
        } catch (RuntimeException | Error e) {
            rollBack();
            own.failed(refusal(e, own));
            if (e instanceof Error error) {
                throw error;
            }
        }
    }

    /** Runs {@code work} in a transaction of its own; rolled back when it throws. */
    <T> T transaction(Ticket own, Function<Reading, T> work) {
        try {
            Locked locked = Outage.outlast(own::left, () -> lock(own));
            JdbcSql sql = locked.sql();
            ScopedSql scoped = new ScopedSql(sql, true);
            T result;
            try {
                result = work.apply(new JdbcReading(scoped, dialect, locked.head()));
            } finally {
                scoped.end();
            }
            sql.update("COMMIT");
            connections.requirePlace();
            monitor.wrote(locked.nanos());
            return result;
        } catch (RuntimeException | Error e) {
            rollBack();
            throw e;
        }
    }

    private static void write(JdbcSql sql, UnitWriter units, Ticket ticket) {
        if (ticket.hasFailed()) {
            return; // in an attempt before: its caller may have what it stood on decided afresh
        }
        sql.update("SAVEPOINT unit");
        try {
            Appended where = units.write(ticket.unit());
            sql.update("RELEASE SAVEPOINT unit");
            ticket.wrote(where);
        } catch (ConnectionLostException e) {
            throw e;
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

    private Locked lock(Ticket own) {
        long asked = System.nanoTime();
        try {
            JdbcSql sql = begin(own.patience());
            connections.requirePlace();
            requireSchema(sql);
            return new Locked(sql, head(sql), System.nanoTime());
        } finally {
            monitor.waited(Wait.LOCK, System.nanoTime() - asked);
        }
    }

    /** Of a store in use, whenever somebody has changed the schema since it was last looked at. */
    private void requireSchema(JdbcSql sql) {
        OptionalLong now = dialect.schemaMark(sql);
        if (!now.equals(checked)) {
            migrations.areDone(sql);
            checked = now;
        }
    }

    /** Of an idle connection nobody knows whether it still holds: a lost one is given up and made anew. */
    private JdbcSql begin(Duration patience) {
        JdbcSql sql = open;
        if (sql == null) {
            sql = connect();
            open = sql;
        }
        try {
            sql.patience(patience);
            sql.update(dialect.beginWrite());
            return sql;
        } catch (ConnectionLostException e) {
            close();
            throw e;
        }
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

    private void commit(JdbcSql sql, UnitWriter units) {
        try {
            sql.update("COMMIT");
        } catch (RuntimeException e) {
            rollBack();
            if (!isWritten(units, e)) {
                throw notCommitted(e);
            }
        }
        connections.requirePlace();
    }

    private static RefusedException notCommitted(RuntimeException e) {
        if (e instanceof ConnectionLostException lost) {
            return lost;
        }
        String why = e instanceof RefusedException
                ? ": " + e.getMessage()
                : ". Nothing was written; try again. " + e.getMessage();
        return new RefusedException(RefusalCode.STORE_UNAVAILABLE, "the store could not commit" + why, e);
    }

    /** The answer to the commit was lost: looks whether the log has the events, once nobody's commit is under way. */
    private boolean isWritten(UnitWriter units, RuntimeException why) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            return Outage.outlast(() -> deadline - System.nanoTime(), () -> {
                JdbcSql sql = begin(patience);
                boolean written = units.moved() && hasEvent(sql, head(sql), units.head());
                sql.update("ROLLBACK");
                return written;
            });
        } catch (RuntimeException e) {
            why.addSuppressed(e);
            rollBack();
            throw new RefusedException(
                    RefusalCode.UNKNOWN_OUTCOME,
                    "the store went away while it committed, so it is unknown whether this was written.",
                    why);
        }
    }

    private boolean hasEvent(JdbcSql sql, LogHead now, LogHead last) {
        return new JdbcReading(sql, dialect, now)
                .after(last.position() - 1, 1).stream().anyMatch(event -> Arrays.equals(event.hash(), last.hash()));
    }

    /** One exception each: callers in several threads must not share a stack trace that they may add to. */
    private static RuntimeException refusal(Throwable e, Ticket ticket) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof StoreBusyException busy) {
            return new StoreBusyException(busy.waitedFor(), why, e);
        }
        RefusalCode code = e instanceof RefusedException refused ? refused.code() : RefusalCode.STORE_UNAVAILABLE;
        return new RefusedException(
                code,
                code == RefusalCode.UNKNOWN_OUTCOME
                        ? why + howToKnow(ticket.unit().request())
                        : why,
                e);
    }

    private static String howToKnow(@Nullable RequestMark request) {
        return request == null
                ? " Look before you do it again; with a request id, asking again would be safe."
                : " Ask again with request id %s: that tells, and does it at most once.".formatted(request.requestId());
    }

    /** Where even that fails the connection is given up: closing it rolls back too. */
    void rollBack() {
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

    /** The head as it stands under the lock, and since when that is held. */
    record Locked(JdbcSql sql, LogHead head, long since) {
        long nanos() {
            return System.nanoTime() - since;
        }
    }
}
