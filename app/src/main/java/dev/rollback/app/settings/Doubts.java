package dev.rollback.app.settings;

import dev.rollback.api.json.Json;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.StoreAddress.Folder;
import dev.rollback.app.stores.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides whether what was only found in a folder is followed. It must be the person's own, and a store that it names must
 * be in that folder, links resolved: a folder's author must not choose where passwords are sent or what is written.
 */
final class Doubts {
    private final Function<Path, Optional<String>> stranger;

    /** @param stranger the owner of a file, where that is not the person who runs this */
    Doubts(Function<Path, Optional<String>> stranger) {
        this.stranger = stranger;
    }

    /** About a configuration file that was only found. */
    Optional<Doubt> file(SettingsFile file) {
        return owner(file.path()).map(why -> new Doubt(place(file), file.digest(), "", why));
    }

    /** About the store that such a file names. */
    Optional<Doubt> named(SettingsFile file, StoreAddress store) {
        String shown = Secrets.masked(store.toString());
        return why(file, store)
                .map(why -> new Doubt(
                        place(file),
                        file.digest(),
                        store instanceof Folder folder ? real(Stores.file(folder.path())) : store.toString(),
                        "names the store %s, which %s".formatted(shown, why)));
    }

    /** About a store in the usual place below a folder, be it there or not. */
    Optional<Doubt> usual(Folder store) {
        return why(StoreAddress.home(store), store.path())
                .map(why -> new Doubt(store.toString(), "", real(Stores.file(store.path())), why));
    }

    private Optional<String> why(SettingsFile file, StoreAddress store) {
        if (!(store instanceof Folder folder)) {
            return Optional.of("is not in its folder");
        }
        boolean whole = file.get(Setting.STORE.key())
                .map(Json::asText)
                .filter(text -> Path.of(text).isAbsolute())
                .isPresent();
        return whole ? Optional.of("is a whole path") : why(file.folder(), folder.path());
    }

    private Optional<String> why(Path base, Path store) {
        Path file = Stores.file(store);
        Path home = resolved(base).orElse(base);
        Optional<Path> there = resolved(file);
        if (there.isEmpty()) {
            return Optional.of("is a link that leads nowhere");
        } else if (!there.get().startsWith(home)) {
            Path leads = there.get().getParent();
            return Optional.of(
                    store.equals(leads)
                            ? "is outside of %s".formatted(home)
                            : "leads to %s, outside of %s".formatted(leads, home));
        }
        return owner(store).or(() -> owner(file));
    }

    private Optional<String> owner(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                ? stranger.apply(path).map("belongs to %s, not to you"::formatted)
                : Optional.empty();
    }

    private static String place(SettingsFile file) {
        return Path.of(real(file.folder())).resolve(file.path().getFileName()).toString();
    }

    private static String real(Path path) {
        return resolved(path).orElse(path).toString();
    }

    /** Where a path leads, also where its end does not exist yet; empty where a link leads nowhere. */
    private static Optional<Path> resolved(Path path) {
        for (Path at = path; at != null; at = at.getParent()) {
            if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    return Optional.of(at.toRealPath().resolve(at.relativize(path)));
                } catch (IOException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(path);
    }
}
