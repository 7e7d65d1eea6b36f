package dev.rollback.cli.command;

import dev.rollback.api.Progress;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.StoreEvent.StoreRestored;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.OpenStore;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.reader.ReaderOptions;
import dev.rollback.app.reader.StoreReader;
import dev.rollback.app.settings.Origin;
import dev.rollback.app.settings.Setting;
import dev.rollback.app.settings.Settings;
import dev.rollback.app.settings.Trust;
import dev.rollback.app.stores.Backup;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.StoreAddress.Folder;
import dev.rollback.app.stores.Stores;
import dev.rollback.cli.terminal.ProgressLine;
import dev.rollback.cli.terminal.Screen;
import dev.rollback.cli.terminal.Style;
import dev.rollback.cli.terminal.Text;
import dev.rollback.cli.terminal.TextWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one run of {@code co} has open: at most one store, and Axon around it only where something is written. */
public final class Session implements AutoCloseable {
    private final GlobalOptions globals;
    private final ProcessContext surroundings;
    private @Nullable Settings settings;
    private @Nullable OpenStore store;
    private @Nullable StoreReader reader;
    private @Nullable RollbackEngine engine;
    private final Ongoing ongoing;

    public Session(GlobalOptions globals, ProcessContext surroundings) {
        this.globals = globals;
        this.surroundings = surroundings;
        this.ongoing = new Ongoing(
                surroundings.err(),
                surroundings.screen().err(),
                surroundings.quiet(),
                globals::requestId,
                System::nanoTime);
    }

    /** Waits for what takes long, and says so. */
    public Ongoing ongoing() {
        return ongoing;
    }

    public ProcessContext surroundings() {
        return surroundings;
    }

    /** What is set by options, environment and configuration file; refused where any of it does not fit. */
    public Settings settings() {
        if (settings == null) {
            settings = Settings.load(surroundings.directory(), surroundings.environment(), globals.options());
            settings.warnings().forEach(this::warn);
        }
        return settings;
    }

    public StoreAddress address() {
        if (settings().origin(Setting.STORE).source() == Origin.Source.DEFAULT) {
            throw new RefusedException(
                    RefusalCode.NOT_FOUND, "there is no store here or in a folder above. Run 'co init' to make one.");
        }
        return settings().get(Setting.STORE);
    }

    /** Where a new store belongs: not in the place of one of a folder above, unless that is named. */
    public StoreAddress addressForNew() {
        return settings().origin(Setting.STORE).name() != null
                ? settings().get(Setting.STORE)
                : Trust.usualStore(surroundings.directory(), surroundings.environment());
    }

    /** The moment at which the given request was answered, so that what it said means the same again; null for now. */
    @Nullable
    public Long beforeItsAnswer() {
        String given = globals.givenRequestId();
        return given == null ? null : reader().before(given).orElse(null);
    }

    /** Writes a copy of the store. */
    public Backup backup() {
        return store().backup();
    }

    private OpenStore store() {
        if (store == null) {
            StoreAddress address = address();
            if (address instanceof Folder && !Stores.exists(address, Map.of(), surroundings.clock())) {
                throw new RefusedException(
                        RefusalCode.NOT_FOUND,
                        "there is no store in %s. Run 'co init' to make one.".formatted(address));
            }
            store = OpenStore.at(address, surroundings.environment(), surroundings.clock());
        }
        return store;
    }

    /** What is shown of the store. */
    public StoreReader reader() {
        if (reader == null) {
            ReaderOptions options = new ReaderOptions(
                    () -> settings().rollback(),
                    () -> settings().get(Setting.MAX_ROLLBACK_HISTORY),
                    TaskStateSchema.UNVERSIONED,
                    surroundings.clock());
            reader = store().reader(options, progressOfViews());
        }
        return reader;
    }

    private Progress progressOfViews() {
        ProgressLine line =
                new ProgressLine(surroundings.err(), surroundings.screen().err());
        return (view, done, all) -> {
            line.at(view, done, all);
            if (done >= all) {
                line.clear();
            }
        };
    }

    public RollbackEngine engine() {
        if (engine == null) {
            OpenStore opened = store();
            EngineOptions options = EngineOptions.defaults().with(settings());
            engine = ongoing.watch(() -> opened.engine(options, ongoing));
            engine.restoredAtStart().ifPresent(this::tell);
            engine.carriedOutAtStart()
                    .forEach(rollback -> aside().line(
                                    "A task had failed and was still to go back by itself; it has now: co rollback show "
                                            + rollback));
        }
        return engine;
    }

    private void tell(StoreRestored restored) {
        aside().line(
                        Style.WARN,
                        "The store was restored from a backup of %s. Every task is in epoch %d: who worked since then must start anew."
                                .formatted(Text.time(restored.madeAt(), surroundings.zone()), restored.epoch()));
    }

    /**
     * Carries out what failures are still to do by themselves, where the store can be written: before it is read. To look
     * into a backup does not take it up.
     */
    public void carryOutWhatIsDue() {
        if (reader().status().isDue() && isWritable()) {
            engine();
        }
    }

    /** Whether anything can be written now; waits for whoever writes. */
    public boolean isWritable() {
        return store().isWritable();
    }

    /** For what stands beside the answer. */
    public TextWriter aside() {
        Screen screen = surroundings.screen();
        return new TextWriter(surroundings.err(), screen.err() ? screen.columns() : 0, globals.colours(screen.err()));
    }

    public void warn(String warning) {
        aside().line(Style.WARN, "warning: " + Text.line(warning));
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
    }
}
