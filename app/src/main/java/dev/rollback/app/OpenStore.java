package dev.rollback.app;

import dev.rollback.api.Progress;
import dev.rollback.api.RefusedException;
import dev.rollback.app.reader.ReaderOptions;
import dev.rollback.app.reader.StoreReader;
import dev.rollback.app.stores.Backup;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.store.Store;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store that is open for reading, and for writing once an engine is started on it: so that a program which mostly shows
 * what there is need not start one. For one thread.
 */
public final class OpenStore implements AutoCloseable {
    private final StoreAddress address;
    private final Store store;
    private final InstantSource clock;
    private @Nullable RollbackEngine engine;

    private OpenStore(StoreAddress address, Store store, InstantSource clock) {
        this.address = address;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Opens the store at {@code address}.
     *
     * @param environment where the login to a database is looked up
     * @throws RefusedException NOT_FOUND where there is none
     */
    public static OpenStore at(StoreAddress address, Map<String, String> environment, InstantSource clock) {
        return new OpenStore(address, Stores.open(address, environment, clock), clock);
    }

    /** The same, and the store is made first where there is none. */
    public static OpenStore create(StoreAddress address, Map<String, String> environment, InstantSource clock) {
        return new OpenStore(address, Stores.create(address, environment, clock), clock);
    }

    /**
     * What is shown of the store.
     *
     * @param views told how far a view has come that an answer waits for
     */
    public StoreReader reader(ReaderOptions options, Progress views) {
        return new StoreReader(store, options, views);
    }

    /**
     * The engine on this store, started by the first call; later ones return the same, whatever they are given. It is closed
     * with the store.
     *
     * @param progress told, in any thread, how far work has come that may take long
     */
    public RollbackEngine engine(EngineOptions options, Progress progress) {
        if (engine == null) {
            engine = RollbackEngine.on(store, options, progress);
        }
        return engine;
    }

    /** Writes copies of the store. */
    public Backup backup() {
        return new Backup(store, address, clock);
    }

    /** Whether the store can be written now; waits for another writer as a write would. */
    public boolean isWritable() {
        try {
            return store.write(reading -> true);
        } catch (RefusedException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (engine == null) {
            store.close();
        } else {
            engine.close();
        }
    }
}
