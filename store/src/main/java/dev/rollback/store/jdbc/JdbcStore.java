package dev.rollback.store.jdbc;

import dev.rollback.store.AppendUnit;
import dev.rollback.store.Appended;
import dev.rollback.store.LoggedFailure;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoreBusyException;
import dev.rollback.store.StoreMonitor;
import dev.rollback.store.StoreMonitor.Wait;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.jdbc.GroupWriter.Locked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
    private final StoreMonitor monitor;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ThreadLocal<String> inside = new ThreadLocal<>();
    private volatile @Nullable Held held;
    private volatile boolean closed;

    JdbcStore(Connections connections, Dialect dialect, StoreOptions options) {
        this.patience = options.patience();
        this.monitor = GuardedMonitor.of(options.monitor());
        this.writer = new GroupWriter(connections, dialect, options, monitor);
        this.readers = new ReaderPool(connections, dialect, options, monitor);
    }

    /** With a connection that is open already. */
    JdbcStore withReader(JdbcSql open) {
        readers.adopt(open);
        return this;
    }

    @Override
    public Appended append(AppendUnit unit) {
        Appended where = inside("append", () -> {
            Ticket ticket = Ticket.of(unit, patience);
            Locked own = ownLock();
            if (own != null) {
                writeHeld(own, ticket);
            } else if (awaitTurn(ticket)) {
                writeGroup(ticket);
            }
            return ticket.outcome();
        });
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

    private void writeHeld(Locked own, Ticket ticket) {
        try {
            writer.append(own, ticket);
        } finally {
            letGo();
        }
    }

    private void letGo() {
        held = null;
        queue.passOn();
    }

    /** The lock that this thread holds over several calls. */
    private @Nullable Locked ownLock() {
        Held now = held;
        return now != null && now.thread() == Thread.currentThread() ? now.locked() : null;
    }

    @Override
    public <T> T read(Function<Reading, T> work) {
        return inside("read", () -> {
            Locked own = ownLock();
            return own != null ? writer.read(own, work) : readers.read(work);
        });
    }

    @Override
    public Hold hold() {
        return inside("hold", () -> {
            requireNotHeld("hold");
            Ticket ticket = Ticket.alone(patience);
            awaitTurn(ticket);
            try {
                checkOpen();
                held = new Held(Thread.currentThread(), writer.begin(ticket));
            } catch (RuntimeException | Error e) {
                queue.passOn();
                throw e;
            }
            return this::endHold;
        });
    }

    private void endHold() {
        if (ownLock() != null) {
            writer.rollBack();
            letGo();
        }
    }

    private void requireNotHeld(String call) {
        if (ownLock() != null) {
            throw new IllegalStateException("%s inside hold: append a unit, or let go first".formatted(call));
        }
    }

    @Override
    public <T> T write(Function<Reading, T> work) {
        return inside("write", () -> {
            requireNotHeld("write");
            Ticket ticket = Ticket.alone(patience);
            awaitTurn(ticket);
            try {
                checkOpen();
                return writer.transaction(ticket, work);
            } finally {
                queue.passOn();
            }
        });
    }

    private boolean awaitTurn(Ticket ticket) {
        try {
            return queue.awaitTurn(ticket);
        } finally {
            monitor.waited(Wait.TURN, ticket.waited());
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
        endHold();
        queue.awaitTurn(Ticket.alone(patience));
        try {
            closed = true;
            readers.close();
            writer.close();
        } finally {
            queue.passOn();
        }
    }

    private <T> T inside(String call, Supplier<T> work) {
        enter(call);
        try {
            return work.get();
        } catch (StoreBusyException e) {
            monitor.refusedAsBusy(e.waitedFor());
            throw e;
        } finally {
            inside.remove();
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
            LOG.warn("a listener of the store failed; what it was told about is committed", LoggedFailure.of(e));
        }
    }

    /** Who has the turn over several calls. */
    private record Held(Thread thread, Locked locked) {}

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
