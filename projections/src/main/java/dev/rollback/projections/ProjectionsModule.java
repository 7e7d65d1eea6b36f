package dev.rollback.projections;

import dev.rollback.api.Progress;
import dev.rollback.store.Store;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.lifecycle.Phase;

/**
 * The views in an Axon configuration: handlers of all {@code Find…} queries of tasks, checkpoints and rollbacks, a
 * {@link ReadModel} as a component, and subscription queries for a task. In the background the views are kept new
 * between the configuration's start and its shutdown. The store stays the caller's to close, after that.
 */
public final class ProjectionsModule implements ConfigurerModule {
    private final Store store;
    private final Progress progress;

    /** Of a store opened with {@link ProjectionsSchema#SCRIPTS}. */
    public ProjectionsModule(Store store) {
        this(store, Progress.NONE);
    }

    /** @param progress told how far the views have come while they take in what they lack */
    public ProjectionsModule(Store store, Progress progress) {
        this.store = store;
        this.progress = progress;
    }

    @Override
    public void configureModule(Configurer configurer) {
        ReadModel views = new ReadModel(store, progress);
        configurer
                .registerComponent(ReadModel.class, config -> views)
                .registerQueryHandler(config -> new ViewQueries(views))
                .onInitialize(config -> {
                    ViewFollower follower = new ViewFollower(store, views, config::queryUpdateEmitter);
                    config.onStart(Phase.INBOUND_EVENT_CONNECTORS, follower::start);
                    config.onShutdown(Phase.INBOUND_EVENT_CONNECTORS, follower::stop);
                });
    }
}
