package dev.rollback.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.RequestContext;
import dev.rollback.api.TaskManager;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.meters.AxonMeters;
import dev.rollback.app.meters.MetersModule;
import dev.rollback.app.meters.StoreMeters;
import dev.rollback.engine.EngineModule;
import dev.rollback.projections.ProjectionsModule;
import dev.rollback.projections.ProjectionsSchema;
import dev.rollback.store.Store;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.jdbc.SqliteStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.serialization.json.JacksonSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadTheMetricsTest {
    @TempDir
    Path directory;

    @Test
    void an_engine_with_a_registry_counts_and_times() {
        // region engine
        MeterRegistry registry = new SimpleMeterRegistry(); // or your monitoring system's
        EngineOptions options =
                EngineOptions.defaults().withDirectory(directory).withMeters(registry);
        try (RollbackEngine engine = RollbackEngine.open(options)) {
            engine.tasks().register("deploy", "Deploy the shop");
            engine.checkpoints().create("deploy", "before the migration");
            engine.tasks().fail("deploy", "the migration lost a table"); // goes back automatically

            Timer rollbacks =
                    registry.get("rollback.rollbacks").tag("outcome", "success").timer();
            System.out.printf("%d rollback, %.1f ms%n", rollbacks.count(), rollbacks.mean(TimeUnit.MILLISECONDS));
            Gauge lag = registry.get("rollback.view.lag").tag("view", "tasks").gauge();
            System.out.printf("the tasks' view lacks %.0f events%n", lag.value());
        }
        // endregion
        assertThat(registry.get("rollback.rollbacks").timer().count()).isEqualTo(1);
    }

    @Test
    void two_stores_of_one_process_are_told_apart_by_a_tag() {
        MeterRegistry registry = new SimpleMeterRegistry();
        // region stores
        CompositeMeterRegistry shop = new CompositeMeterRegistry();
        shop.config().commonTags("store", "shop");
        shop.add(registry);
        EngineOptions options =
                EngineOptions.defaults().withDirectory(directory).withMeters(shop);
        // endregion
        try (RollbackEngine engine = RollbackEngine.open(options)) {
            engine.tasks().register("deploy", "Deploy the shop");
            assertThat(registry.get("rollback.commands")
                            .tag("store", "shop")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("rollback.view.lag").tag("store", "shop").gauges())
                    .hasSize(3);
        }
        assertThat(registry.find("rollback.view.lag").gauges()).isEmpty();
    }

    @Test
    void an_axon_application_has_the_same_meters() {
        Path file = directory.resolve("store.db");
        MeterRegistry registry = new SimpleMeterRegistry();
        Configurer configurer = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(config -> JacksonSerializer.defaultSerializer());
        // region axon
        Store store = SqliteStore.create(
                file,
                StoreOptions.of(InstantSource.system())
                        .withTables(ProjectionsSchema.SCRIPTS)
                        .withMonitor(new StoreMeters(registry)));
        new EngineModule(store).configureModule(configurer);
        new ProjectionsModule(store).configureModule(configurer);
        new MetersModule(registry).configureModule(configurer);
        new AxonMeters(registry).configureModule(configurer); // not beside a GlobalMetricRegistry of yours
        // endregion
        Configuration application = configurer.start();
        try {
            new TaskManager(application.commandGateway(), application.queryGateway(), RequestContext.of("ann"))
                    .register("deploy", "Deploy the shop");
            assertThat(registry.get("rollback.commands").timer().count()).isEqualTo(1);
            assertThat(registry.get("rollback.store.events").counter().count()).isEqualTo(1);
            assertThat(registry.get("commandBus.successCounter").counter().count())
                    .isEqualTo(1);
            assertThat(registry.get("rollback.view.lag").gauges()).hasSize(3);
        } finally {
            application.shutdown();
            store.close();
        }
    }
}
