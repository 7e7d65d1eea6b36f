package dev.rollback.store.jdbc;

import dev.rollback.store.AppendUnit;
import dev.rollback.store.Appended;
import dev.rollback.store.ReadOnlyStoreException;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import java.util.function.Function;

/** A store that is only read: each read has a connection of its own, so that it sees what others wrote before it. */
final class ReadOnlyStore implements Store {
    private final OneRead connections;
    private final Dialect dialect;
    private final String whyNoWrite;
    private volatile boolean closed;

    /** @param whyNoWrite what who wants to write is told */
    ReadOnlyStore(OneRead connections, Dialect dialect, String whyNoWrite) {
        this.connections = connections;
        this.dialect = dialect;
        this.whyNoWrite = whyNoWrite;
    }

    @Override
    public <T> T read(Function<Reading, T> work) {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
        return connections.read(sql -> {
            sql.update(dialect.beginRead());
            ScopedSql scoped = new ScopedSql(sql, false);
            try {
                return work.apply(new JdbcReading(scoped, dialect, JdbcReading.readHead(sql, "")));
            } finally {
                scoped.end();
                sql.update("ROLLBACK");
            }
        });
    }

    @Override
    public Appended append(AppendUnit unit) {
        throw new ReadOnlyStoreException(whyNoWrite);
    }

    @Override
    public <T> T write(Function<Reading, T> work) {
        throw new ReadOnlyStoreException(whyNoWrite);
    }

    @Override
    public Hold hold() {
        throw new ReadOnlyStoreException(whyNoWrite);
    }

    /** Nothing is ever appended. */
    @Override
    public void onAppend(Runnable listener) {}

    @Override
    public void close() {
        closed = true;
    }
}
