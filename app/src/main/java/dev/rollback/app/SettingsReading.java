package dev.rollback.app;

import dev.rollback.api.RefusedException;
import dev.rollback.api.json.Json;
import dev.rollback.app.Origin.Source;
import dev.rollback.app.Settings.Chosen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what was said about each setting, checks all of it, and chooses. */
final class SettingsReading {
    private final Path directory;
    private final Map<String, String> environment;
    private final Map<String, String> options;
    private final Problems problems = new Problems();

    SettingsReading(Path directory, Map<String, String> environment, Map<String, String> options) {
        this.directory = directory;
        this.environment = environment;
        this.options = options;
    }

    /** Of the file that is named or else the nearest upwards, and with a store that is named or else the nearest upwards. */
    Settings found() {
        return read(
                file().orElse(null),
                Stores.nearest(directory)
                        .map(store -> new Chosen<>(store, Origin.FOUND))
                        .orElseGet(() -> new Chosen<>(StoreAddress.usual(directory), Origin.DEFAULT)));
    }

    Settings of(Path file) {
        Origin origin = new Origin(Source.FILE, file.toString());
        return read(new Chosen<>(file, origin), new Chosen<>(Setting.STORE.standard(), Origin.DEFAULT));
    }

    private Optional<Chosen<Path>> file() {
        return Optional.ofNullable(options.get(Settings.FILE_OPTION))
                .map(name -> named(name, new Origin(Source.OPTION, Settings.FILE_OPTION)))
                .or(() -> variable(Settings.FILE_VARIABLE)
                        .map(name -> named(name, new Origin(Source.ENVIRONMENT, Settings.FILE_VARIABLE))))
                .or(() -> SettingsFile.nearest(directory).map(path -> new Chosen<>(path, Origin.FOUND)));
    }

    private Chosen<Path> named(String name, Origin origin) {
        return new Chosen<>(directory.resolve(name).normalize(), origin);
    }

    /** @param unsaidStore where the store is if nobody says it */
    private Settings read(@Nullable Chosen<Path> path, Chosen<StoreAddress> unsaidStore) {
        SettingsFile file = path == null ? null : read(path);
        List<String> warnings = file == null ? List.of() : new KeyCheck(file, problems).run();
        Map<Setting<?>, Chosen<?>> values = new HashMap<>();
        Setting.all().forEach(setting -> values.put(setting, choose(setting, file)));
        values.computeIfPresent(
                Setting.STORE, (store, said) -> said.origin().equals(Origin.DEFAULT) ? unsaidStore : said);
        problems.refuse();
        return path == null
                ? new Settings(null, Origin.DEFAULT, values, warnings)
                : new Settings(path.value(), path.origin(), values, warnings);
    }

    private @Nullable SettingsFile read(Chosen<Path> path) {
        try {
            return SettingsFile.read(path.value());
        } catch (RefusedException refused) {
            boolean named = path.origin().source().compareTo(Source.FILE) > 0;
            problems.add((named ? path.origin().name() + ": " : "") + refused.getMessage());
            return null;
        }
    }

    /** What the strongest says; what the others say is checked too. */
    private <T> Chosen<T> choose(Setting<T> setting, @Nullable SettingsFile file) {
        List<Chosen<T>> chosen = new ArrayList<>();
        setting.option()
                .ifPresent(option -> Optional.ofNullable(options.get(option))
                        .flatMap(text -> text(setting, text, new Origin(Source.OPTION, option)))
                        .ifPresent(chosen::add));
        variable(setting.variable())
                .flatMap(text -> text(setting, text, new Origin(Source.ENVIRONMENT, setting.variable())))
                .ifPresent(chosen::add);
        if (file != null && setting.isInFile()) {
            file.get(setting.key())
                    .flatMap(value -> value(setting, value, file))
                    .ifPresent(chosen::add);
        }
        return chosen.isEmpty() ? new Chosen<>(setting.standard(), Origin.DEFAULT) : chosen.get(0);
    }

    private <T> Optional<Chosen<T>> text(Setting<T> setting, String text, Origin origin) {
        Shape<T> shape = setting.shape();
        return fitting(String.valueOf(origin.name()), origin, () -> shape.read(shape.given(text), directory));
    }

    private <T> Optional<Chosen<T>> value(Setting<T> setting, Json value, SettingsFile file) {
        Origin origin = new Origin(Source.FILE, file.path().toString());
        String place = file.path() + ": " + setting.pointer();
        return fitting(place, origin, () -> setting.shape().read(value, file.folder()));
    }

    private <T> Optional<Chosen<T>> fitting(String place, Origin origin, Supplier<T> value) {
        try {
            return Optional.of(new Chosen<>(value.get(), origin));
        } catch (RefusedException refused) {
            problems.add("%s %s".formatted(place, sentence(String.valueOf(refused.getMessage()))));
            return Optional.empty();
        }
    }

    private static String sentence(String message) {
        return message.endsWith(".") || message.endsWith("…") ? message : message + ".";
    }

    // setting it to nothing is how a shell takes a variable back
    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
    }
}
