package dev.rollback.engine;

import dev.rollback.api.RollbackSettings;
import dev.rollback.api.TaskCommand;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.engine.automatic.AutomaticRollbacks;
import dev.rollback.engine.automatic.FailureWatch;
import dev.rollback.engine.axon.CallerOnEvents;
import dev.rollback.engine.axon.EventSerializer;
import dev.rollback.engine.axon.HeartbeatHandler;
import dev.rollback.engine.axon.LogEventStorageEngine;
import dev.rollback.engine.axon.RequestGuard;
import dev.rollback.engine.axon.StaleWorkTrace;
import dev.rollback.engine.axon.TaskRepository;
import dev.rollback.engine.board.BoardDocuments;
import dev.rollback.engine.board.BoardHandler;
import dev.rollback.engine.history.TaskBlames;
import dev.rollback.engine.history.TaskDiffs;
import dev.rollback.engine.log.Log;
import dev.rollback.engine.moment.ForksAt;
import dev.rollback.engine.moment.SystemCheckpoints;
import dev.rollback.engine.moment.TasksAt;
import dev.rollback.engine.restored.RestoredStore;
import dev.rollback.engine.retention.CheckpointLimit;
import dev.rollback.engine.retention.CleanupPlans;
import dev.rollback.engine.retention.RetentionHandler;
import dev.rollback.engine.rollback.Participants;
import dev.rollback.engine.rollback.RollbackHandler;
import dev.rollback.engine.rollback.RollbackObserver;
import dev.rollback.engine.rollback.RollbackPlans;
import dev.rollback.engine.task.Automation;
import dev.rollback.engine.task.ForkSources;
import dev.rollback.engine.task.Task;
import dev.rollback.engine.task.TaskGraph;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.store.Store;
import dev.rollback.store.event.Streams;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;

/**
 * The engine in an Axon configuration: its store as the event store, and the handlers of its commands. The store stays
 * the caller's to close, after the configuration has been shut down.
 */
public final class EngineModule implements ConfigurerModule {
    /** Commands are handled by then. */
    private static final int AFTER_ALL_ELSE = Integer.MAX_VALUE - 1;

    /** No command is handled yet. */
    private static final int BEFORE_ALL_ELSE = Integer.MIN_VALUE;

    private static final int HISTORY_LIMIT = 100;

    private final Store store;
    private final InstantSource clock;
    private final RollbackSettings settings;
    private final int historyLimit;
    private final String actor;
    private final TaskStateSchema schema;

    public EngineModule(Store store) {
        this(store, InstantSource.system());
    }

    public EngineModule(Store store, InstantSource clock) {
        this(store, clock, RollbackSettings.defaults(), HISTORY_LIMIT, "unknown", TaskStateSchema.UNVERSIONED);
    }

    /**
     * @param historyLimit how many of the newest rollbacks can be undone as if no checkpoint had been cleaned up
     * @param actor who opens the store, and so takes it up where it is a backup
     * @param schema in which form the application keeps the data of its tasks
     */
    public EngineModule(
            Store store,
            InstantSource clock,
            RollbackSettings settings,
            int historyLimit,
            String actor,
            TaskStateSchema schema) {
        this.store = store;
        this.clock = clock;
        this.settings = settings;
        this.historyLimit = historyLimit;
        this.actor = actor;
        this.schema = schema;
    }

