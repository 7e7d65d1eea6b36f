package dev.rollback.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentEdit;
import dev.rollback.api.ComponentName;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackQuery.FindRollback;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskCommand.UpdateTask;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskQuery.FindTask;
import dev.rollback.api.TaskView;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonCodec;
import dev.rollback.engine.EngineModule;
import dev.rollback.projections.ProjectionsModule;
import dev.rollback.projections.ProjectionsSchema;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.jdbc.PostgresLogin;
import dev.rollback.store.jdbc.PostgresStore;
import dev.rollback.store.jdbc.SqliteStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.serialization.json.JacksonSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A plain Axon application, configured by hand with the two modules, with a projection of its own. */
@OnEveryStore
class PlainAxonApplicationTest {
    @Parameter
    StoreKind kind;

    @TempDir
    Path directory;

    // region projection
    /** Any event handling component of yours sees the engine's events as Java records. */
    @ProcessingGroup("rollback-counter")
    static class RollbackCounter {
        final Map<TaskId, Integer> rollbacks = new ConcurrentHashMap<>();

        @EventHandler
        void on(TaskRegistered event) {
            rollbacks.put(event.taskId(), 0);
        }

        @EventHandler
        void on(TaskRolledBack event) {
            rollbacks.merge(event.taskId(), 1, Integer::sum);
        }

        @ResetHandler
        void forget() {
            rollbacks.clear();
        }
    }
    // endregion

    @Test
    void sends_commands_asks_queries_and_runs_its_own_projection() throws Exception {
        RollbackCounter counter = new RollbackCounter();
        String address = kind.address(directory);
        // region store
        StoreOptions options = StoreOptions.of(InstantSource.system()).withTables(ProjectionsSchema.SCRIPTS);
        Store store = PostgresStore.knows(address)
                ? PostgresStore.create(address, PostgresLogin.of(System.getenv()), options)
                : SqliteStore.create(Path.of(address, "store.db"), options);
        // endregion
        // region configuration
        Configurer configurer = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(config -> JacksonSerializer.builder()
                        .objectMapper(JsonCodec.mapper().copy())
                        .build())
                .registerComponent(TokenStore.class, config -> new InMemoryTokenStore());
        new EngineModule(store).configureModule(configurer);
        new ProjectionsModule(store).configureModule(configurer);
        configurer.eventProcessing(processing -> processing.usingPooledStreamingEventProcessors());
        configurer.eventProcessing().registerEventHandler(config -> counter);
        Configuration application = configurer.start();
        // endregion
        try {
            CommandGateway commands = application.commandGateway();
            QueryGateway queries = application.queryGateway();
            // region messages
            MetaData context = MetaData.with(MetadataKeys.ACTOR, "ann");
            TaskId task = new TaskId("deploy");
            CheckpointId before = new CheckpointId("cp-before");
            commands.sendAndWait(new RegisterTask(task, "Deploy", List.of(), null, TaskPolicy.DEFAULT), context);
            commands.sendAndWait(new CreateCheckpoint(task, before, "before the migration"), context);
            ComponentEdit edit = new ComponentEdit.Merge(ComponentName.CACHE, Json.parse("{\"warm\": false}"));
            commands.sendAndWait(new UpdateTask(task, List.of(edit)), context);
            RollbackId id = commands.sendAndWait(new RollBack(RollbackId.random(), before, "lost a table"), context);

            RollbackView record = queries.query(
                            new FindRollback(id), ResponseTypes.optionalInstanceOf(RollbackView.class))
                    .get(10, TimeUnit.SECONDS)
                    .orElseThrow();
            TaskView now = queries.query(new FindTask(task), ResponseTypes.optionalInstanceOf(TaskView.class))
                    .get(10, TimeUnit.SECONDS)
                    .orElseThrow();
            // endregion
            assertThat(record.status()).isEqualTo(RollbackStatus.SUCCESS);
            assertThat(now.components()).isEmpty();
            assertThat(now.epoch()).isEqualTo(1);
            assertThat(now.updatedBy()).isEqualTo("ann");
            await().untilAsserted(() -> assertThat(counter.rollbacks).containsEntry(task, 1));

            counter.rollbacks.put(task, 7); // a mistake that a replay mends
            // region replay
            StreamingEventProcessor processor = application
                    .eventProcessingConfiguration()
                    .eventProcessor("rollback-counter", StreamingEventProcessor.class)
                    .orElseThrow();
            processor.shutDown();
            processor.resetTokens();
            processor.start();
            // endregion
            await().untilAsserted(() -> assertThat(counter.rollbacks).containsEntry(task, 1));
        } finally {
            application.shutdown();
            store.close();
        }
    }
}
