package dev.rollback.app.settings;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.json.InvalidJsonException;
import dev.rollback.api.json.Json;
import dev.rollback.app.files.BoundedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An orchestrator's configuration file, of which a few keys are ours.
 *
 * @param digest the hash of its bytes
 */
record SettingsFile(Path path, Json document, String digest) {
    /** The file of that name in the folder or the nearest above, whatever it turns out to be. */
    static Optional<Path> nearest(Path from) {
        for (Path folder = from.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve(Settings.FILE_NAME);
            if (isThere(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** A link that leads nowhere is a mistake, not a file that is not there. */
    static boolean isThere(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** One that nobody named: a pipe in its place would be waited for, so it must be a file. */
    static SettingsFile readFound(Path path) {
        if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
            throw refused(path + " cannot be read: it is not a regular file.", null);
        }
        return read(path);
    }

    static SettingsFile read(Path path) {
        try {
            byte[] bytes = BoundedInput.SETTINGS.read(path);
            Json document = Json.parse(bytes);
            if (!document.isObject()) {
                throw refused(path + ": must hold an object, not " + Shape.described(document) + ".", null);
            }
            return new SettingsFile(path, document, Digests.sha256(bytes));
        } catch (InvalidJsonException e) {
            String place = e.line() > 0 ? ":%d:%d".formatted(e.line(), e.column()) : "";
            throw refused("%s%s: %s".formatted(path, place, e.getMessage()), e);
        } catch (IOException e) {
            throw refused("%s cannot be read: %s.".formatted(path, BoundedInput.reason(path, e)), e);
        }
    }

    private static RefusedException refused(String message, @Nullable Throwable cause) {
        return new RefusedException(RefusalCode.INVALID_INPUT, message, cause);
    }

    /** Where relative paths in it begin. */
    Path folder() {
        Path folder = path.toAbsolutePath().getParent();
        return folder == null ? path.toAbsolutePath() : folder;
    }

    /** What it says under a key such as {@code rollback.max_checkpoints}. */
    Optional<Json> get(String key) {
        Optional<Json> value = Optional.of(document);
        for (String step : key.split("\\.")) {
            value = value.flatMap(json -> json.get(step));
        }
        return value;
    }
}
