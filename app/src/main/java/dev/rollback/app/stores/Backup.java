package dev.rollback.app.stores;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.app.files.PrivateFiles;
import dev.rollback.app.stores.StoreAddress.Folder;
import dev.rollback.projections.ReadModel;
import dev.rollback.store.Store;
import dev.rollback.store.copy.StoreCopy;
import dev.rollback.store.copy.StoreCopy.Copied;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** Copies a whole store into one file, whole or not at all. */
public final class Backup {
    private static final List<String> BESIDE = List.of("-wal", "-shm", "-journal");

    private final Store store;
    private final StoreAddress address;
    private final InstantSource clock;

    /** @param address where the store is, so that no copy is put into it */
    public Backup(Store store, StoreAddress address, InstantSource clock) {
        this.store = store;
        this.address = address;
        this.clock = clock;
    }

    /**
     * Writes the copy beside its place and moves it there when it is complete: whoever is killed meanwhile leaves a file whose
     * name begins with {@code .co-}, and nothing else.
     *
     * @param replace whether a file that is there already is to go
     * @throws RefusedException CONFLICT where the file is there and is to stay, INVALID_INPUT where it cannot be or is in the store's
     *     own folder, STORE_UNAVAILABLE; nothing is there then that was not there before
     */
    public BackupView write(Path file, boolean replace) {
        Path target = place(file, replace);
        Path fresh = target.resolveSibling(".co-%s.new".formatted(UUID.randomUUID()));
        try {
            Copied copied = StoreCopy.write(store, fresh, clock);
            makeViews(fresh);
            long bytes = finish(fresh, target);
            return new BackupView(
                    file.toAbsolutePath(), copied.madeAt(), copied.head().position(), bytes);
        } catch (IOException e) {
            throw new RefusedException(
                    RefusalCode.STORE_UNAVAILABLE,
                    "the backup %s could not be written (%s); nothing was. See its folder.".formatted(file, e),
                    e);
        } finally {
            StoreCopy.delete(fresh);
        }
    }

    /** So that the copy can be read where nobody may write it, and reading it changes nothing. */
    private void makeViews(Path fresh) {
        try (Store copy = Stores.openFile(fresh, clock)) {
            new ReadModel(copy).advance();
        }
    }

    private static long finish(Path fresh, Path target) throws IOException {
        if (!isClosed(fresh)) {
            throw new IOException("its own log is still open");
        }
        sync(fresh, StandardOpenOption.WRITE);
        long bytes = Files.size(fresh);
        PrivateFiles.keepMode(target, fresh);
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            sync(target.resolveSibling(""), StandardOpenOption.READ);
        }
        return bytes;
    }

    private static void sync(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    /** Where the file is to be, through links; refused where it cannot be. */
    private Path place(Path file, boolean replace) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw invalid("there is no folder %s for the backup. Make it first, or name another.".formatted(folder));
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw invalid("%s is no file. Name one for the backup.".formatted(file));
        }
        try {
            Path target =
                    Files.exists(file) ? file.toRealPath() : folder.toRealPath().resolve(file.getFileName());
            refuseOwnFolder(target);
            if (Files.exists(target) && !replace) {
                throw new RefusedException(
                        RefusalCode.CONFLICT,
                        "%s is there already. Name a new file.".formatted(file),
                        Remedy.of(Action.REPLACE_FILE));
            }
            refuseInUse(target);
            return target;
        } catch (IOException e) {
            throw invalid("%s cannot be looked at: %s. Name another file.".formatted(file, e));
        }
    }

    private void refuseOwnFolder(Path target) throws IOException {
        if (address instanceof Folder own
                && target.resolveSibling("").equals(own.path().toRealPath())) {
            throw invalid("%s is in the store's own folder, and would be lost with it. Name a file elsewhere."
                    .formatted(target));
        }
    }

    /** SQLite would take what stands beside another file for the log of this one. */
    private void refuseInUse(Path target) {
        if (isClosed(target)) {
            return;
        }
        closeLeftOpen(target);
        if (!isClosed(target)) {
            throw conflict(
                    "%s is a store that somebody has open, or did not close: see what stands beside it. Name another file."
                            .formatted(target));
        }
    }

    /** Who only reads a store leaves files beside it; the last one who might have written takes them away. */
    private void closeLeftOpen(Path target) {
        try (Store old = Stores.openFile(target, clock)) {
            old.hold().close();
        } catch (RefusedException e) {
            throw new RefusedException(
                    RefusalCode.CONFLICT,
                    "%s cannot be replaced: %s".formatted(target, e.getMessage()),
                    e.remedy().orElse(null),
                    e);
        }
    }

    private static boolean isClosed(Path file) {
        return BESIDE.stream().noneMatch(ending -> Files.exists(beside(file, ending)));
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private static RefusedException invalid(String message) {
        return new RefusedException(RefusalCode.INVALID_INPUT, message);
    }

    private static RefusedException conflict(String message) {
        return new RefusedException(RefusalCode.CONFLICT, message);
    }
}
