package dev.rollback.app;

import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.app.settings.Setting;
import dev.rollback.app.settings.Settings;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.StoreAddress.Folder;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an engine is opened.
 *
 * @param store where the store is; made when missing. The login to a database is {@code PGUSER} and {@code PGPASSWORD} of the
 *     environment, else PostgreSQL's password file
 * @param historyLimit how many rollbacks the history shows; the log keeps all
 * @param actor who asks, where a call does not say otherwise
 * @param rollback what happens without being asked for
 * @param schema in which form the application keeps the data of its tasks, and how older forms are brought to it
 * @param meters where the engine's meters and Axon's own are registered; none are kept where it is null
 */
public record EngineOptions(
        StoreAddress store,
        int historyLimit,
        String actor,
        InstantSource clock,
        RollbackSettings rollback,
        TaskStateSchema schema,
        @Nullable MeterRegistry meters) {
    private static final Logger LOG = LoggerFactory.getLogger("rollback.settings");

    public EngineOptions {
        if (historyLimit < 1 || historyLimit > 10_000) {
            throw new IllegalArgumentException("a history limit is from 1 to 10000, not " + historyLimit);
        }
        actor = RequestContext.of(actor).actor();
    }

    /** The store under {@code .taskmaster/rollbacks} of the working directory, 100 records of history. */
    public static EngineOptions defaults() {
        return new EngineOptions(
                Setting.STORE.standard(),
                Setting.MAX_ROLLBACK_HISTORY.standard(),
                Setting.ACTOR.standard(),
                InstantSource.system(),
                RollbackSettings.defaults(),
                TaskStateSchema.UNVERSIONED,
                null);
    }

    /**
     * What an {@code orchestrator_config.json} says, and defaults for the rest. Whoever names the file is believed: it may
     * name any store. Relative paths in it begin in its folder. INVALID_INPUT names every value that does not fit; what is merely odd is logged as a warning.
     */
    public static EngineOptions fromFile(Path file) {
        return of(Settings.ofFile(file));
    }

    /**
     * What {@code co} would use in the working directory: the nearest {@code orchestrator_config.json} upwards and the
     * environment, which wins. Refused as {@link #fromFile} is, and with NOT_TRUSTED where what was only found names a store
     * elsewhere, or belongs to another user, and the person has not said {@code co trust}.
     */
    public static EngineOptions asConfigured() {
        return of(Settings.load(Path.of("").toAbsolutePath(), System.getenv(), Map.of()));
    }

    private static EngineOptions of(Settings settings) {
        settings.warnings().forEach(LOG::warn);
        return defaults().with(settings);
    }

    /** The same, with what the settings say. */
    public EngineOptions with(Settings settings) {
        return new EngineOptions(
                settings.get(Setting.STORE),
                settings.get(Setting.MAX_ROLLBACK_HISTORY),
                settings.get(Setting.ACTOR),
                clock,
                settings.rollback(),
                schema,
                meters);
    }

    /** The store in a folder. */
    public EngineOptions withDirectory(Path changed) {
        return withStore(new Folder(changed));
    }

    public EngineOptions withStore(StoreAddress changed) {
        return new EngineOptions(changed, historyLimit, actor, clock, rollback, schema, meters);
    }

    public EngineOptions withHistoryLimit(int changed) {
        return new EngineOptions(store, changed, actor, clock, rollback, schema, meters);
    }

    public EngineOptions withActor(String changed) {
        return new EngineOptions(store, historyLimit, changed, clock, rollback, schema, meters);
    }

    public EngineOptions withRollback(RollbackSettings changed) {
        return new EngineOptions(store, historyLimit, actor, clock, changed, schema, meters);
    }

    /** Of tasks whose data changes its form from one version of the application to the next. */
    public EngineOptions withSchema(TaskStateSchema changed) {
        return new EngineOptions(store, historyLimit, actor, clock, rollback, changed, meters);
    }

    /** What is counted and timed is in {@code docs/reference/meters-and-logs.md}. */
    public EngineOptions withMeters(MeterRegistry changed) {
        return new EngineOptions(store, historyLimit, actor, clock, rollback, schema, changed);
    }
}
