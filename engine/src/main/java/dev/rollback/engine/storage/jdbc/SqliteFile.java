package dev.rollback.engine.storage.jdbc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/** The file before SQLite touches it: made with narrow permissions, or looked at byte by byte. */
final class SqliteFile {
    /** "RBEN", as the first script sets it. */
    static final int APPLICATION_ID = 0x5242454E;

    /** The header's layout is SQLite's: https://www.sqlite.org/fileformat.html#the_database_header */
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(US_ASCII);

    private static final int HEADER = 100;
    private static final int APPLICATION_ID_AT = 68;

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
            Files.createFile(path, permissions("rw-------"));
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
        byte[] header = header();
        if (header.length > 0) {
            checkHeader(header);
        }
    }

    /** True where no store was begun yet: nothing in the file. */
    boolean isEmpty() {
        return header().length == 0;
    }

    private void checkHeader(byte[] header) {
        if (header.length < HEADER || !Arrays.equals(MAGIC, Arrays.copyOf(header, MAGIC.length))) {
            throw new RefusedException(
                    RefusalCode.CORRUPT,
                    "%s is no SQLite database: damaged, or another kind of file. It was not touched.".formatted(path));
        }
        int application = ByteBuffer.wrap(header).getInt(APPLICATION_ID_AT);
        if (application != APPLICATION_ID) {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT,
                    "%s is a SQLite database of another program (application id %d). It was not touched; name another file."
                            .formatted(path, application));
        }
    }

    private byte[] header() {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(HEADER);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private RefusedException unreadable(IOException e) {
        return new RefusedException(
                RefusalCode.STORE_UNAVAILABLE, "the store %s cannot be read or made: %s.".formatted(path, e), e);
    }
}
