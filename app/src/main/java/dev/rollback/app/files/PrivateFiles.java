package dev.rollback.app.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files for their owner alone, as the store is. What the process's umask takes away stays taken away. */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> OF_GROUP = EnumSet.of(
            PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_EXECUTE);

    private PrivateFiles() {}

    /** Makes a folder (0700), and those above it as usual. */
    public static void makeFolder(Path folder) throws IOException {
        Path above = folder.getParent();
        if (above != null) {
            Files.createDirectories(above);
        }
        Files.createDirectories(folder, only(folder, "rwx------"));
    }

    /** Makes a file (0600) in the same folder, to take the place of {@code file} once it is whole. */
    public static Path makeBeside(Path file) throws IOException {
        return Files.createTempFile(file.toAbsolutePath().getParent(), ".co-", ".new", only(file, "rw-------"));
    }

    private static FileAttribute<?>[] only(Path path, String permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /**
     * Gives a new file, before it takes another's place, the group and the permissions that the other has: those were
     * chosen. Where the group cannot be kept, what it may do is not given to another group. A file that is not there leaves
     * the new one as it is.
     */
    public static void keepMode(Path replaced, Path fresh) throws IOException {
        if (!isPosix(fresh) || !Files.exists(replaced)) {
            return;
        }
        PosixFileAttributes old = Files.readAttributes(replaced, PosixFileAttributes.class);
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(old.permissions());
        PosixFileAttributeView view =
                Files.getFileAttributeView(fresh, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (!view.readAttributes().group().equals(old.group())) {
            try {
                view.setGroup(old.group());
            } catch (IOException e) {
                permissions.removeAll(OF_GROUP);
            }
        }
        view.setPermissions(permissions);
    }
}
