package dev.rollback.engine;

import dev.rollback.engine.automatic.AutomaticRollbacks;
import dev.rollback.engine.automatic.FailureWatch;
import dev.rollback.engine.axon.CallerOnEvents;
import dev.rollback.engine.axon.LogEventStorageEngine;
import dev.rollback.engine.axon.RequestGuard;
import dev.rollback.engine.axon.StaleWorkTrace;
import dev.rollback.engine.restored.RestoredStore;
import dev.rollback.engine.retention.CheckpointLimit;
import dev.rollback.engine.retention.CleanupPlans;
import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.store.Store;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/** What the engine does when the application starts and ends, and what stands between each command and its handler. */
final class EngineLifecycle {
    /** Commands are handled by then. */
    private static final int AFTER_ALL_ELSE = Integer.MAX_VALUE - 1;

    /** No command is handled yet. */
    private static final int BEFORE_ALL_ELSE = Integer.MIN_VALUE;

    private final Store store;
    private final EngineModuleOptions options;
    private final UnitOfEvents.Source units;
    private final CleanupPlans cleanups;
    private final AtomicReference<EventStorageEngine> storage;

    /** @param storage the engine's own, once it is asked for */
    EngineLifecycle(
            Store store,
            EngineModuleOptions options,
            UnitOfEvents.Source units,
            CleanupPlans cleanups,
            AtomicReference<EventStorageEngine> storage) {
        this.store = store;
        this.options = options;
        this.units = units;
        this.cleanups = cleanups;
        this.storage = storage;
    }

    void configure(Configurer configurer) {
        InstantSource clock = options.clock();
        configurer
                .registerComponent(
                        RestoredStore.class, config -> new RestoredStore(store, units, clock, options.actor()))
                .registerComponent(
                        AutomaticRollbacks.class, config -> new AutomaticRollbacks(store, config.commandBus(), clock))
                .onInitialize(this::onInitialize);
    }

    private void onInitialize(Configuration config) {
        config.onStart(BEFORE_ALL_ELSE, () -> {
            requireOwnStorage(config.eventBus());
            config.getComponent(RestoredStore.class).takeUp();
        });
        // Looked up at the start: a container that is still being built has no buses to give.
        config.onStart(() -> intercept(config, config.commandBus()));
        config.onStart(
                AFTER_ALL_ELSE,
                () -> config.getComponent(AutomaticRollbacks.class).start());
        config.onShutdown(() -> config.getComponent(AutomaticRollbacks.class).close());
    }

    private void intercept(Configuration config, CommandBus commands) {
        commands.registerHandlerInterceptor(new CallerOnEvents());
        commands.registerHandlerInterceptor(new StaleWorkTrace(units, options.clock()));
        commands.registerHandlerInterceptor(new FailureWatch(config.getComponent(AutomaticRollbacks.class)));
        commands.registerHandlerInterceptor(new RequestGuard(store, units));
        config.eventBus()
                .subscribe(new CheckpointLimit(
                        store, cleanups, config.eventBus(), units, options.clock(), options.settings()));
    }

    /** With another event store every command would be answered and nothing would be found. */
    private void requireOwnStorage(EventBus used) {
        if (storage.get() == null) {
            throw new IllegalStateException(
                    "the events of this configuration go to %s, and not to the rollback engine's store (%s): an event store was configured after EngineModule. Leave it out, or open the engine beside this configuration with RollbackEngine."
                            .formatted(used.getClass().getName(), LogEventStorageEngine.class.getName()));
        }
    }
}
