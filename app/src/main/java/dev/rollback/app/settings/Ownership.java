package dev.rollback.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Whose a file is. The name that Java has of the user is not asked: a switch sets it. */
final class Ownership {
    private static final String OWNER = "unix:uid";
    private static final Path PROCESS = Path.of("/proc/self");

    private Ownership() {}

    /** The owner of the file, or of the link by that name, unless that is the user of this process. */
    static Optional<String> stranger(Path path) {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Optional.empty();
        }
        try {
            Optional<String> link = strangerOf(path, LinkOption.NOFOLLOW_LINKS);
            return link.isEmpty() && Files.exists(path) ? strangerOf(path) : link;
        } catch (IOException e) {
            return Optional.of("somebody unknown");
        }
    }

    private static Optional<String> strangerOf(Path path, LinkOption... how) throws IOException {
        String owner = Files.getOwner(path, how).getName();
        boolean mine = Files.exists(PROCESS)
                ? Files.getAttribute(path, OWNER, how).equals(Files.getAttribute(PROCESS, OWNER))
                : ProcessHandle.current().info().user().map(owner::equals).orElse(true);
        return mine ? Optional.empty() : Optional.of(owner);
    }
}
