package dev.rollback.cli.command;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.app.files.PrivateFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Writes a whole file or leaves it as it was: whoever reads it meanwhile sees the old one or the new one. What is written
 * takes the file's place with {@link #finish}; closed without that, nothing has happened. A new file is for its owner
 * alone, as the store is; one that was there keeps its permissions.
 */
public final class AtomicFile extends OutputStream {
    private final Path file;
    private Path target;
    private @Nullable Path fresh;
    private @Nullable FileChannel channel;
    private @Nullable OutputStream out;

    public AtomicFile(Path file) {
        this.file = file;
        this.target = file;
    }

    public static void write(Path file, byte[] bytes) {
        write(file, bytes, () -> {});
    }

    /** @param before asked right before the file is the new one: what it throws leaves it as it was */
    public static void write(Path file, byte[] bytes, Runnable before) {
        try (AtomicFile whole = new AtomicFile(file)) {
            whole.write(bytes, 0, bytes.length);
            whole.sync();
            before.run();
            whole.finish();
        }
    }

    /** Asked before something is done whose answer the file is to hold; writes nothing. */
    public void requirePlace() {
        try {
            if (Files.isDirectory(file)) {
                throw new IOException("it is a folder");
            }
            Path folder = file.toAbsolutePath().getParent();
            while (folder != null && !Files.exists(folder)) {
                folder = folder.getParent();
            }
            boolean place = folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
            if (!place && !Files.exists(file)) {
                throw new IOException("there is no place for it");
            }
        } catch (IOException e) {
            throw new RefusedException(RefusalCode.INVALID_INPUT, cannot(e), e);
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        attempt(() -> out().write(bytes, offset, length));
    }

    private void sync() {
        attempt(() -> {
            out().flush();
            if (channel != null) {
                channel.force(true);
            }
        });
    }

    /** From now on the file is the new one. */
    public void finish() {
        sync();
        attempt(() -> {
            if (channel != null && fresh != null) {
                channel.close();
                PrivateFiles.keepMode(target, fresh);
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                fresh = null;
            }
        });
    }

    @Override
    public void close() {
        attempt(() -> {
            if (out != null) {
                out.close();
            }
            if (fresh != null) {
                Files.deleteIfExists(fresh);
            }
        });
    }

    /** Opened as late as possible: what is refused before the first byte leaves no trace at all. */
    private OutputStream out() throws IOException {
        if (out == null) {
            // through links, which stay; a device or a pipe has no name to take over
            target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            out = Files.exists(target) && !Files.isRegularFile(target)
                    ? Files.newOutputStream(target)
                    : Channels.newOutputStream(beside(target));
        }
        return out;
    }

    private FileChannel beside(Path named) throws IOException {
        Path folder = named.getParent();
        Files.createDirectories(folder);
        Path made = Files.createTempFile(folder, ".co-", ".new");
        fresh = made;
        FileChannel opened = FileChannel.open(made, StandardOpenOption.WRITE);
        channel = opened;
        return opened;
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return reason == null ? e.toString() : reason;
    }

    private void attempt(Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(cannot(e), e);
        }
    }

    private String cannot(IOException e) {
        return "%s cannot be written: %s. What was there is untouched.".formatted(file, reason(e));
    }
}