    @Override
    public void configureModule(Configurer configurer) {
        EventSerializer serializer = new EventSerializer();
        TaskStates states = new TaskStates(store);
        UnitOfEvents.Source units = new UnitOfEvents.Source(store, states, serializer);
        CleanupPlans cleanups = new CleanupPlans(store, states, clock, historyLimit);
        AtomicReference<EventStorageEngine> storage = new AtomicReference<>();
        configurer
                .registerComponent(Store.class, config -> store)
                .registerComponent(TaskStates.class, config -> states)
                .registerComponent(TaskStateSchema.class, config -> schema)
                .registerComponent(RestoredStore.class, config -> new RestoredStore(store, units, clock, actor))
                .registerComponent(Automation.class, config -> Automation.of(store, settings, clock))
                .registerComponent(
                        AutomaticRollbacks.class, config -> new AutomaticRollbacks(store, config.commandBus(), clock))
                .registerComponent(
                        TaskGraph.class,
                        config -> TaskGraph.of(
                                store, states, guard -> units.current().require(guard)))
                .registerComponent(
                        ForkSources.class,
                        config -> new ForksAt(
                                store, states, guard -> units.current().require(guard)))
                .configureEmbeddedEventStore(config -> {
                    EventStorageEngine engine =
                            new LogEventStorageEngine(store, units, serializer, config.upcasterChain());
                    storage.set(engine);
                    return engine;
                })
                .configureAggregate(AggregateConfigurer.defaultConfiguration(Task.class)
                        .configureCommandTargetResolver(config -> command -> target(command))
                        .configureRepository(config -> TaskRepository.of(config, states))
                        .configureCreationPolicyAggregateFactory(
                                config -> stream -> Task.standingAt(String.valueOf(stream), states.initial())))
                .registerCommandHandler(config -> new HeartbeatHandler(states, units, clock))
                .registerQueryHandler(config -> new TasksAt(store, states))
                .registerQueryHandler(config -> new Log(store, states))
                .registerQueryHandler(config -> new TaskDiffs(store, states))
                .registerQueryHandler(config -> new TaskBlames(store))
                .registerCommandHandler(config -> new SystemCheckpoints(store, config.eventBus()))
                .registerQueryHandler(config -> cleanups)
                .registerCommandHandler(
                        config -> new RetentionHandler(store, cleanups, config.eventBus(), units, clock))
                .registerQueryHandler(
                        config -> new RollbackPlans(store, states, settings, schema, participants(config)))
                .registerCommandHandler(config -> new RollbackHandler(
                        store,
                        states,
                        config.eventBus(),
                        units,
                        clock,
                        settings,
                        schema,
                        participants(config),
                        config.getComponent(RollbackObserver.class, () -> RollbackObserver.NONE)))
                .registerQueryHandler(config -> new BoardDocuments(store, states))
                .registerCommandHandler(config -> new BoardHandler(store, states, config.eventBus(), units, schema));
        configurer.onInitialize(config -> {
            config.onStart(BEFORE_ALL_ELSE, () -> {
                requireOwnStorage(config.eventBus(), storage);
                config.getComponent(RestoredStore.class).takeUp();
            });
            // Looked up at the start: a container that is still being built has no buses to give.
            config.onStart(() -> {
                config.commandBus().registerHandlerInterceptor(new CallerOnEvents());
                config.commandBus().registerHandlerInterceptor(new StaleWorkTrace(units, clock));
                config.commandBus()
                        .registerHandlerInterceptor(new FailureWatch(config.getComponent(AutomaticRollbacks.class)));
                config.commandBus().registerHandlerInterceptor(new RequestGuard(store, units));
                config.eventBus()
                        .subscribe(new CheckpointLimit(store, cleanups, config.eventBus(), units, clock, settings));
            });
            config.onStart(
                    AFTER_ALL_ELSE,
                    () -> config.getComponent(AutomaticRollbacks.class).start());
            config.onShutdown(
                    () -> config.getComponent(AutomaticRollbacks.class).close());
        });
    }

    /** With another event store every command would be answered and nothing would be found. */
    private static void requireOwnStorage(EventBus used, AtomicReference<EventStorageEngine> own) {
        if (own.get() == null) {
            throw new IllegalStateException(
                    "the events of this configuration go to %s, and not to the rollback engine's store (%s): an event store was configured after EngineModule. Leave it out, or open the engine beside this configuration with RollbackEngine."
                            .formatted(used.getClass().getName(), LogEventStorageEngine.class.getName()));
        }
    }

    private static Participants participants(Configuration config) {
        return config.getComponent(Participants.class, () -> EngineParticipants.BUILT_IN);
    }

    private static VersionedAggregateIdentifier target(CommandMessage<?> command) {
        Object stream = Streams.of(((TaskCommand) command.getPayload()).taskId());
        return new VersionedAggregateIdentifier(stream, null);
    }
}
