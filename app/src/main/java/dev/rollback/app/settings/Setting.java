package dev.rollback.app.settings;

import dev.rollback.app.stores.StoreAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be set: a key of {@code orchestrator_config.json}, a variable of the environment, sometimes an
 * option of {@code co}. Its value and where that comes from is in {@link Settings}.
 *
 * @param <T> what a value becomes
 */
public final class Setting<T> {
    /** Where the store is. */
    public static final Setting<StoreAddress> STORE = inFile(
                    "rollback_storage_dir", new Shape.Store(), StoreAddress.usual(Path.of("")))
            .named("CO_STORE", "--store");

    /** How many rollbacks the history shows where a call does not say; the log keeps all. */
    public static final Setting<Integer> MAX_ROLLBACK_HISTORY =
            inFile("max_rollback_history", new Shape.WholeNumber(1, 10_000), 100);

    /** Who asks. No key of the file: it is about a run, not about a project. */
    public static final Setting<String> ACTOR = new Setting<>(
            "actor",
            false,
            "CO_ACTOR",
            "--actor",
            new Shape.Actor(),
            System.getProperty("user.name", "unknown"),
            Effect.IN_EFFECT);

    /**
     * Whether a failing task goes back to its last stable checkpoint where its own policy does not say; false: none
     * does, whatever its policy says. Where nobody says it only those do whose policy says so.
     */
    public static final Setting<Boolean> ROLLBACK_ON_FAILURE = inFile("rollback_on_failure", new Shape.Switch(), false);

    /** Whether anything may be rolled back. */
    public static final Setting<Boolean> ROLLBACK_ENABLED = inFile("rollback.enabled", new Shape.Switch(), true);

    /** Where an orchestrator would keep checkpoints as files. Checkpoints are events in the store, so nothing reads it. */
    public static final Setting<Optional<String>> CHECKPOINT_DIR = inFile(
                    "rollback.checkpoint_dir", new Shape.FreeText(), Optional.<String>empty())
            .with(Effect.NEVER);

    /** How many checkpoints of a task stay, where nothing is promised to find more. */
    public static final Setting<Integer> MAX_CHECKPOINTS =
            inFile("rollback.max_checkpoints", new Shape.WholeNumber(1, 1_000_000), 50);

    /** Whether checkpoints are made without being asked for. */
    public static final Setting<Boolean> AUTO_CHECKPOINT =
            inFile("rollback.auto_checkpoint", new Shape.Switch(), false);

    /** With {@link #AUTO_CHECKPOINT}: whenever a task completes. */
    public static final Setting<Boolean> CHECKPOINT_ON_TASK_COMPLETION =
            inFile("rollback.checkpoint_on_task_completion", new Shape.Switch(), true);

    /** With {@link #AUTO_CHECKPOINT}: before an error is recovered from. */
    public static final Setting<Boolean> CHECKPOINT_ON_ERROR =
            inFile("rollback.checkpoint_on_error", new Shape.Switch(), true);

    /** With {@link #AUTO_CHECKPOINT}: with the next write after so long. */
    public static final Setting<Duration> CHECKPOINT_INTERVAL = inFile(
            "rollback.checkpoint_interval_minutes",
            new Shape.Minutes(new Shape.WholeNumber(1, 525_600)),
            Duration.ofMinutes(30));

    private final String key;
    private final boolean inFile;
    private final String variable;
    private final @Nullable String option;
    private final Shape<T> shape;
    private final T standard;
    private final Effect effect;

    private Setting(
            String key,
            boolean inFile,
            String variable,
            @Nullable String option,
            Shape<T> shape,
            T standard,
            Effect effect) {
        this.key = key;
        this.inFile = inFile;
        this.variable = variable;
        this.option = option;
        this.shape = shape;
        this.standard = standard;
        this.effect = effect;
    }

    /** All there are, in the order in which they are shown. */
    public static List<Setting<?>> all() {
        return List.of(
                STORE,
                MAX_ROLLBACK_HISTORY,
                ACTOR,
                ROLLBACK_ON_FAILURE,
                ROLLBACK_ENABLED,
                CHECKPOINT_DIR,
                MAX_CHECKPOINTS,
                AUTO_CHECKPOINT,
                CHECKPOINT_ON_TASK_COMPLETION,
                CHECKPOINT_ON_ERROR,
                CHECKPOINT_INTERVAL);
    }

    static Stream<Setting<?>> ofFile() {
        return all().stream().filter(setting -> setting.inFile);
    }

    /** The variable of a key is {@code CO_} and the key in capitals, its dot written as {@code _}. */
    private static <T> Setting<T> inFile(String key, Shape<T> shape, T standard) {
        String variable = "CO_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
        return new Setting<>(key, true, variable, null, shape, standard, Effect.IN_EFFECT);
    }

    private Setting<T> named(String otherVariable, String itsOption) {
        return new Setting<>(key, inFile, otherVariable, itsOption, shape, standard, effect);
    }

    private Setting<T> with(Effect itsEffect) {
        return new Setting<>(key, inFile, variable, option, shape, standard, itsEffect);
    }

    /** Its key in the file, such as {@code rollback.max_checkpoints}; also its name where it is no key of the file. */
    public String key() {
        return key;
    }

    /** Whether the file can say it. */
    public boolean isInFile() {
        return inFile;
    }

    public String variable() {
        return variable;
    }

    /** The option of every command of {@code co} that says it, if there is one. */
    public Optional<String> option() {
        return Optional.ofNullable(option);
    }

    /** Where nobody says anything. */
    public T standard() {
        return standard;
    }

    public Effect effect() {
        return effect;
    }

    Shape<T> shape() {
        return shape;
    }

    /** Where it stands in the file (RFC 6901). */
    String pointer() {
        return "/" + key.replace('.', '/');
    }

    @Override
    public String toString() {
        return key;
    }
}
