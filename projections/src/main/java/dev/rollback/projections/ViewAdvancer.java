package dev.rollback.projections;

import dev.rollback.engine.audit.Progress;
import dev.rollback.engine.storage.ReadOnlyStoreException;
import dev.rollback.engine.storage.Reading;
import dev.rollback.engine.storage.Store;
import dev.rollback.engine.storage.StoredEvent;
import java.util.ArrayList;
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
    private static final int REST_OF_UNIT = 100;

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
                    "view %s has taken in %d of %d events and cannot be brought up to date: %s Let somebody who may write the store run 'co status' once; after that it can be read here."
                            .formatted(view.name(), token, atLeast, e.getMessage()),
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
        List<StoredEvent> events = wholeUnits(reading, token);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("the store ends at position %d, before %d".formatted(token, atLeast));
        }
        ViewHandlers.Batch batch = handlers(view).into(reading.sql());
        events.forEach(batch::handle);
        long last = last(events).position();
        ViewTokens.write(reading.sql(), view, last);
        return last;
    }

    /** What happened together is shown together: a batch never ends inside a unit of work. */
    private static List<StoredEvent> wholeUnits(Reading reading, long after) {
        List<StoredEvent> events = new ArrayList<>(reading.after(after, BATCH));
        int more = events.size() < BATCH ? 0 : REST_OF_UNIT;
        while (more == REST_OF_UNIT) {
            StoredEvent last = last(events);
            List<StoredEvent> rest = reading.after(last.position(), REST_OF_UNIT).stream()
                    .takeWhile(event -> event.unit() == last.unit())
                    .toList();
            events.addAll(rest);
            more = rest.size();
        }
        return events;
    }

    private ViewHandlers handlers(View view) {
        return handlers.computeIfAbsent(view, ViewHandlers::new);
    }

    private static StoredEvent last(List<StoredEvent> events) {
        return events.get(events.size() - 1);
    }
}
