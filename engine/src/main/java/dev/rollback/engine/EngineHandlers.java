package dev.rollback.engine;

import dev.rollback.api.TaskCommand;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.engine.axon.HeartbeatHandler;
import dev.rollback.engine.axon.TaskRepository;
import dev.rollback.engine.board.BoardDocuments;
import dev.rollback.engine.board.BoardHandler;
import dev.rollback.engine.history.TaskBlames;
import dev.rollback.engine.history.TaskDiffs;
import dev.rollback.engine.log.Log;
import dev.rollback.engine.moment.ForksAt;
import dev.rollback.engine.moment.SystemCheckpoints;
import dev.rollback.engine.moment.TasksAt;
import dev.rollback.engine.retention.CleanupPlans;
import dev.rollback.engine.retention.RetentionHandler;
import dev.rollback.engine.rollback.RollbackHandler;
import dev.rollback.engine.rollback.RollbackObserver;
import dev.rollback.engine.rollback.RollbackPlans;
import dev.rollback.engine.task.Automation;
import dev.rollback.engine.task.Task;
import dev.rollback.engine.task.TaskDecider;
import dev.rollback.engine.task.TaskFactory;
import dev.rollback.engine.task.TaskGraph;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.store.AppendUnit.Guard;
import dev.rollback.store.Store;
import dev.rollback.store.event.Streams;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configurer;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;

/** Who answers the engine's commands and queries. */
final class EngineHandlers {
    private final Store store;
    private final EngineModuleOptions options;
    private final TaskStates states;
    private final UnitOfEvents.Source units;
    private final CleanupPlans cleanups;

    EngineHandlers(
            Store store,
            EngineModuleOptions options,
            TaskStates states,
            UnitOfEvents.Source units,
            CleanupPlans cleanups) {
        this.store = store;
        this.options = options;
        this.states = states;
        this.units = units;
        this.cleanups = cleanups;
    }

    void configure(Configurer configurer) {
        configurer.registerComponent(Store.class, config -> store);
        tasks(configurer);
        checkpoints(configurer);
        rollbacks(configurer);
        boards(configurer);
        history(configurer);
    }

    private void tasks(Configurer configurer) {
        TaskFactory factory = new TaskFactory(decider());
        configurer
                .configureAggregate(AggregateConfigurer.defaultConfiguration(Task.class)
                        .configureCommandTargetResolver(config -> command -> target(command))
                        .configureRepository(config -> TaskRepository.of(config, states, factory))
                        .configureCreationPolicyAggregateFactory(
                                config -> stream -> factory.standingAt(String.valueOf(stream), states.initial())))
                .registerCommandHandler(config -> new HeartbeatHandler(states, units, options.clock()));
    }

    private TaskDecider decider() {
        Consumer<Guard> again = guard -> units.current().require(guard);
        return new TaskDecider(
                options.schema(),
                TaskGraph.of(store, states, again),
                new ForksAt(store, states, again),
                Automation.of(store, options.settings(), options.clock()));
    }

    private void checkpoints(Configurer configurer) {
        configurer
                .registerCommandHandler(config -> new SystemCheckpoints(store, config.eventBus()))
                .registerQueryHandler(config -> cleanups)
                .registerCommandHandler(
                        config -> new RetentionHandler(store, cleanups, config.eventBus(), units, options.clock()));
    }

    private void rollbacks(Configurer configurer) {
        TaskStateSchema schema = options.schema();
        configurer
                .registerQueryHandler(
                        config -> new RollbackPlans(store, states, options.settings(), schema, options.participants()))
                .registerCommandHandler(config -> new RollbackHandler(
                        store,
                        states,
                        config.eventBus(),
                        units,
                        options.clock(),
                        options.settings(),
                        schema,
                        options.participants(),
                        config.getComponent(RollbackObserver.class, () -> RollbackObserver.NONE)));
    }

    private void boards(Configurer configurer) {
        configurer
                .registerQueryHandler(config -> new BoardDocuments(store, states))
                .registerCommandHandler(
                        config -> new BoardHandler(store, states, config.eventBus(), units, options.schema()));
    }

    private void history(Configurer configurer) {
        configurer
                .registerQueryHandler(config -> new TasksAt(store, states))
                .registerQueryHandler(config -> new Log(store, states))
                .registerQueryHandler(config -> new TaskDiffs(store, states))
                .registerQueryHandler(config -> new TaskBlames(store));
    }

    private static VersionedAggregateIdentifier target(CommandMessage<?> command) {
        Object stream = Streams.of(((TaskCommand) command.getPayload()).taskId());
        return new VersionedAggregateIdentifier(stream, null);
    }
}
