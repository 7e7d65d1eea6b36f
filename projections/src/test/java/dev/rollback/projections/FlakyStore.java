package dev.rollback.projections;

import dev.rollback.engine.storage.AppendUnit;
import dev.rollback.engine.storage.Appended;
import dev.rollback.engine.storage.Reading;
import dev.rollback.engine.storage.Store;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A store whose next reads fail, as many as a test says. */
final class FlakyStore implements Store {
    final AtomicInteger failures = new AtomicInteger();
    private final Store store;

    FlakyStore(Store store) {
        this.store = store;
    }

    @Override
    public Appended append(AppendUnit unit) {
        return store.append(unit);
    }

    @Override
    public <T> T read(Function<Reading, T> work) {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("this read fails");
        }
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
