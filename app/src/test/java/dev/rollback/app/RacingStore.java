package dev.rollback.app;

import dev.rollback.engine.storage.AppendUnit;
import dev.rollback.engine.storage.Appended;
import dev.rollback.engine.storage.Reading;
import dev.rollback.engine.storage.Store;
import dev.rollback.engine.storage.StreamConflictException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A store in which somebody else can be made to be faster. */
public final class RacingStore implements Store {
    private final Store store;
    private final AtomicInteger lost = new AtomicInteger();

    public RacingStore(Store store) {
        this.store = store;
    }

    /** So many units with events, from the next on, find their stream moved. */
    public void loseRaces(int times) {
        lost.set(times);
    }

    @Override
    public Appended append(AppendUnit unit) {
        if (!unit.events().isEmpty() && lost.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new StreamConflictException(unit.events().get(0).stream(), 0, 1);
        }
        return store.append(unit);
    }

    @Override
    public <T> T read(Function<Reading, T> work) {
        return store.read(work);
    }

    @Override
    public <T> T write(Function<Reading, T> work) {
        return store.write(work);
    }

    @Override
    public Hold hold() {
        return store.hold();
    }

    @Override
    public void onAppend(Runnable listener) {
        store.onAppend(listener);
    }

    @Override
    public void close() {
        store.close();
    }
}
