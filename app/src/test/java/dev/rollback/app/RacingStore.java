package dev.rollback.app;

import dev.rollback.store.AppendUnit;
import dev.rollback.store.Appended;
import dev.rollback.store.ForwardingStore;
import dev.rollback.store.Store;
import dev.rollback.store.StreamConflictException;
import java.util.concurrent.atomic.AtomicInteger;

/** A store in which somebody else can be made to be faster. */
public final class RacingStore extends ForwardingStore {
    private final AtomicInteger lost = new AtomicInteger();

    public RacingStore(Store store) {
        super(store);
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
        return super.append(unit);
    }
}
