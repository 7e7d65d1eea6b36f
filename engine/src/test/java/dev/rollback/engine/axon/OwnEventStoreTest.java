package dev.rollback.engine.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.engine.EngineModule;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine in a configuration that is not only its own. */
class OwnEventStoreTest {
    @TempDir
    Path folder;

    @Test
    void an_event_store_that_is_configured_behind_the_module_is_refused_at_the_start() {
        try (Store store = StoreKind.SQLITE.create(folder)) {
            Configurer configurer = configurer();
            new EngineModule(store).configureModule(configurer);
            configurer.configureEmbeddedEventStore(config -> new InMemoryEventStorageEngine());
            assertThatThrownBy(configurer::start)
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .rootCause()
                    .hasMessageContaining("EmbeddedEventStore")
                    .hasMessageContaining(LogEventStorageEngine.class.getName())
                    .hasMessageContaining("was configured after EngineModule");
        }
    }

    @Test
    void nothing_is_asked_of_a_configuration_that_is_still_being_built() {
        try (Store store = StoreKind.SQLITE.create(folder)) {
            AtomicBoolean asked = new AtomicBoolean();
            Configurer configurer = configurer().configureCommandBus(config -> {
                asked.set(true);
                return SimpleCommandBus.builder().build();
            });
            new EngineModule(store).configureModule(configurer);
            var configuration = configurer.buildConfiguration();
            assertThat(asked).isFalse();
            configuration.start();
            assertThat(asked).isTrue();
            configuration.shutdown();
        }
    }

    private static Configurer configurer() {
        return DefaultConfigurer.defaultConfiguration(false).configureSerializer(config -> new EventSerializer());
    }
}
