package dev.rollback.app;

import static dev.rollback.api.ComponentName.CACHE;
import static dev.rollback.api.ComponentName.TASK_STATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.PageRequest;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackQuery.FindRollbacks;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskCommand.StartTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskReceipt;
import dev.rollback.api.TaskView;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonCodec;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** The guide's promises through the Java façades, by their row in the acceptance list. */
@OnEveryStore
class GuideTest {
    @Parameter
    StoreKind kind;

    @TempDir
    Path here;

    private RollbackEngine engine;

    @BeforeEach
    void open() {
        engine = RollbackEngine.open(options());
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void G01_opens_with_defaults_or_with_an_own_directory_and_limit() {
        assertThat(EngineOptions.defaults().store())
                .isEqualTo(new StoreAddress.Folder(Path.of(".taskmaster", "rollbacks")));
        assertThat(EngineOptions.defaults().historyLimit()).isEqualTo(100);
        try (RollbackEngine limited =
                RollbackEngine.open(options(here.resolve("other")).withHistoryLimit(2))) {
            rollBackTimes(limited, 3);
            assertThat(limited.rollbacks().history()).hasSize(2);
        }
        assertThat(engine.rollbacks().history()).isEmpty();
    }

    @Test
    void G02_a_checkpoint_has_a_unique_id_and_keeps_version_actor_and_exact_state() {
        Json state = Json.parse("{\"n\":1.00,\"list\":[1,2]}");
        CheckpointId first = engine.checkpoints().create("task-1", "phase", state);
        CheckpointId second = engine.checkpoints().create("task-1", "phase", state);
        assertThat(first).isNotEqualTo(second);
        CheckpointView made = engine.checkpoints().find(first).orElseThrow();
        assertThat(made.createdBy()).isEqualTo("ann");
        assertThat(made.schemaVersion()).isEqualTo("1.0");
        assertThat(engine.tasks().find("task-1").orElseThrow().data()).isEqualTo(state);
    }

    @Test
    void G03_lists_checkpoints_of_all_or_of_one_task_newest_first() {
        engine.tasks().register("A", "Alpha");
        engine.tasks().register("B", "Beta");
        CheckpointId a1 = engine.checkpoints().create("A", "one");
        CheckpointId b1 = engine.checkpoints().create("B", "two");
        CheckpointId a2 = engine.checkpoints().create("A", "three");
        assertThat(engine.checkpoints().list())
                .extracting(CheckpointView::checkpointId)
                .containsExactly(a2, b1, a1);
        assertThat(engine.checkpoints().list("A"))
                .extracting(CheckpointView::phase)
                .containsExactly("three", "one");
    }

    @Test
    void G04_rolls_back_with_reason_and_metadata_and_returns_the_record() {
        engine.tasks().register("A", "Alpha");
        engine.tasks().merge("A", CACHE, Json.parse("{\"n\":1}"));
        CheckpointId checkpoint = engine.checkpoints().create("A", "before");
        TaskView then = engine.tasks().find("A").orElseThrow();
        engine.tasks().merge("A", CACHE, Json.parse("{\"n\":2}"));
        RollbackView record = engine.rollbacks()
                .rollBack(checkpoint, RollbackReason.VALIDATION_FAILED, "numbers are off", Map.of("ticket", "T-1"));
        assertThat(record.status()).isEqualTo(RollbackStatus.SUCCESS);
        assertThat(record.actor()).isEqualTo("ann");
        TaskView now = engine.tasks().find("A").orElseThrow();
        assertThat(now.components()).isEqualTo(then.components());
        assertThat(now.data()).isEqualTo(then.data());
        assertThat(find("ticket", "T-1")).containsExactly(record);
        assertThat(find("ticket", "T-2")).isEmpty();
    }

    @Test
    void G12_history_is_newest_first_limited_and_by_task() {
        rollBackTimes(engine, 4);
        engine.tasks().register("B", "Beta");
        assertThat(engine.rollbacks().history()).extracting(RollbackView::note).containsExactly("3", "2", "1", "0");
        assertThat(engine.rollbacks().history("A")).hasSize(4);
        assertThat(engine.rollbacks().history("B")).isEmpty();
        assertThat(engine.rollbacks()
                        .history(new FindRollbacks(null, Map.of(), PageRequest.first(2)))
                        .items())
                .hasSize(2);
        assertThat(engine.rollbacks()
                        .history(new FindRollbacks(null, Map.of(), PageRequest.first(2)))
                        .total())
                .isEqualTo(4);
    }

    @Test
    void G16_a_failed_rollback_has_a_record_with_its_error_and_changed_nothing() {
        engine.tasks().register("A", "Alpha");
        engine.tasks().fail("A", "boom");
        CheckpointId checkpoint = engine.checkpoints().create("A", "after the failure");
        engine.tasks().reopen("A");
        TaskView before = engine.tasks().find("A").orElseThrow();
        assertThatThrownBy(() -> engine.rollbacks().rollBack(checkpoint, "back"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("had failed");
        assertThat(engine.tasks().find("A").orElseThrow()).isEqualTo(before);
        RollbackView record = engine.rollbacks().history().get(0);
        assertThat(record.status()).isEqualTo(RollbackStatus.FAILED);
        assertThat(record.error()).contains("had failed");
    }

    @Test
    void G18_P15_each_reason_is_recorded() {
        engine.tasks().register("A", "Alpha");
        List<RollbackReason> recorded = new ArrayList<>();
        for (RollbackReason reason : RollbackReason.values()) {
            CheckpointId checkpoint = engine.checkpoints().create("A", "before");
            engine.tasks().merge("A", CACHE, Json.of(Map.of("reason", reason.name())));
            recorded.add(engine.rollbacks()
                    .rollBack(checkpoint, reason, "why", Map.of())
                    .reason());
        }
        assertThat(recorded).containsExactly(RollbackReason.values());
    }

    @Test
    void G14_can_it_be_rolled_back_to_yes_or_no_with_the_reason() {
        TaskPolicy staysFailed = new TaskPolicy(true, false, false);
        engine.tasks().send(new RegisterTask(new TaskId("A"), "Alpha", List.of(), null, staysFailed));
        CheckpointId checkpoint = engine.checkpoints().create("A", "before");
        assertThat(why(checkpoint)).isEqualTo("ALREADY_THERE already there");
        engine.tasks().fail("A", "boom");
        assertThat(engine.rollbacks().check(checkpoint)).as("yes").isEmpty();
        CheckpointId failed = engine.checkpoints().create("A", "failed");
        engine.tasks().reopen("A");
        assertThat(why(failed)).startsWith("FAILED_STATE checkpoint " + failed);
        assertThat(why(new CheckpointId("cp-none"))).startsWith("NOT_FOUND there is no checkpoint cp-none");
        engine.tasks()
                .send(new RegisterTask(
                        new TaskId("fixed"), "Fixed", List.of(), null, new TaskPolicy(false, false, false)));
        CheckpointId fixed = engine.checkpoints().create("fixed", "p");
        engine.tasks().start("fixed");
        assertThat(why(fixed)).startsWith("ROLLBACK_DISABLED the policy of task fixed forbids rollback");
        CheckpointId everything = engine.checkpoints().createSystem("all");
        assertThat(why(everything)).startsWith("ALREADY_THERE already there");
        engine.tasks().fail("A", "boom");
        assertThat(engine.rollbacks().check(everything)).as("yes").isEmpty();
        assertThat(engine.rollbacks().history()).as("asking leaves no record").isEmpty();
    }

    private String why(CheckpointId checkpoint) {
        RefusedException refused = engine.rollbacks().check(checkpoint).orElseThrow();
        return refused.code() + " " + refused.getMessage().split(":")[0];
    }

    @Test
    void P06_ten_creates_beside_five_rollbacks_and_a_hundred_at_once() throws Exception {
        engine.tasks().register("A", "Alpha");
        List<CheckpointId> targets = IntStream.range(0, 5)
                .mapToObj(n -> {
                    engine.tasks().register("R" + n, "Rolled back");
                    CheckpointId target = engine.checkpoints().create("R" + n, "before");
                    engine.tasks().merge("R" + n, CACHE, Json.of(Map.of("n", n)));
                    return target;
                })
                .toList();
        List<CompletableFuture<CheckpointId>> creates = creates(10);
        List<CompletableFuture<RollbackView>> rollbacks = targets.stream()
                .map(target ->
                        CompletableFuture.supplyAsync(() -> engine.rollbacks().rollBack(target, "again")))
                .toList();
        for (CompletableFuture<RollbackView> rollback : rollbacks) {
            assertThat(rollback.get(60, TimeUnit.SECONDS).status()).isEqualTo(RollbackStatus.SUCCESS);
        }
        creates.addAll(creates(100));
        List<CheckpointId> made = new ArrayList<>();
        for (CompletableFuture<CheckpointId> create : creates) {
            made.add(create.get(60, TimeUnit.SECONDS));
        }
        assertThat(made).hasSize(110).doesNotHaveDuplicates();
        assertThat(engine.checkpoints().list("A"))
                .extracting(CheckpointView::checkpointId)
                .containsExactlyInAnyOrderElementsOf(made);
    }

    private List<CompletableFuture<CheckpointId>> creates(int count) {
        List<CompletableFuture<CheckpointId>> creates = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            creates.add(engine.checkpoints()
                    .createAsync(new CreateCheckpoint(new TaskId("A"), CheckpointId.random(), "phase " + n)));
        }
        return creates;
    }

    @Test
    void P01_an_unknown_checkpoint_is_not_found() {
        assertThatThrownBy(() -> engine.rollbacks().rollBack(new CheckpointId("cp-nope"), "why"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("there is no checkpoint cp-nope");
        assertThat(engine.rollbacks().history()).hasSize(1);
    }

    @Test
    void P04_history_checkpoints_and_states_survive_a_restart() {
        rollBackTimes(engine, 2);
        List<RollbackView> history = engine.rollbacks().history();
        List<CheckpointView> checkpoints = engine.checkpoints().list();
        TaskView task = engine.tasks().find("A").orElseThrow();
        engine.close();
        engine = RollbackEngine.open(options());
        assertThat(engine.rollbacks().history()).isEqualTo(history);
        assertThat(engine.checkpoints().list()).isEqualTo(checkpoints);
        assertThat(engine.tasks().find("A").orElseThrow()).isEqualTo(task);
    }

    @Test
    void P08_a_record_goes_to_json_and_back_without_loss() throws IOException {
        rollBackTimes(engine, 1);
        for (RollbackView record : engine.rollbacks().history()) {
            byte[] json = JsonCodec.mapper().writeValueAsBytes(record);
            assertThat(JsonCodec.mapper().readValue(json, RollbackView.class)).isEqualTo(record);
        }
    }

    @Test
    void P09_nested_large_unicode_and_awkward_numbers_come_back_exactly() {
        StringBuilder large = new StringBuilder("{\"list\":[");
        IntStream.range(0, 5_000)
                .forEach(i -> large.append(i == 0 ? "" : ",")
                        .append("{\"i\":")
                        .append(i)
                        .append(".0}"));
        large.append("],\"deep\":").append("[".repeat(200)).append("]".repeat(200));
        large.append(
                ",\"text\":\"日本語 🎉 \\u0000 \\\" é\",\"numbers\":[1,1.0,1.00,1e400,-0,12345678901234567890.123456789]}");
        Json awkward = Json.parse(large.toString());
        CheckpointId checkpoint = engine.checkpoints().create("A", "before", awkward);
        engine.tasks().replace("A", TASK_STATE, Json.parse("{\"list\":[]}"));
        engine.rollbacks().rollBack(checkpoint, "why");
        assertThat(engine.tasks().find("A").orElseThrow().data().canonical()).isEqualTo(awkward.canonical());
    }

    @Test
    void P14_five_checkpoints_back_to_the_second_and_the_later_ones_stay_reachable() {
        engine.tasks().register("A", "Alpha");
        List<CheckpointId> checkpoints = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            engine.tasks().replace("A", CACHE, Json.of(Map.of("n", i)));
            checkpoints.add(engine.checkpoints().create("A", "phase " + i));
        }
        engine.rollbacks().rollBack(checkpoints.get(1), "why");
        assertThat(cache()).isEqualTo(Json.parse("{\"n\":2}"));
        assertThat(engine.checkpoints().list("A"))
                .filteredOn(CheckpointView::onCurrentLine)
                .extracting(CheckpointView::checkpointId)
                .containsExactly(checkpoints.get(1), checkpoints.get(0));
        for (int i = 5; i >= 3; i--) {
            engine.rollbacks().rollBack(checkpoints.get(i - 1), "on");
            assertThat(cache()).isEqualTo(Json.of(Map.of("n", i)));
        }
    }

    @Test
    void P22_steps_titles_and_metadata_stay_apart() {
        engine.tasks().register("A", "The title");
        engine.tasks().merge("A", TASK_STATE, Json.parse("{\"title\":\"data\",\"step\":9}"));
        CheckpointId checkpoint = engine.checkpoints().create("A", "before");
        engine.tasks().merge("A", TASK_STATE, Json.parse("{\"title\":\"other\",\"step\":10}"));
        engine.rollbacks().rollBack(checkpoint, RollbackReason.MANUAL, "why", Map.of("title", "meta", "step", "1"));
        TaskView task = engine.tasks().find("A").orElseThrow();
        assertThat(task.title()).isEqualTo("The title");
        assertThat(task.data()).isEqualTo(Json.parse("{\"title\":\"data\",\"step\":9}"));
    }

    @Test
    void one_request_sent_by_many_at_once_is_one_checkpoint_and_one_answer() throws Exception {
        engine.tasks().register("A", "Alpha");
        RequestContext request = RequestContext.of("ann").withRequestId("r-1");
        List<CompletableFuture<CheckpointId>> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.add(CompletableFuture.supplyAsync(
                    () -> engine.checkpoints().with(request).create("A", "once")));
        }
        for (CompletableFuture<CheckpointId> answer : answers) {
            assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(CheckpointId.ofRequest("r-1"));
        }
        assertThat(engine.checkpoints().list()).hasSize(1);
    }

    @Test
    void a_caller_waits_no_longer_than_it_wants_to() {
        engine.tasks().register("A", "Alpha");
        try (Store other = Stores.open(options().store(), Map.of(), InstantSource.system())) {
            other.write(held -> {
                assertThatThrownBy(() -> engine.tasks()
                                .withTimeout(Duration.ofMillis(200))
                                .start("A"))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("unknown");
                return true;
            });
        }
        await().untilAsserted(() ->
                assertThat(engine.tasks().find("A").orElseThrow().workedOn()).isTrue());
    }

    @Test
    void the_asynchronous_calls_do_the_same() throws Exception {
        engine.tasks().register("A", "Alpha");
        TaskReceipt receipt =
                engine.tasks().sendAsync(new StartTask(new TaskId("A"))).get(10, TimeUnit.SECONDS);
        assertThat(receipt.epoch()).isZero();
        assertThat(engine.tasks()
                        .findAsync("A")
                        .get(10, TimeUnit.SECONDS)
                        .orElseThrow()
                        .workedOn())
                .isTrue();
    }

    @Test
    void nothing_of_it_needs_xstream_and_no_thread_is_left_behind() {
        assertThatThrownBy(() -> Class.forName("com.thoughtworks.xstream.XStream"))
                .isInstanceOf(ClassNotFoundException.class);
        engine.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("rollback-views"));
    }

    private EngineOptions options() {
        return options(here);
    }

    private EngineOptions options(Path folder) {
        return EngineOptions.defaults()
                .withStore(StoreAddress.of(kind.address(folder), here))
                .withActor("ann");
    }

    private List<RollbackView> find(String key, String value) {
        return engine.rollbacks()
                .history(new FindRollbacks(null, Map.of(key, value), PageRequest.first(10)))
                .items();
    }

    private Json cache() {
        return engine.tasks().find("A").orElseThrow().components().get(CACHE);
    }

    private static void rollBackTimes(RollbackEngine engine, int times) {
        engine.tasks().register("A", "Alpha");
        CheckpointId checkpoint = engine.checkpoints().create("A", "before");
        for (int i = 0; i < times; i++) {
            engine.tasks().replace("A", CACHE, Json.of(Map.of("n", i)));
            engine.rollbacks().rollBack(checkpoint, String.valueOf(i));
        }
    }
}
