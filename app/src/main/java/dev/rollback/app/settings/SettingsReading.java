package dev.rollback.app.settings;

import dev.rollback.api.RefusedException;
import dev.rollback.api.json.Json;
import dev.rollback.app.settings.Origin.Source;
import dev.rollback.app.settings.Settings.Chosen;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.StoreAddress.Folder;
import dev.rollback.app.stores.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what was said about each setting, checks all of it, and chooses. */
final class SettingsReading {
    private final Path directory;
    private final Map<String, String> environment;
    private final Map<String, String> options;
    private final Problems problems = new Problems();
    private final List<String> warnings = new ArrayList<>();

    /** The file that is named, or else the nearest upwards. */
    private @Nullable SettingsFile project;

    /** The person's own, for every folder. */
    private @Nullable SettingsFile own;

    SettingsReading(Path directory, Map<String, String> environment, Map<String, String> options) {
        this.directory = directory;
        this.environment = environment;
        this.options = options;
    }

    /** Of the file that is named or else the nearest upwards, and with a store that is named or else the nearest upwards. */
    Settings found() {
        UserFolder user = UserFolder.of(environment);
        Optional<Chosen<Path>> path = file();
        project = path.map(this::read).orElse(null);
        own = user.settings()
                .filter(SettingsFile::isThere)
                .map(file -> read(new Chosen<>(file, new Origin(Source.USER, file.toString()))))
                .orElse(null);
        Map<Setting<?>, Chosen<?>> values = values();
        Chosen<StoreAddress> store = store(values);
        values.put(Setting.STORE, store);
        problems.refuse();
        List<Doubt> doubts = doubts(path.map(Chosen::origin).orElse(Origin.DEFAULT), store);
        doubts.removeIf(new TrustMemory(user)::holds);
        return settings(path, values, doubts);
    }

    /** Of a file that a caller names, whose word it is. */
    Settings of(Path file) {
        Chosen<Path> path = new Chosen<>(file, new Origin(Source.FILE, file.toString()));
        project = read(path);
        Map<Setting<?>, Chosen<?>> values = values();
        problems.refuse();
        return settings(Optional.of(path), values, List.of());
    }

    private Settings settings(Optional<Chosen<Path>> path, Map<Setting<?>, Chosen<?>> values, List<Doubt> doubts) {
        return new Settings(
                path.map(Chosen::value).orElse(null),
                path.map(Chosen::origin).orElse(Origin.DEFAULT),
                values,
                warnings,
                doubts);
    }

    private Map<Setting<?>, Chosen<?>> values() {
        Map<Setting<?>, Chosen<?>> values = new HashMap<>();
        Setting.all().forEach(setting -> values.put(setting, choose(setting)));
        return values;
    }

    /** Where no project's file says it, the nearest one upwards is nearer than what the person has for every folder. */
    @SuppressWarnings("unchecked") // values() puts under each setting what it has chosen for it
    private Chosen<StoreAddress> store(Map<Setting<?>, Chosen<?>> values) {
        Chosen<StoreAddress> said = (Chosen<StoreAddress>) Objects.requireNonNull(values.get(Setting.STORE));
        if (said.origin().source().compareTo(Source.FOUND) > 0) {
            return said;
        }
        Optional<Chosen<StoreAddress>> nearest =
                Stores.nearest(directory).map(store -> new Chosen<>(store, Origin.FOUND));
        return nearest.orElseGet(() -> said.origin().equals(Origin.DEFAULT)
                ? new Chosen<>(StoreAddress.usual(directory), Origin.DEFAULT)
                : said);
    }

    /** About what nobody named. */
    private List<Doubt> doubts(Origin fileOrigin, Chosen<StoreAddress> store) {
        Doubts decide = new Doubts(Ownership::stranger);
        List<Doubt> doubts = new ArrayList<>();
        Source source = store.origin().source();
        if (project != null && fileOrigin.equals(Origin.FOUND)) {
            decide.file(project).ifPresent(doubts::add);
            if (source == Source.FILE) {
                decide.named(project, store.value()).ifPresent(doubts::add);
            }
        }
        if (store.value() instanceof Folder folder && (source == Source.FOUND || source == Source.DEFAULT)) {
            decide.usual(folder).ifPresent(doubts::add);
        }
        return doubts;
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

    private @Nullable SettingsFile read(Chosen<Path> path) {
        try {
            boolean found = path.origin().equals(Origin.FOUND) || path.origin().source() == Source.USER;
            SettingsFile file = found ? SettingsFile.readFound(path.value()) : SettingsFile.read(path.value());
            warnings.addAll(new KeyCheck(file, problems).run());
            return file;
        } catch (RefusedException refused) {
            boolean named = path.origin().source().compareTo(Source.FILE) > 0;
            problems.add((named ? path.origin().name() + ": " : "") + refused.getMessage());
            return null;
        }
    }

    /** What the strongest says; what the others say is checked too. */
    private <T> Chosen<T> choose(Setting<T> setting) {
        List<Chosen<T>> chosen = new ArrayList<>();
        setting.option()
                .ifPresent(option -> Optional.ofNullable(options.get(option))
                        .flatMap(text -> text(setting, text, new Origin(Source.OPTION, option)))
                        .ifPresent(chosen::add));
        variable(setting.variable())
                .flatMap(text -> text(setting, text, new Origin(Source.ENVIRONMENT, setting.variable())))
                .ifPresent(chosen::add);
        said(setting, project, Source.FILE).ifPresent(chosen::add);
        said(setting, own, Source.USER).ifPresent(chosen::add);
        return chosen.isEmpty() ? new Chosen<>(setting.standard(), Origin.DEFAULT) : chosen.get(0);
    }

    private <T> Optional<Chosen<T>> said(Setting<T> setting, @Nullable SettingsFile file, Source source) {
        return file == null || !setting.isInFile()
                ? Optional.empty()
                : file.get(setting.key()).flatMap(value -> value(setting, value, file, source));
    }

    private <T> Optional<Chosen<T>> text(Setting<T> setting, String text, Origin origin) {
        Shape<T> shape = setting.shape();
        return fitting(String.valueOf(origin.name()), origin, () -> shape.read(shape.given(text), directory));
    }

    private <T> Optional<Chosen<T>> value(Setting<T> setting, Json value, SettingsFile file, Source source) {
        Origin origin = new Origin(source, file.path().toString());
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
