package dev.rollback.app.settings;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.app.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Remembers what a person trusts: a file for each thing, named by the hash of its path, its content and where its store
 * is. To take the word back, delete the file.
 */
final class TrustMemory {
    private final Optional<Path> folder;

    TrustMemory(UserFolder user) {
        this.folder = user.trusted();
    }

    boolean holds(Doubt doubt) {
        return folder.map(place -> Files.isRegularFile(place.resolve(doubt.key())))
                .orElse(false);
    }

    /**
     * From now on {@link #holds} it, until it changes.
     *
     * @return the file in which that is kept
     */
    Path remember(Doubt doubt) {
        Path place = folder.orElseThrow(() -> new RefusedException(
                RefusalCode.NOT_FOUND,
                "there is no place to remember it: neither HOME nor XDG_CONFIG_HOME names a folder.",
                Remedy.of(Action.NAME_STORE)));
        Path file = place.resolve(doubt.key());
        try {
            PrivateFiles.makeFolder(place);
            Path fresh = PrivateFiles.makeBeside(file);
            try {
                Files.writeString(fresh, "%s %s%n".formatted(doubt.found(), doubt.why()));
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new RefusedException(
                    RefusalCode.STORE_UNAVAILABLE,
                    "%s cannot be written (%s), so it is not trusted. See its folder.".formatted(file, e),
                    Remedy.of(Action.NAME_STORE),
                    e);
        }
        return file;
    }
}
