package dev.rollback.app.settings;

import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What every {@link Setting} is, and who said so: an option before the environment, that before the file, that before
 * the person's own configuration, that before the default. Whatever does not fit is refused with INVALID_INPUT, all of it in one message that names each place, also
 * where something stronger was said. Immutable.
 */
public final class Settings {
    /** What the file is called where nobody names another. */
    public static final String FILE_NAME = "orchestrator_config.json";

    /** The option of {@code co} that names one. */
    public static final String FILE_OPTION = "--config";

    /** The variable that names one. */
    public static final String FILE_VARIABLE = "CO_CONFIG";

    /**
     * What a setting is.
     *
     * @param origin who said so
     */
    record Chosen<T>(T value, Origin origin) {}

    private final @Nullable Path file;
    private final Origin fileOrigin;
    private final Map<Setting<?>, Chosen<?>> values;
    private final List<String> warnings;
    private final List<Doubt> doubts;

    Settings(
            @Nullable Path file,
            Origin fileOrigin,
            Map<Setting<?>, Chosen<?>> values,
            List<String> warnings,
            List<Doubt> doubts) {
        this.file = file;
        this.fileOrigin = fileOrigin;
        this.values = Map.copyOf(values);
        this.warnings = List.copyOf(warnings);
        this.doubts = List.copyOf(doubts);
    }

    /**
     * As {@code co} finds them in this folder: the file that {@code --config} names, else the one of {@code CO_CONFIG},
     * else the nearest {@code orchestrator_config.json} upwards; a store that nobody names is the nearest upwards. What was
     * only found there is subject to {@link #doubts}.
     *
     * @param options what was said on the command line, by the option's name with its dashes
     */
    public static Settings load(Path directory, Map<String, String> environment, Map<String, String> options) {
        return new SettingsReading(directory, environment, options).found();
    }

    /** What the file says, and defaults: {@code .taskmaster/rollbacks} of the working directory, if it names no store. */
    public static Settings ofFile(Path file) {
        return new SettingsReading(Path.of(""), Map.of(), Map.of()).of(file);
    }

    /**
     * What it is.
     *
     * @throws RefusedException NOT_TRUSTED where one of {@link #doubts} concerns it
     */
    public <T> T get(Setting<T> setting) {
        doubt(setting).ifPresent(doubt -> {
            throw doubt.refusal();
        });
        return chosen(setting).value();
    }

    private Optional<Doubt> doubt(Setting<?> setting) {
        return doubts.stream()
                .filter(doubt -> doubt.concerns(setting, origin(setting)))
                .findFirst();
    }

    /** What was found in a folder and needs the person's own word before it is followed. */
    public List<Doubt> doubts() {
        return doubts;
    }

    public Origin origin(Setting<?> setting) {
        return chosen(setting).origin();
    }

    @SuppressWarnings("unchecked") // SettingsReading puts under each setting what it has chosen for it
    private <T> Chosen<T> chosen(Setting<T> setting) {
        return (Chosen<T>) Objects.requireNonNull(values.get(setting));
    }

    /** What happens without being asked for. */
    public RollbackSettings rollback() {
        return new RollbackSettings(
                get(Setting.ROLLBACK_ENABLED),
                isOnFailureSaid() ? get(Setting.ROLLBACK_ON_FAILURE) : null,
                get(Setting.MAX_CHECKPOINTS),
                isSaid(Setting.MAX_CHECKPOINTS),
                get(Setting.AUTO_CHECKPOINT),
                get(Setting.CHECKPOINT_ON_TASK_COMPLETION),
                get(Setting.CHECKPOINT_ON_ERROR),
                get(Setting.CHECKPOINT_INTERVAL));
    }

    // That nobody says it is a third value: it is then each task's own to say.
    private boolean isOnFailureSaid() {
        return origin(Setting.ROLLBACK_ON_FAILURE).source() != Origin.Source.DEFAULT;
    }

    private boolean isSaid(Setting<?> setting) {
        return origin(setting).source() != Origin.Source.DEFAULT;
    }

    /** The file that was read. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** What is worth a word and was let pass. */
    public List<String> warnings() {
        return warnings;
    }

    /** The file and every setting as they are shown, without secrets. */
    public List<SettingView> views() {
        List<SettingView> views = new ArrayList<>();
        boolean follow = doubts.stream().noneMatch(Doubt::isAboutAll);
        views.add(new SettingView(
                "config",
                file == null ? null : file.toString(),
                fileOrigin,
                follow ? Effect.IN_EFFECT : Effect.NOT_TRUSTED));
        Setting.all().forEach(setting -> views.add(view(setting)));
        return views;
    }

    private <T> SettingView view(Setting<T> setting) {
        Chosen<T> chosen = chosen(setting);
        boolean none = setting == Setting.ROLLBACK_ON_FAILURE && !isOnFailureSaid();
        return new SettingView(
                setting.key(),
                none ? null : setting.shape().shown(chosen.value()),
                chosen.origin(),
                doubt(setting).map(doubt -> Effect.NOT_TRUSTED).orElse(setting.effect()));
    }
}
