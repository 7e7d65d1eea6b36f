package dev.rollback.app;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.engine.storage.jdbc.PostgresStore;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a store is: in a folder of this machine, or in a PostgreSQL database. */
public sealed interface StoreAddress {
    /** Two letters at least: one is a drive. */
    Pattern SCHEME = Pattern.compile("(?i)(jdbc:)?[a-z]{2,}:|[a-z][a-z0-9+.-]+://");

    /** A folder with one SQLite file. */
    record Folder(Path path) implements StoreAddress {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** A database by its URL, {@code jdbc:postgresql://HOST:PORT/DATABASE?currentSchema=NAME}, never with a password. */
    record Database(String url) implements StoreAddress {
        @Override
        public String toString() {
            return url;
        }
    }

    /** The folder {@code .taskmaster/rollbacks} in a folder. */
    static Folder usual(Path home) {
        return new Folder(home.resolve(Path.of(".taskmaster", "rollbacks")));
    }

    /**
     * Reads an address as a person writes it: a JDBC URL, else a folder.
     *
     * @param home where a relative folder begins
     * @throws RefusedException INVALID_INPUT for a URL of another database, or one with a password
     */
    static StoreAddress of(String text, Path home) {
        if (PostgresStore.knows(text)) {
            return new Database(PostgresStore.checked(text));
        }
        Matcher scheme = SCHEME.matcher(text);
        if (scheme.lookingAt()) {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT,
                    "a store is in a folder or at jdbc:postgresql://HOST:PORT/DATABASE, not at %s…"
                            .formatted(scheme.group()));
        }
        return new Folder(home.resolve(text).normalize());
    }
}
