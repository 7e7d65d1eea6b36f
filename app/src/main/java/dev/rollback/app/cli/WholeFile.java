package dev.rollback.app.cli;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes a whole file or leaves it as it was: whoever reads it meanwhile sees the old one or the new one. */
final class WholeFile {
    private static final Set<PosixFilePermission> OF_NEW = PosixFilePermissions.fromString("rw-r--r--");

    private WholeFile() {}

    static void write(Path file, byte[] bytes) {
        try {
            // through links, which stay; a device or a pipe has no name to take over
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                Files.write(target, bytes);
            } else {
                replace(target, bytes);
            }
        } catch (IOException e) {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT, "%s cannot be written (%s); it is as it was.".formatted(file, e), e);
        }
    }

    private static void replace(Path target, byte[] bytes) throws IOException {
        Path folder = target.getParent();
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, ".co-", ".new");
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
            if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
                boolean exists = Files.exists(target);
                Files.setPosixFilePermissions(fresh, exists ? Files.getPosixFilePermissions(target) : OF_NEW);
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
