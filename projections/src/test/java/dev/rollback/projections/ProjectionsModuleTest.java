package dev.rollback.projections;

import static dev.rollback.projections.Happened.patched;
import static dev.rollback.projections.Happened.refused;
import static dev.rollback.projections.Happened.registered;
import static dev.rollback.projections.Happened.rollback;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollback.api.PageRequest;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPage;
import dev.rollback.api.RollbackQuery.FindRollbacks;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskManager;
import dev.rollback.api.TaskQuery.FindTask;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView;
import dev.rollback.engine.EngineModule;
import dev.rollback.engine.axon.EventSerializer;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.SubscriptionQueryResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** The views in a real configuration, beside the engine. */
@OnEveryStore
class ProjectionsModuleTest {
    private static final TaskId A = new TaskId("A");
    private static final Duration SOON = Duration.ofSeconds(20);

    @Parameter
    StoreKind kind;

    @TempDir
    Path directory;

    private FlakyStore store;
    private Configuration configuration;
    private TaskManager tasks;

    @BeforeEach
    void start() {
        store = new FlakyStore(ViewFixture.open(kind, directory));
        Configurer configurer =
                DefaultConfigurer.defaultConfiguration(false).configureSerializer(config -> new EventSerializer());
        new EngineModule(store).configureModule(configurer);
        new ProjectionsModule(store).configureModule(configurer);
        configuration = configurer.start();
        tasks = new TaskManager(configuration.commandGateway(), configuration.queryGateway(), RequestContext.of("ann"));
    }

    @AfterEach
    void stop() {
        configuration.shutdown();
        store.close();
    }

    @Test
    void an_answer_has_seen_the_command_before_it() {
        tasks.register("A", "Title");
        tasks.start("A");
        assertThat(tasks.find("A"))
                .hasValueSatisfying(task -> assertThat(task.status()).isEqualTo(TaskStatus.RUNNING));
        assertThat(tasks.find("B")).isEmpty();
        assertThat(tasks.list(new FindTasks(null, null, PageRequest.first(5))).total())
                .isEqualTo(1);
    }

    @Test
    void a_subscription_hears_of_each_newer_state_of_its_task_only() {
        tasks.register("A", "Title");
        tasks.register("B", "Title");
        try (Subscription subscription = subscribe()) {
            assertThat(subscription.initial)
                    .hasValueSatisfying(task -> assertThat(task.seq()).isZero());
            tasks.start("B");
            tasks.start("A");
            await().atMost(SOON).until(() -> subscription.newest() == TaskStatus.RUNNING);
            tasks.complete("A");
            await().atMost(SOON).until(() -> subscription.newest() == TaskStatus.COMPLETED);
            assertThat(subscription.heard).extracting(TaskView::taskId).containsOnly(A);
        }
    }

    @Test
    void a_subscription_hears_of_what_another_process_wrote() {
        tasks.register("A", "Title");
        try (Subscription subscription = subscribe();
                Store other = ViewFixture.open(kind, directory)) {
            ViewFixture.append(
                    other,
                    Map.of(),
                    patched("A", "[{\"op\":\"add\",\"path\":\"/data\",\"value\":{\"n\":1}}]"),
                    registered("B"));
            new ReadModel(other).advance();
            await().atMost(SOON).until(() -> subscription.hasHeardOf("{\"n\":1}"));
        }
    }

    @Test
    void G13_a_subscription_hears_of_rollbacks_of_every_process_and_of_those_it_asked_for_only() {
        tasks.register("A", "Title");
        tasks.register("B", "Title");
        List<RollbackView> heard = new CopyOnWriteArrayList<>();
        try (SubscriptionQueryResult<RollbackPage, RollbackView> ofA = rollbacksOf(A);
                Store other = ViewFixture.open(kind, directory)) {
            ofA.updates().subscribe(heard::add);
            assertThat(ofA.initialResult().block(SOON))
                    .satisfies(page -> assertThat(page.items()).isEmpty());
            ViewFixture.append(other, Map.of(), rollback("rb-b", "B", "cp-b", Map.of()));
            ViewFixture.append(other, Map.of(), rollback("rb-a", "A", "cp-a", Map.of()));
            new ReadModel(other).advance();
            ViewFixture.append(other, Map.of(), refused("rb-a2", "cp-a", "A"));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(heard)
                            .extracting(RollbackView::rollbackId)
                            .extracting(RollbackId::value)
                            .containsExactly("rb-a", "rb-a2"));
            assertThat(heard)
                    .extracting(RollbackView::status)
                    .containsExactly(RollbackStatus.SUCCESS, RollbackStatus.FAILED);
        }
    }

    private SubscriptionQueryResult<RollbackPage, RollbackView> rollbacksOf(TaskId task) {
        return configuration
                .queryGateway()
                .subscriptionQuery(
                        new FindRollbacks(task, Map.of(), PageRequest.first(10)),
                        ResponseTypes.instanceOf(RollbackPage.class),
                        ResponseTypes.instanceOf(RollbackView.class));
    }

    @Test
    void a_failure_in_the_background_is_tried_again() {
        tasks.register("A", "Title");
        try (Subscription subscription = subscribe();
                Store other = ViewFixture.open(kind, directory)) {
            store.failures.set(2);
            ViewFixture.append(
                    other, Map.of(), patched("A", "[{\"op\":\"add\",\"path\":\"/data\",\"value\":{\"n\":2}}]"));
            await().atMost(SOON).until(() -> subscription.hasHeardOf("{\"n\":2}"));
            assertThat(store.failures).hasValue(0);
        }
    }

    @Test
    void nothing_is_left_running_after_shutdown() {
        await().atMost(SOON).until(() -> followers() == 1);
        configuration.shutdown();
        assertThat(followers()).isZero();
    }

    private static long followers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("rollback-views"))
                .count();
    }

    private Subscription subscribe() {
        return new Subscription(configuration
                .queryGateway()
                .subscriptionQuery(
                        new FindTask(A),
                        ResponseTypes.optionalInstanceOf(TaskView.class),
                        ResponseTypes.instanceOf(TaskView.class)));
    }

    private static final class Subscription implements AutoCloseable {
        private final SubscriptionQueryResult<Optional<TaskView>, TaskView> result;
        private final List<TaskView> heard = new CopyOnWriteArrayList<>();
        private final Optional<TaskView> initial;

        Subscription(SubscriptionQueryResult<Optional<TaskView>, TaskView> result) {
            this.result = result;
            result.updates().subscribe(heard::add);
            this.initial = result.initialResult().block(SOON);
        }

        TaskStatus newest() {
            return heard.isEmpty()
                    ? TaskStatus.PENDING
                    : heard.get(heard.size() - 1).status();
        }

        boolean hasHeardOf(String data) {
            return heard.stream().anyMatch(task -> task.data().text().equals(data));
        }

        @Override
        public void close() {
            result.close();
        }
    }
}
