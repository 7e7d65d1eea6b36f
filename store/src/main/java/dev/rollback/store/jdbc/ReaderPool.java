package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.Reading;
import dev.rollback.store.StoreBusyException;
import dev.rollback.store.StoreMonitor;
import dev.rollback.store.StoreMonitor.Wait;
import dev.rollback.store.StoreOptions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A few connections that only read, opened when first needed. */
final class ReaderPool implements AutoCloseable {
    private final Connections connections;
    private final Dialect dialect;
    private final Duration patience;
    private final StoreMonitor monitor;
    private final Semaphore permits;
    private final Deque<JdbcSql> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    ReaderPool(Connections connections, Dialect dialect, StoreOptions options, StoreMonitor monitor) {
        this.connections = connections;
        this.dialect = dialect;
        this.patience = options.patience();
        this.monitor = monitor;
        this.permits = new Semaphore(options.readers(), true);
    }

    <T> T read(Function<Reading, T> work) {
        long deadline = System.nanoTime() + patience.toNanos();
        acquire();
        try {
            JdbcSql sql = Outage.outlast(() -> deadline - System.nanoTime(), this::begin);
            boolean sound = false;
            try {
                T result = read(sql, work);
                sound = true;
                return result;
            } finally {
                giveBack(sql, sound);
            }
        } finally {
            permits.release();
        }
    }

    /** Takes over a connection that is open and idle. */
    void adopt(JdbcSql open) {
        idle.addFirst(open);
    }

    private <T> T read(JdbcSql sql, Function<Reading, T> work) {
        ScopedSql scoped = new ScopedSql(sql, false);
        try {
            return work.apply(new JdbcReading(scoped, dialect, JdbcReading.readHead(sql, "")));
        } finally {
            scoped.end();
            sql.update("ROLLBACK");
        }
    }

    private JdbcSql begin() {
        JdbcSql sql = take();
        boolean begun = false;
        try {
            sql.update(dialect.beginRead());
            begun = true;
            return sql;
        } catch (ConnectionLostException e) {
            closeIdle(); // they are of the same age
            throw e;
        } finally {
            if (!begun) {
                sql.close();
            }
        }
    }

    private void acquire() {
        long since = System.nanoTime();
        try {
            if (permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(RefusalCode.STORE_UNAVAILABLE, "interrupted while waiting to read.", e);
        } finally {
            monitor.waited(Wait.READER, System.nanoTime() - since);
        }
        throw new StoreBusyException(Wait.READER, "the store is busy: too many readers until the deadline. Try again.");
    }

    private JdbcSql take() {
        JdbcSql sql = idle.pollFirst();
        if (sql != null) {
            return sql;
        }
        try {
            return new JdbcSql(connections.reader(), dialect);
        } catch (SQLException e) {
            throw dialect.refusal(e);
        }
    }

    private void giveBack(JdbcSql sql, boolean sound) {
        if (!sound) {
            sql.close();
            return;
        }
        idle.addFirst(sql);
        if (closed) {
            closeIdle();
        }
    }

    /** A connection in use is closed when it comes back. */
    @Override
    public void close() {
        closed = true;
        closeIdle();
    }

    private void closeIdle() {
        for (JdbcSql sql = idle.poll(); sql != null; sql = idle.poll()) {
            sql.close();
        }
    }
}
