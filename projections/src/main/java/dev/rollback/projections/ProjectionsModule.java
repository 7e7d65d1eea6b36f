package dev.rollback.projections;

import dev.rollback.engine.storage.Store;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;

/** The views in an Axon configuration: their query handlers, and a follower that keeps them close to the log. */
public final class ProjectionsModule implements ConfigurerModule {
    private final Store store;

    /** @param store opened with {@link ProjectionsSchema#SCRIPTS} */
    public ProjectionsModule(Store store) {
        this.store = store;
    }

    @Override
    public void configureModule(Configurer configurer) {
        ReadModel views = new ReadModel(store);
        configurer
                .registerComponent(ReadModel.class, config -> views)
                .registerQueryHandler(config -> new ViewQueries(views))
                .onInitialize(config -> {
                    ViewFollower follower = new ViewFollower(store, views, config.queryUpdateEmitter());
                    config.onStart(follower::start);
                    config.onShutdown(follower::stop);
                });
    }
}
