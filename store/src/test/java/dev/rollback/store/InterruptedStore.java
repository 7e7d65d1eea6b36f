package dev.rollback.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The same store, in which something can be made to happen between the planning of a unit and its lock. */
public final class InterruptedStore extends ForwardingStore {
    private final Deque<Interruption> between = new ArrayDeque<>();

    private record Interruption(String event, Runnable action) {}

    public InterruptedStore(Store store) {
        super(store);
    }

    /** Before the next rollback is written; a second one before the one after it, or before its next try. */
    public void beforeTheNextRollback(Runnable action) {
        beforeTheNext("rollback.RollbackRequested", action);
    }

    /** The same of a unit with such an event. */
    public void beforeTheNext(String event, Runnable action) {
        between.add(new Interruption(event, action));
    }

    @Override
    public Appended append(AppendUnit unit) {
        Interruption next = between.peek();
        if (next != null
                && unit.events().stream().anyMatch(event -> event.name().equals(next.event()))) {
            between.remove();
            elsewhere(next.action());
        }
        return super.append(unit);
    }

    /** In a thread of its own: this one is in the middle of a unit of work. */
    private static void elsewhere(Runnable action) {
        try {
            CompletableFuture.runAsync(action).get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
