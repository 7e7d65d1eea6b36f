package dev.rollback.store;

import java.util.function.Function;

/** Another store, as it is: for those of which a test changes one call. */
public abstract class ForwardingStore implements Store {
    protected final Store store;

    protected ForwardingStore(Store store) {
        this.store = store;
    }

    @Override
    public Appended append(AppendUnit unit) {
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
