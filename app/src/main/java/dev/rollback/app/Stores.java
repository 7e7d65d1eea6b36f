package dev.rollback.app;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.engine.storage.Store;
import dev.rollback.engine.storage.StoreOptions;
import dev.rollback.engine.storage.jdbc.SqliteStore;
import dev.rollback.projections.ProjectionsSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** Opens a store's folder: one SQLite file with the log, the index and the views. */
public final class Stores {
    private static final String FILE = "store.db";

    private Stores() {}

    /** Opens the store in {@code directory}; NOT_FOUND where there is none. */
    public static Store open(Path directory, InstantSource clock) {
        refuseEmpty(file(directory));
        return SqliteStore.open(file(directory), options(clock));
    }

    /** Opens the store in {@code directory}, made first where there is none. */
    public static Store create(Path directory, InstantSource clock) {
        return SqliteStore.create(file(directory), options(clock));
    }

    // To make a store of it here would show an empty one in place of one that was cut off.
    private static void refuseEmpty(Path file) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) == 0) {
                throw new RefusedException(
                        RefusalCode.CORRUPT,
                        "%s is empty: a store that was never finished, or was cut off. Restore a copy, or make a new one with 'co init'."
                                .formatted(file));
            }
        } catch (IOException e) {
            throw new RefusedException(
                    RefusalCode.STORE_UNAVAILABLE, "%s cannot be looked at: %s".formatted(file, e), e);
        }
    }

    /** The nearest folder upwards in which there is a store under the usual name. */
    static Optional<Path> nearest(Path from) {
        for (Path folder = from.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path usual = folder.resolve(Setting.STORE.standard());
            if (Files.exists(file(usual))) {
                return Optional.of(usual);
            }
        }
        return Optional.empty();
    }

    public static Path file(Path directory) {
        return directory.resolve(FILE);
    }

    private static StoreOptions options(InstantSource clock) {
        return StoreOptions.of(clock).withTables(ProjectionsSchema.SCRIPTS);
    }
}
