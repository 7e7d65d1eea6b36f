package dev.rollback.app.stores;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.api.audit.StoreDiagnosis;
import dev.rollback.app.stores.StoreAddress.Database;
import dev.rollback.app.stores.StoreAddress.Folder;
import dev.rollback.projections.ProjectionsSchema;
import dev.rollback.store.Store;
import dev.rollback.store.StoreMonitor;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.jdbc.PostgresLogin;
import dev.rollback.store.jdbc.PostgresStore;
import dev.rollback.store.jdbc.SqliteDiagnosis;
import dev.rollback.store.jdbc.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Opens stores with the tables of the log, the index and the views: in one SQLite file, or in a PostgreSQL schema. */
public final class Stores {
    private static final String FILE = "store.db";
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private Stores() {}

    /**
     * Opens the store at {@code address}.
     *
     * @param environment where the login to a database is looked up
     * @throws RefusedException NOT_FOUND where there is none
     */
    public static Store open(StoreAddress address, Map<String, String> environment, InstantSource clock) {
        if (address instanceof Database database) {
            return PostgresStore.open(database.url(), PostgresLogin.of(environment), options(clock));
        }
        Path file = file(((Folder) address).path());
        refuseEmpty(file);
        return SqliteStore.open(file, options(clock));
    }

    /** Opens the store in a file of whatever name, which nobody else is to have open. */
    static Store openFile(Path file, InstantSource clock) {
        return SqliteStore.open(file, options(clock).withPatience(MOMENT));
    }

    /** Opens the store at {@code address}, made first where there is none. */
    public static Store create(StoreAddress address, Map<String, String> environment, InstantSource clock) {
        return create(address, environment, clock, StoreMonitor.NONE);
    }

    /** The same, with somebody who hears what the store's callers wait for and what is committed. */
    public static Store create(
            StoreAddress address, Map<String, String> environment, InstantSource clock, StoreMonitor monitor) {
        StoreOptions options = options(clock).withMonitor(monitor);
        return address instanceof Database database
                ? PostgresStore.create(database.url(), PostgresLogin.of(environment), options)
                : SqliteStore.create(file(((Folder) address).path()), options);
    }

    /**
     * Opens the store at {@code address} to read it alone, as it is: nothing is made or brought up to date, nobody is
     * waited for for long.
     */
    public static Store look(StoreAddress address, Map<String, String> environment, InstantSource clock) {
        StoreOptions options = options(clock).withPatience(MOMENT);
        return address instanceof Database database
                ? PostgresStore.look(database.url(), PostgresLogin.of(environment), options)
                : SqliteStore.look(file(((Folder) address).path()), options);
    }

    /** What state the store at {@code address} is in, also where it cannot be opened. Changes nothing. */
    public static StoreDiagnosis diagnose(StoreAddress address, Map<String, String> environment, InstantSource clock) {
        return address instanceof Database database
                ? PostgresStore.diagnose(database.url(), PostgresLogin.of(environment), options(clock))
                : SqliteDiagnosis.of(file(((Folder) address).path()), options(clock));
    }

    /** Whether there is a store at {@code address}, in whatever state. */
    public static boolean exists(StoreAddress address, Map<String, String> environment, InstantSource clock) {
        if (address instanceof Folder folder) {
            return Files.exists(file(folder.path()));
        }
        try {
            open(address, environment, clock).close();
            return true;
        } catch (RefusedException e) {
            if (e.code() == RefusalCode.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    // To make a store of it here would show an empty one in place of one that was cut off.
    private static void refuseEmpty(Path file) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) == 0) {
                throw new RefusedException(
                        RefusalCode.CORRUPT,
                        "%s is empty: a store that was never finished, or was cut off. Restore a copy, or make a new one."
                                .formatted(file),
                        Remedy.of(Action.CREATE_STORE));
            }
        } catch (IOException e) {
            throw new RefusedException(
                    RefusalCode.STORE_UNAVAILABLE, "%s cannot be looked at: %s".formatted(file, e), e);
        }
    }

    /** The nearest store upwards that is in a folder of the usual name. */
    public static Optional<StoreAddress> nearest(Path from) {
        for (Path folder = from.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Folder usual = StoreAddress.usual(folder);
            if (Files.exists(file(usual.path()))) {
                return Optional.of(usual);
            }
        }
        return Optional.empty();
    }

    public static Path file(Path directory) {
        return directory.resolve(FILE);
    }

    private static StoreOptions options(InstantSource clock) {
        return StoreOptions.of(clock).withTables(ProjectionsSchema.SCRIPTS).withDamage(EventCodec::damage);
    }
}
