package dev.rollback.app.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The folder in which a person keeps what holds for {@code co} in every folder: {@code co} below
 * {@code XDG_CONFIG_HOME}, else below {@code ~/.config}.
 *
 * @param path empty where the environment names no home
 */
record UserFolder(Optional<Path> path) {
    static final UserFolder NONE = new UserFolder(Optional.empty());

    static UserFolder of(Map<String, String> environment) {
        return new UserFolder(absolute(environment, "XDG_CONFIG_HOME")
                .or(() -> absolute(environment, "HOME").map(home -> home.resolve(".config")))
                .map(folder -> folder.resolve("co")));
    }

    // a relative one would be found in whatever folder co is called from
    private static Optional<Path> absolute(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(text -> text.startsWith("/"))
                .map(Path::of);
    }

    /** The person's own settings. */
    Optional<Path> settings() {
        return path.map(folder -> folder.resolve("config.json"));
    }

    /** What {@code co trust} remembers. */
    Optional<Path> trusted() {
        return path.map(folder -> folder.resolve("trusted"));
    }
}
