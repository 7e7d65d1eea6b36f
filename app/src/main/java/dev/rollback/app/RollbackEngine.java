package dev.rollback.app;

import dev.rollback.api.BoardManager;
import dev.rollback.api.CheckpointManager;
import dev.rollback.api.HistoryManager;
import dev.rollback.api.Progress;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackListener;
import dev.rollback.api.RollbackManager;
import dev.rollback.api.StoreEvent.StoreRestored;
import dev.rollback.api.TaskManager;
import dev.rollback.api.Waiting;
import dev.rollback.api.audit.AuditReport;
import dev.rollback.api.audit.AuditScope;
import dev.rollback.api.audit.VersionReport;
import dev.rollback.app.meters.AxonMeters;
import dev.rollback.app.meters.MetersModule;
import dev.rollback.app.meters.StoreMeters;
import dev.rollback.app.reader.ReaderOptions;
import dev.rollback.app.reader.StoreReader;
import dev.rollback.app.stores.Backup;
import dev.rollback.app.stores.BackupView;
import dev.rollback.app.stores.Stores;
import dev.rollback.engine.EngineModule;
import dev.rollback.engine.EngineModuleOptions;
import dev.rollback.engine.automatic.AutomaticRollbacks;
import dev.rollback.engine.axon.ConflictRetries;
import dev.rollback.engine.axon.EventSerializer;
import dev.rollback.engine.restored.RestoredStore;
import dev.rollback.engine.rollback.RollbackObserver;
import dev.rollback.projections.ProjectionsModule;
import dev.rollback.projections.ReadModel;
import dev.rollback.store.Store;
import dev.rollback.store.StoreMonitor;
import dev.rollback.store.audit.AuditableProjection;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.callbacks.NoOpCallback;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.ExceptionUtils;
import org.axonframework.common.Registration;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.lifecycle.LifecycleHandlerInvocationException;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.queryhandling.QueryGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine, opened for Java callers: a store, Axon wired around it, and the façades. Safe for use by many threads;
 * several processes may have the same store open. Close it when done.
 */
public final class RollbackEngine implements AutoCloseable {
    static {
        System.setProperty("disable-axoniq-console-message", "true");
    }

    private static final Logger LOG = LoggerFactory.getLogger(RollbackEngine.class);

