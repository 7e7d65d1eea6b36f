package dev.rollback.engine.unit;

import dev.rollback.store.Store;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * How often others were faster than a decision. Whoever was overtaken so often decides with the lock in hand: what never
 * rests gets its turn too.
 *
 * @param <K> tells what is tried again from what is tried by others
 */
public final class Overtaken<K> {
    private static final int MOST = 3;

    private final Store store;
    private final Map<K, Integer> times = new ConcurrentHashMap<>();

    public Overtaken(Store store) {
        this.store = store;
    }

    /** Takes the store's lock to the end of the current unit of work where it is time to; says whether it did. */
    public boolean holdsWhereDue(K key) {
        if (times.getOrDefault(key, 0) < MOST) {
            return false;
        }
        Store.Hold hold = store.hold();
        CurrentUnitOfWork.get().onCleanup(work -> hold.close());
        return true;
    }

    /** Whether nobody was faster yet. */
    public boolean isFirstTry(K key) {
        return !times.containsKey(key);
    }

    public void again(K key) {
        times.merge(key, 1, Integer::sum);
    }

    public void forget(K key) {
        times.remove(key);
    }
}
