package dev.rollback.engine;

import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskManager;
import dev.rollback.engine.axon.ConflictRetries;
import dev.rollback.engine.axon.EventSerializer;
import dev.rollback.engine.rollback.Participants;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.Streams;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.Registration;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.queryhandling.QueryGateway;

/** The engine on a real store in a real Axon configuration, without views. */
public final class TestEngine implements AutoCloseable {
    public final Store store;
    public final CommandGateway commands;
    public final QueryGateway queries;
    public final TaskManager tasks;
    private final Configuration configuration;
    private final ScheduledExecutorService retries = Executors.newSingleThreadScheduledExecutor();

    private TestEngine(Store store, EngineModuleOptions options) {
        this.store = store;
        Configurer configurer =
                DefaultConfigurer.defaultConfiguration(false).configureSerializer(config -> new EventSerializer());
        new EngineModule(store, options).configureModule(configurer);
        configuration = configurer.start();
        ConflictRetries conflicts = new ConflictRetries(retries, InstantSource.system());
        commands = DefaultCommandGateway.builder()
                .commandBus(configuration.commandBus())
                .retryScheduler(conflicts)
                .dispatchInterceptors(List.of(conflicts.deadlines()))
                .build();
        queries = configuration.queryGateway();
        tasks = new TaskManager(commands, queries, RequestContext.of("ann"));
    }

    /** On the folder's store, made when missing. */
    public static TestEngine in(StoreKind kind, Path folder) {
        return on(kind.create(folder));
    }

    public static TestEngine on(Store store) {
        return on(store, EngineParticipants.BUILT_IN);
    }

    public static TestEngine on(Store store, Participants participants) {
        return new TestEngine(store, EngineModuleOptions.defaults().withParticipants(participants));
    }

    public static TestEngine on(Store store, InstantSource clock, RollbackSettings settings, int historyLimit) {
        return new TestEngine(
                store,
                EngineModuleOptions.defaults()
                        .withClock(clock)
                        .withSettings(settings)
                        .withHistoryLimit(historyLimit)
                        .withActor("ann"));
    }

    /** Writes events as they are, in one unit of work: such as an earlier version wrote. */
    public void publish(List<DomainEventMessage<?>> events) {
        Registration handler = configuration.commandBus().subscribe(PastEvents.class.getName(), message -> {
            configuration.eventBus().publish(events);
            return null;
        });
        try {
            commands.sendAndWait(new PastEvents());
        } finally {
            handler.cancel();
        }
    }

    private record PastEvents() {}

    public TaskState state(String task) {
        return new TaskStates(store).head(new TaskId(task));
    }

    public List<StoredEvent> stream(String name) {
        return store.read(reading -> reading.stream(name, 0, Long.MAX_VALUE));
    }

    public List<Object> eventsOf(String task) {
        return stream(Streams.of(new TaskId(task))).stream()
                .map(EventCodec::read)
                .toList();
    }

    public long head() {
        return store.read(reading -> reading.head().position());
    }

    @Override
    public void close() {
        configuration.shutdown();
        retries.shutdownNow();
        store.close();
    }
}
