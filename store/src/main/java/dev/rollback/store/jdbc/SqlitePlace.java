package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether an open file, and the log beside it, are still what lies at the path. SQLite writes on into a file that was
 * deleted, and says nothing. A file's identity is not given to another one as long as somebody has it open. Where the
 * system knows no identity (Windows), it does not let open files be deleted either.
 */
final class SqlitePlace {
    private final Path file;
    private final Path log;
    private volatile @Nullable Object identity;
    private volatile @Nullable Object logIdentity;
    private volatile boolean gone;

    SqlitePlace(Path file) {
        this.file = file;
        this.log = SqliteFile.beside(file, "-wal");
    }

    /** Of the file as it is now; null where there is none. */
    @Nullable
    Object look() {
        return identity(file);
    }

    /** Whether what was opened before is no longer there; nothing is opened in its place. */
    boolean isGone() {
        return gone || (identity != null && !Objects.equals(identity, look()));
    }

    /** A connection was opened between {@code before} and now. */
    void opened(@Nullable Object before) {
        Object now = look();
        Object first = identity;
        if (gone || !Objects.equals(before, now) || (first != null && !first.equals(now))) {
            throw moved();
        }
        identity = now;
    }

    /** The next transaction has the log that is there then. */
    void forgetLog() {
        logIdentity = null;
    }

    /** Inside a transaction, or after its end on the same connection. */
    void require() {
        if (identity == null) {
            return;
        }
        Object now = identity(log);
        if (logIdentity == null) {
            logIdentity = now;
        }
        if (isGone() || now == null || !now.equals(logIdentity)) {
            throw moved();
        }
    }

    RefusedException moved() {
        gone = true;
        return new RefusedException(
                RefusalCode.STORE_UNAVAILABLE,
                "the store %s was deleted or replaced while it was in use. Nothing of this is in the store that is there now, if there is one; look, then open it again."
                        .formatted(file));
    }

    private static @Nullable Object identity(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }
}
