package dev.rollback.projections;

import dev.rollback.store.ForwardingStore;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A store whose next reads fail, as many as a test says. */
final class FlakyStore extends ForwardingStore {
    final AtomicInteger failures = new AtomicInteger();

    FlakyStore(Store store) {
        super(store);
    }

    @Override
    public <T> T read(Function<Reading, T> work) {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("this read fails");
        }
        return super.read(work);
    }
}
