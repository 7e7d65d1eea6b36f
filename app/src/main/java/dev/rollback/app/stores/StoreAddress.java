package dev.rollback.app.stores;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.jdbc.PostgresStore;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a store is: in a folder of this machine, or in a PostgreSQL database. */
public sealed interface StoreAddress {
    /** Two letters at least: one is a drive. */
    Pattern SCHEME = Pattern.compile("(?i)(jdbc:)?[a-z]{2,}:|[a-z][a-z0-9+.-]+://");

    /** Where a store is below a folder, if nobody says otherwise. */
    Path USUAL = Path.of(".taskmaster", "rollbacks");

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
        return new Folder(home.resolve(USUAL));
    }

    /** The folder of which a store is in the usual place. */
    static Path home(Folder usual) {
        Path home = usual.path().toAbsolutePath();
        for (int up = 0; up < USUAL.getNameCount() && home.getParent() != null; up++) {
            home = home.getParent();
        }
        return home;
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
