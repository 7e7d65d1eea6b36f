package dev.rollback.app;

import dev.rollback.engine.storage.Store;
import dev.rollback.engine.storage.StoreOptions;
import dev.rollback.engine.storage.jdbc.SqliteStore;
import dev.rollback.projections.ProjectionsSchema;
import java.nio.file.Path;
import java.time.InstantSource;

/** Opens a store's folder: one SQLite file with the log, the index and the views. */
public final class Stores {
    private static final String FILE = "store.db";

    private Stores() {}

    /** Opens the store in {@code directory}; NOT_FOUND where there is none. */
    public static Store open(Path directory, InstantSource clock) {
        return SqliteStore.open(file(directory), options(clock));
    }

    /** Opens the store in {@code directory}, made first where there is none. */
    public static Store create(Path directory, InstantSource clock) {
        return SqliteStore.create(file(directory), options(clock));
    }

    public static Path file(Path directory) {
        return directory.resolve(FILE);
    }

    private static StoreOptions options(InstantSource clock) {
        return StoreOptions.of(clock).withTables(ProjectionsSchema.SCRIPTS);
    }
}
