package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.api.audit.StoreDiagnosis.Finding;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.Optional;
import java.util.regex.Pattern;

/** What can be said of a store's file from outside: permissions, sizes, room, the file system. */
final class DiskChecks {
    private static final long KILO = 1024;
    private static final long MEGA = 1024 * KILO;
    private static final long NO_ROOM = 32 * KILO;
    private static final long LITTLE_ROOM = 64 * MEGA;
    private static final long LONG_LOG = 64 * MEGA;

    /** Where SQLite's locks or its shared memory do not work, or not reliably. */
    private static final Pattern SHARED = Pattern.compile(
            "(?i)nfs.*|cifs|smb.*|9p|afs|ceph|glusterfs|lustre|vboxsf|prl_fs|fuse\\.(sshfs|grpcfuse|osxfs|rclone|s3fs).*");

    private final SqliteFile file;

    DiskChecks(SqliteFile file) {
        this.file = file;
    }

    Finding file() {
        long log = file.lengthBeside("-wal");
        String found = "%s, %s%s"
                .formatted(
                        file.path(),
                        size(file.path().toFile().length()),
                        log == 0 ? "" : ", and %s in the log beside".formatted(size(log)));
        if (!file.isWritable()) {
            return Finding.warning(
                    "file",
                    found + "; can be read, not written",
                    "To write, see the permissions of the file, its folder and its file system.");
        } else if (log > LONG_LOG) {
            return Finding.warning(
                    "file",
                    found,
                    "It grows while somebody keeps reading at an old moment, and is moved into the file when the last one closes it.");
        }
        return Finding.ok("file", found);
    }

    Finding room() {
        long room = file.path().toFile().getUsableSpace();
        String found = size(room) + " free";
        if (room < NO_ROOM) {
            return Finding.problem(
                    "room",
                    RefusalCode.STORE_UNAVAILABLE,
                    "the disk is full",
                    "Make room; nothing that was acknowledged is lost.");
        }
        return room < LITTLE_ROOM
                ? Finding.warning("room", found, "Make room before it is full: then nothing can be written.")
                : Finding.ok("room", found);
    }

    Finding fileSystem() {
        try {
            FileStore store = Files.getFileStore(file.path());
            return SHARED.matcher(store.type()).matches()
                    ? Finding.warning(
                            "disk",
                            "%s, shared with other machines".formatted(store.type()),
                            "Put the store on a local disk: locks over a network may fail, and two writers then damage it.")
                    : Finding.ok("disk", store.type());
        } catch (IOException e) {
            return Finding.ok("disk", "unknown: " + Reasons.of(e));
        }
    }

    /** What only somebody who writes can finish, so that it cannot be looked into before. */
    Optional<Finding> leftOpen() {
        if (file.lengthBeside("-journal") > 0) {
            return Optional.of(unfinished("its making was cut off"));
        }
        boolean logAlone = file.lengthBeside("-wal") > 0 && !Files.exists(file.beside("-shm"));
        return logAlone
                ? Optional.of(unfinished("its last writer did not close it: %s wait in the log beside"
                        .formatted(size(file.lengthBeside("-wal")))))
                : Optional.empty();
    }

    private static Finding unfinished(String found) {
        return Finding.warning("closed", found, Remedy.of(Action.OPEN_FOR_WRITING));
    }

    private static String size(long bytes) {
        if (bytes >= 10 * KILO * MEGA) {
            return bytes / (KILO * MEGA) + " GB";
        }
        return bytes >= 10 * MEGA ? bytes / MEGA + " MB" : (bytes + KILO - 1) / KILO + " KB";
    }
}
