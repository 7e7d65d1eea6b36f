package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file before a store is opened on it: made with narrow permissions, or looked at without a trace.
 *
 * <p>It is never opened but through SQLite. A process that closes a file loses all its locks on that file, also those of
 * another store that it has open there; SQLite keeps account of that, Java does not.
 */
final class SqliteFile {
    /** "RBEN", as the first script sets it. */
    static final int APPLICATION_ID = 0x5242454E;

    /** https://www.sqlite.org/fileformat.html#the_database_header */
    private static final int HEADER = 100;

    private static final List<String> BESIDE = List.of("-wal", "-shm", "-journal");
    private static final Object MAKING = new Object();

    private final Path path;

    SqliteFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    Path path() {
        return path;
    }

    /**
     * Makes the file (0600) and its folder (0700) where they are missing; folders above it are made as usual and
     * existing ones are left as they are. SQLite gives the files beside it the same permissions.
     */
    void makeIfMissing() {
        try {
            Path folder = path.getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                makeFolder(folder);
            }
            // one at a time: nobody here opens it before whoever makes it has closed it
            synchronized (MAKING) {
                Files.createFile(path, permissions("rw-------"));
            }
        } catch (FileAlreadyExistsException e) {
            // another process, or an earlier one: what it is, check() finds out
            return;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void makeFolder(Path folder) throws IOException {
        Path above = folder.getParent();
        if (above != null) {
            Files.createDirectories(above);
        }
        Files.createDirectories(folder, permissions("rwx------"));
    }

    private FileAttribute<?>[] permissions(String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Refuses what is no store of ours, without writing a byte. An empty file is a store that was not begun yet. */
    void check() {
        if (!Files.exists(path)) {
            throw new RefusedException(
                    RefusalCode.NOT_FOUND, "there is no store at %s. Create one, or name another.".formatted(path));
        }
        if (!Files.isRegularFile(path)) {
            throw new RefusedException(RefusalCode.INVALID_INPUT, path + " is no file. Name the store's file.");
        }
        refuseLinksBeside();
        if (!isEmpty()) {
            refuseOther(applicationId());
        }
    }

    /** Asked again inside the transaction that makes tables: the file may not be the one that was checked. */
    void refuseOther(int applicationId) {
        if (applicationId != APPLICATION_ID) {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT,
                    "%s is a SQLite database of another program (application id %d). It was not touched; name another file."
                            .formatted(path, applicationId));
        }
    }

    /** SQLite makes no links, and writes through those that it finds: into a file that is no store. */
    private void refuseLinksBeside() {
        for (String ending : BESIDE) {
            Path beside = beside(ending);
            if (Files.isSymbolicLink(beside)) {
                throw new RefusedException(
                        RefusalCode.INVALID_INPUT,
                        "%s is a symbolic link, and SQLite would write to where it leads. Nothing was opened; remove the link."
                                .formatted(beside));
            }
        }
    }

    /** True where a store could be written; the files beside it must be makeable, or be there. */
    boolean isWritable() {
        Path folder = beside("").getParent();
        boolean makeable = folder == null || Files.isWritable(folder);
        boolean there = Files.isWritable(beside("-wal")) && Files.isWritable(beside("-shm"));
        return Files.isWritable(path) && (makeable || there);
    }

    /** 0 where there is no such file. */
    long lengthBeside(String ending) {
        return beside(ending).toFile().length();
    }

    /** One of SQLite's own files: {@code -wal}, {@code -shm}, {@code -journal}. */
    Path beside(String ending) {
        return beside(path, ending);
    }

    /** The same of any file. SQLite follows links to it, and keeps its own files where they lead. */
    static Path beside(Path file, String ending) {
        Path real;
        try {
            real = file.toRealPath();
        } catch (IOException e) {
            real = file.toAbsolutePath(); // there is none yet, or none that can be seen
        }
        return real.resolveSibling(real.getFileName() + ending);
    }

    /** True where no store was begun yet: nothing in the file. */
    boolean isEmpty() {
        return size() == 0;
    }

    private long size() {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private int applicationId() {
        if (size() < HEADER) {
            throw noDatabase(null);
        }
        SqliteDialect dialect = new SqliteDialect(path);
        try (JdbcSql sql = new JdbcSql(SqliteConnections.withoutTrace(path), dialect)) {
            // else a file that waits for the rest of its pages, which are in the log beside, would count as damaged
            sql.update("PRAGMA writable_schema = ON");
            return sql.first("PRAGMA application_id", row -> row.getInt(1)).orElse(0);
        } catch (SQLException e) {
            throw notOurs(dialect.refusal(e));
        } catch (RefusedException e) {
            throw notOurs(e);
        }
    }

    private RuntimeException notOurs(RuntimeException e) {
        return e instanceof RefusedException refused && refused.code() == RefusalCode.CORRUPT ? noDatabase(e) : e;
    }

    private RefusedException noDatabase(@Nullable RuntimeException why) {
        return new RefusedException(
                RefusalCode.CORRUPT,
                "%s is no SQLite database: damaged, or another kind of file. It was not touched.".formatted(path),
                why);
    }

    private RefusedException unreadable(IOException e) {
        return new RefusedException(
                RefusalCode.STORE_UNAVAILABLE,
                "the store %s cannot be read or made: %s. See the permissions of its folder, or name another."
                        .formatted(path, Reasons.of(e)),
                e);
    }
}
