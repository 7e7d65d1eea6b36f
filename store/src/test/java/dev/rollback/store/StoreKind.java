package dev.rollback.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollback.store.jdbc.PostgresLogin;
import dev.rollback.store.jdbc.PostgresStore;
import dev.rollback.store.jdbc.SqliteStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;

/** The databases that a test's store may be in. A test's folder names its store: a file in it, or a schema of its own. */
public enum StoreKind {
    SQLITE {
        @Override
        public String address(Path folder) {
            return folder.toString();
        }
    },
    POSTGRESQL {
        @Override
        public String address(Path folder) {
            UUID name =
                    UUID.nameUUIDFromBytes(folder.toAbsolutePath().toString().getBytes(UTF_8));
            return PostgresServer.shared().url("t_" + name.toString().replace("-", ""));
        }
    };

    /** As the command line names it. */
    private static final String FILE = "store.db";

    private static final PostgresLogin LOGIN = new PostgresLogin(null, null);

    /** What another process, or a person, opens the store by: the folder, or a URL. */
    public abstract String address(Path folder);

    /** The folder's store, made when missing. */
    public Store create(Path folder, StoreOptions options) {
        return createAt(address(folder), options);
    }

    public Store create(Path folder) {
        return create(folder, StoreOptions.of(InstantSource.system()));
    }

    public static Store createAt(String address, StoreOptions options) {
        return PostgresStore.knows(address)
                ? PostgresStore.create(address, LOGIN, options)
                : SqliteStore.create(Path.of(address, FILE), options);
    }

    public static Store openAt(String address, StoreOptions options) {
        return PostgresStore.knows(address)
                ? PostgresStore.open(address, LOGIN, options)
                : SqliteStore.open(Path.of(address, FILE), options);
    }

    /** The folder's store, for reading alone. */
    public Store look(Path folder, StoreOptions options) {
        String address = address(folder);
        return PostgresStore.knows(address)
                ? PostgresStore.look(address, LOGIN, options)
                : SqliteStore.look(Path.of(address, FILE), options);
    }
}
