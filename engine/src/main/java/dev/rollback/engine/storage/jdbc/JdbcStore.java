package dev.rollback.engine.storage.jdbc;

import dev.rollback.engine.storage.AppendUnit;
import dev.rollback.engine.storage.Appended;
import dev.rollback.engine.storage.Reading;
import dev.rollback.engine.storage.Store;
import dev.rollback.engine.storage.StoreOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store over any database that has a {@link Dialect}. */
final class JdbcStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcStore.class);
    private static final int GROUP = 256;

    private final WriteQueue queue = new WriteQueue();
    private final GroupWriter writer;
    private final ReaderPool readers;
    private final Duration patience;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ThreadLocal<String> inside = new ThreadLocal<>();
    private volatile boolean closed;

    JdbcStore(Connections connections, Dialect dialect, StoreOptions options) {
        this.patience = options.patience();
        this.writer = new GroupWriter(connections, dialect, options);
        this.readers = new ReaderPool(connections, dialect, options.readers(), patience);
    }

    @Override
    public Appended append(AppendUnit unit) {
        enter("append");
        Appended where;
        try {
            Ticket ticket = Ticket.of(unit, patience);
            if (queue.awaitTurn(ticket)) {
                writeGroup(ticket);
            }
            where = ticket.outcome();
        } finally {
            inside.remove();
        }
        if (!unit.events().isEmpty()) {
            listeners.forEach(JdbcStore::tell);
        }
        return where;
    }

    private void writeGroup(Ticket own) {
        Behind behind = new Behind(queue);
        try {
            checkOpen();
            writer.append(own, behind::take);
        } finally {
            behind.taken.forEach(queue::finish);
            queue.passOn();
        }
    }

    @Override
    public <T> T read(Function<Reading, T> work) {
        enter("read");
        try {
            return readers.read(work);
        } finally {
            inside.remove();
        }
    }

    @Override
    public <T> T write(Function<Reading, T> work) {
        enter("write");
        try {
            Ticket ticket = Ticket.alone(patience);
            queue.awaitTurn(ticket);
            try {
                checkOpen();
                return writer.transaction(ticket, work);
            } finally {
                queue.passOn();
            }
        } finally {
            inside.remove();
        }
    }

    @Override
    public void onAppend(Runnable listener) {
        listeners.add(listener);
    }

    /** Waits for whoever is writing; who comes later is refused. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        queue.awaitTurn(Ticket.alone(patience));
        try {
            closed = true;
            readers.close();
            writer.close();
        } finally {
            queue.passOn();
        }
    }

    private void enter(String call) {
        String outer = inside.get();
        if (outer != null) {
            throw new IllegalStateException(
                    "%s inside %s: calls of one store must not be nested".formatted(call, outer));
        }
        checkOpen();
        inside.set(call);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    /** The unit is committed, whatever the listener does: its failure must not look like the unit's. */
    private static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("a listener of the store failed; what it was told about is committed", e);
        }
    }

    /** The units that one leader takes along. */
    private static final class Behind {
        private final WriteQueue queue;
        private final List<Ticket> taken = new ArrayList<>();

        Behind(WriteQueue queue) {
            this.queue = queue;
        }

        List<Ticket> take() {
            List<Ticket> more = queue.takeAlong(GROUP - taken.size());
            taken.addAll(more);
            return more;
        }
    }
}
