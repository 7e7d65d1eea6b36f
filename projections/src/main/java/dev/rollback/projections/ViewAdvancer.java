package dev.rollback.projections;

import dev.rollback.api.Progress;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.store.ReadOnlyStoreException;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoredEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Brings views up to the log. Nobody owns a view: whoever needs it newer takes the store's write lock, hands it the
 * events it lacks, and commits its rows together with how far it has come. So an event is taken in once, whatever is
 * killed and however many threads and processes advance the same view. Safe for use by many threads; must not be called
 * inside a call of the store.
 */
public final class ViewAdvancer {
    private static final int BATCH = 1_000;

    private final Store store;
    private final Progress progress;
    private final Map<View, ViewHandlers> handlers = new ConcurrentHashMap<>();

    /** Costs nothing until a view is behind. */
    public ViewAdvancer(Store store) {
        this(store, Progress.NONE);
    }

    /** @param progress told, under the view's name, how many of the events it lacked a view has taken in */
    public ViewAdvancer(Store store, Progress progress) {
        this.store = store;
        this.progress = progress;
    }

    /**
     * After return the view has taken in every event up to {@code atLeast}, perhaps more. Takes no lock where it has
     * already; a long backlog is worked off in several transactions.
     *
     * @param atLeast a position of the store
     * @throws IllegalArgumentException when the store does not reach so far
     * @throws ReadOnlyStoreException when the view has not, and the store must not be written here
     */
    public void advance(View view, long atLeast) {
        advance(view, atLeast, () -> true);
    }

    private boolean advance(View view, long atLeast, BooleanSupplier goesOn) {
        long begin = store.read(reading -> ViewTokens.read(reading.sql(), view));
        long token = begin;
        while (token < atLeast && goesOn.getAsBoolean()) {
            token = advanceFrom(token, view, atLeast);
            progress.at(view.name(), Math.min(token, atLeast) - begin, atLeast - begin);
        }
        return token >= atLeast;
    }

    private long advanceFrom(long token, View view, long atLeast) {
        try {
            return store.write(reading -> advanceOnce(reading, view, atLeast));
        } catch (ReadOnlyStoreException e) {
            throw new ReadOnlyStoreException(
                    "view %s has taken in %d of %d events and cannot be brought up to date: %s"
                            .formatted(view.name(), token, atLeast, e.getMessage()),
                    Remedy.of(Action.OPEN_FOR_WRITING),
                    e);
        }
    }

    /** {@link #advance} to the store's head at the time of the call. */
    public void advanceToHead(View view) {
        advanceToHead(view, () -> true);
    }

    /** The same, given up between two transactions once it is not to go on; says whether the view has come so far. */
    boolean advanceToHead(View view, BooleanSupplier goesOn) {
        long atLeast = store.read(reading -> {
            long head = reading.head().position();
            return ViewTokens.read(reading.sql(), view) < head ? head : 0;
        });
        return advance(view, atLeast, goesOn);
    }

    private long advanceOnce(Reading reading, View view, long atLeast) {
        long token = ViewTokens.read(reading.sql(), view);
        if (token >= atLeast) {
            return token; // somebody else was faster
        }
        long last = takeIn(reading, view, token);
        if (last == token) {
            throw new IllegalArgumentException("the store ends at position %d, before %d".formatted(token, atLeast));
        }
        ViewTokens.write(reading.sql(), view, last);
        return last;
    }

    /**
     * What happened together is shown together: this never ends inside a unit of work. Only a page of events is in memory
     * at a time, however large they are.
     *
     * @return the position of the last event that was taken in
     */
    private long takeIn(Reading reading, View view, long after) {
        ViewHandlers.Batch batch = handlers(view).into(reading.sql());
        long head = reading.head().position();
        long last = after;
        long unit = 0;
        int taken = 0;
        while (last < head) {
            List<StoredEvent> page = reading.pageAfter(last);
            if (page.isEmpty()) {
                return last; // the log lacks what its head speaks of
            }
            for (StoredEvent event : page) {
                if (taken >= BATCH && event.unit() != unit) {
                    return last;
                }
                batch.handle(event);
                last = event.position();
                unit = event.unit();
                taken++;
            }
        }
        return last;
    }

    private ViewHandlers handlers(View view) {
        return handlers.computeIfAbsent(view, ViewHandlers::new);
    }
}
