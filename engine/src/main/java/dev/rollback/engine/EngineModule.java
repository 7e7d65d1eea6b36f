package dev.rollback.engine;

import dev.rollback.engine.axon.EventSerializer;
import dev.rollback.engine.axon.LogEventStorageEngine;
import dev.rollback.engine.retention.CleanupPlans;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.store.Store;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/**
 * The engine in an Axon configuration: its store as the event store, and the handlers of its commands. The store stays
 * the caller's to close, after the configuration has been shut down.
 */
public final class EngineModule implements ConfigurerModule {
    private final Store store;
    private final EngineModuleOptions options;

    public EngineModule(Store store) {
        this(store, EngineModuleOptions.defaults());
    }

    public EngineModule(Store store, InstantSource clock) {
        this(store, EngineModuleOptions.defaults().withClock(clock));
    }

    public EngineModule(Store store, EngineModuleOptions options) {
        this.store = store;
        this.options = options;
    }

    @Override
    public void configureModule(Configurer configurer) {
        EventSerializer serializer = new EventSerializer();
        TaskStates states = new TaskStates(store);
        UnitOfEvents.Source units = new UnitOfEvents.Source(store, states, serializer);
        CleanupPlans cleanups = new CleanupPlans(store, states, options.clock(), options.historyLimit());
        AtomicReference<EventStorageEngine> storage = new AtomicReference<>();
        configurer.configureEmbeddedEventStore(config -> {
            EventStorageEngine engine = new LogEventStorageEngine(store, units, serializer, config.upcasterChain());
            storage.set(engine);
            return engine;
        });
        new EngineHandlers(store, options, states, units, cleanups).configure(configurer);
        new EngineLifecycle(store, options, units, cleanups, storage).configure(configurer);
    }
}