    private final Store store;
    private final EngineOptions options;
    private final Configuration configuration;
    private final CommandGateway commands;
    private final RollbackListeners listeners;
    private final ScheduledExecutorService retries;
    private final ExecutorService handlers;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RollbackEngine(Store store, EngineOptions options, Progress progress) {
        this.store = store;
        this.options = options;
        this.retries = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "rollback-retries");
            thread.setDaemon(true);
            return thread;
        });
        this.handlers = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "rollback-commands");
            thread.setDaemon(true);
            return thread;
        });
        Configurer configurer = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(config -> new EventSerializer())
                .configureCommandBus(this::commandBus);
        if (options.meters() != null) {
            measure(configurer, options.meters(), options.clock());
        }
        this.listeners = new RollbackListeners(new ReadModel(store));
        configurer.registerComponent(RollbackObserver.class, config -> listeners);
        new EngineModule(store, moduleOptions(options)).configureModule(configurer);
        new ProjectionsModule(store, progress).configureModule(configurer);
        this.configuration = started(configurer);
        configuration.queryGateway().registerDispatchInterceptor(refusingWhenClosed());
        ConflictRetries conflicts = new ConflictRetries(retries, options.clock());
        this.commands = DefaultCommandGateway.builder()
                .commandBus(configuration.commandBus())
                .retryScheduler(conflicts)
                .dispatchInterceptors(List.of(refusingWhenClosed(), conflicts.deadlines()))
                // Else each refusal is logged with its message, which may quote what was asked.
                .commandCallback(NoOpCallback.INSTANCE)
                .build();
    }

    private static EngineModuleOptions moduleOptions(EngineOptions options) {
        return EngineModuleOptions.defaults()
                .withClock(options.clock())
                .withSettings(options.rollback())
                .withHistoryLimit(options.historyLimit())
                .withActor(options.actor())
                .withSchema(options.schema());
    }

    /** Axon would say of each command and query that nobody handles it. */
    private <M extends Message<?>> MessageDispatchInterceptor<M> refusingWhenClosed() {
        return messages -> (index, message) -> {
            if (closed.get()) {
                throw new IllegalStateException("the rollback engine is closed. Open another one on its store.");
            }
            return message;
        };
    }

    /** A store that refuses what is done to it at the start is the reason, and no failure of the start. */
    private static Configuration started(Configurer configurer) {
        try {
            return configurer.start();
        } catch (LifecycleHandlerInvocationException e) {
            throw ExceptionUtils.findException(e, RefusedException.class)
                    .<RuntimeException>map(refused -> refused)
                    .orElse(e);
        }
    }

    /** The store under {@code .taskmaster/rollbacks} of the working directory, made when missing. */
    public static RollbackEngine open() {
        return open(EngineOptions.defaults());
    }

    /** The store that the options name, made when missing. */
    public static RollbackEngine open(EngineOptions options) {
        MeterRegistry meters = options.meters();
        StoreMonitor monitor = meters == null ? StoreMonitor.NONE : new StoreMeters(meters);
        Store store = Stores.create(options.store(), System.getenv(), options.clock(), monitor);
        try {
            return on(store, options);
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /** A store that is open already, and has its meters or not; closing the engine closes it. */
    public static RollbackEngine on(Store store, EngineOptions options) {
        return on(store, options, Progress.NONE);
    }

    /**
     * The same.
     *
     * @param progress told, in any thread, how far work has come that may take long
     */
    public static RollbackEngine on(Store store, EngineOptions options, Progress progress) {
        return new RollbackEngine(store, options, progress);
    }

    public TaskManager tasks() {
        return new TaskManager(commands, queryGateway(), context()).withWaiting(Waiting.untilDone());
    }

    public CheckpointManager checkpoints() {
        return new CheckpointManager(commands, queryGateway(), context()).withWaiting(Waiting.untilDone());
    }

    public RollbackManager rollbacks() {
        return new RollbackManager(commands, queryGateway(), context(), options.historyLimit())
                .withWaiting(Waiting.untilDone());
    }

    /** The rollbacks that failures had asked for and that were still to come when this engine was opened. */
    public List<RollbackId> carriedOutAtStart() {
        return configuration.getComponent(AutomaticRollbacks.class).carriedOutAtStart();
    }

    /** That the store goes on from a backup, where it was this engine that was the first to be opened on it. */
    public Optional<StoreRestored> restoredAtStart() {
        return configuration.getComponent(RestoredStore.class).restored();
    }

    /**
     * Copies the whole store, as it is at one moment, into a new SQLite file, while others go on writing to it. The file is there
     * whole or not at all. A store that goes on from it {@link #restoredAtStart knows that}.
     *
     * @param file not there yet, in a folder that is; {@code store.db} where it is to be opened as its folder's store
     * @throws dev.rollback.api.RefusedException CONFLICT where the file is there, INVALID_INPUT where it cannot be or is in the
     *     store's own folder, STORE_UNAVAILABLE
     */
    public BackupView backUp(Path file) {
        return new Backup(store, options.store(), options.clock()).write(file, false);
    }

    /**
     * Shows what is in the store, without a command or query of Axon: tasks, moments, history, plans, documents, status, audits. Usable
     * until the engine is closed.
     */
    public StoreReader reader() {
        ReaderOptions shown =
                new ReaderOptions(options::rollback, options::historyLimit, options.schema(), options.clock());
        return new StoreReader(store, shown, Progress.NONE);
    }

    /** Tells the listener of every rollback of this process from now on, until the registration is cancelled. */
    public Registration listen(RollbackListener listener) {
        return listeners.add(listener);
    }

    /**
     * Replays the log and compares with it all that is shown, the built-in views among it. It reads at one moment and
     * changes nothing; others may work on meanwhile.
     *
     * @param own projections of the application's own, to be made again and compared too
     * @return what was found; to find something is no error
     */
    public AuditReport audit(AuditScope scope, AuditableProjection... own) {
        return reader().audits().audit(scope, List.of(own), Progress.NONE);
    }

    /**
     * Reads every event and tries to bring back every checkpoint, with the migrations of {@link EngineOptions#schema}. Writes
     * nothing.
     *
     * @return what cannot be read or restored; that there is something is no error
     */
    public VersionReport checkVersions() {
        return reader().audits().versions(Progress.NONE);
    }

    public BoardManager board() {
        return new BoardManager(commands, queryGateway(), context()).withWaiting(Waiting.untilDone());
    }

    public HistoryManager history() {
        return new HistoryManager(commands, queryGateway(), context()).withWaiting(Waiting.untilDone());
    }

    /** Retries commands whose task somebody else moved meanwhile. Failures are the sender's to hear of, and not logged. */
    public CommandGateway commandGateway() {
        return commands;
    }

    public QueryGateway queryGateway() {
        return configuration.queryGateway();
    }

    /**
     * Waits for the commands that are being carried out; an interrupt interrupts them. Whatever is asked of this engine from
     * now on throws an {@link IllegalStateException} that says so.
     */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        configuration.shutdown();
        retries.shutdown(); // what is to be tried again is tried once more, or else its sender would never hear of it
        end(retries);
        end(handlers);
        store.close();
    }

    /** Returns when they have ended, however long that takes. */
    static void end(ExecutorService threads) {
        threads.shutdown();
        try {
            while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.info("closing waits for commands that are being carried out");
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    // Apart, so that no class of Micrometer is loaded where nobody wants to count.
    private static void measure(Configurer configurer, MeterRegistry meters, InstantSource clock) {
        new AxonMeters(meters).configureModule(configurer);
        new MetersModule(meters, clock).configureModule(configurer);
    }

    // Handlers run on threads of their own, so that a caller who waits does so no longer than it wants to.
    private CommandBus commandBus(Configuration config) {
        CommandBus bus = AsynchronousCommandBus.builder()
                .executor(handlers)
                .messageMonitor(config.messageMonitor(CommandBus.class, "commandBus"))
                .build();
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(config.correlationDataProviders()));
        return bus;
    }

    private RequestContext context() {
        return RequestContext.of(options.actor());
    }
}
