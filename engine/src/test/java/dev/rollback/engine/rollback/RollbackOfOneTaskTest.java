package dev.rollback.engine.rollback;

import static dev.rollback.api.ComponentName.CACHE;
import static dev.rollback.api.ComponentName.TASK_STATE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.Difference;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusalEvent.StaleWorkRefused;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackEvent.RollbackFailed;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackManager;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.StaleEpochException;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import dev.rollback.engine.TestEngine;
import dev.rollback.engine.task.TaskState;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

@OnEveryStore(inEachBuild = true)
class RollbackOfOneTaskTest {
    @Parameter
    StoreKind kind;

    @TempDir
    Path directory;

    private TestEngine engine;

    @BeforeEach
    void open() {
        engine = TestEngine.in(kind, directory);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void brings_the_state_back_in_one_unit_and_raises_the_epoch() {
        engine.tasks.register("A", "Alpha");
        n(1);
        checkpoint("a1");
        TaskState then = engine.state("A");
        n(2);
        engine.tasks.complete("A");
        long before = engine.head();

        rollBack("a1", "rb-1");

        TaskState now = engine.state("A");
        assertThat(now.content()).isEqualTo(then.content());
        assertThat(now.epoch()).isEqualTo(1);
        assertThat(now.status()).isEqualTo(TaskStatus.PENDING);
        assertThat(now.currentCheckpoint()).isEqualTo(new CheckpointId("a1"));
        List<StoredEvent> unit = engine.store.read(reading -> reading.after(before, 10));
        assertThat(unit)
                .extracting(StoredEvent::name)
                .containsExactly("rollback.RollbackRequested", "task.TaskRolledBack", "rollback.RollbackSucceeded");
        assertThat(unit).extracting(StoredEvent::unit).containsOnly(before + 1);
        TaskRolledBack event = (TaskRolledBack) EventCodec.read(unit.get(1));
        assertThat(event.hashAfter()).isEqualTo(then.content().hash());
        assertThat(EventCodec.metadata(unit.get(1)))
                .containsEntry(MetadataKeys.ACTOR, "ann")
                .containsEntry(MetadataKeys.EPOCH, 1);
    }

    @Test
    void work_of_the_old_epoch_is_refused_after_it() {
        engine.tasks.register("A", "Alpha");
        long epoch = engine.tasks.start("A").epoch();
        checkpoint("a1");
        engine.tasks.withEpoch(epoch).merge("A", CACHE, Json.parse("{\"n\":1}"));
        rollBack("a1", "rb-1");
        assertThatThrownBy(() -> engine.tasks.withEpoch(epoch).merge("A", CACHE, Json.parse("{\"n\":2}")))
                .isInstanceOf(StaleEpochException.class);
        assertThatThrownBy(() -> engine.tasks.withEpoch(epoch).heartbeat("A")).isInstanceOf(StaleEpochException.class);
        assertThat(engine.state("A").content().components()).doesNotContainKey(CACHE);
        assertThat(engine.tasks.start("A").epoch()).isEqualTo(1);
    }

    @Test
    void refused_stale_work_leaves_one_trace_and_nothing_in_the_tasks_stream() {
        engine.tasks.register("A", "Alpha");
        checkpoint("a1");
        n(1);
        rollBack("a1", "rb-1");
        List<Object> before = engine.eventsOf("A");
        long head = engine.head();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> engine.tasks.withEpoch(0).merge("A", CACHE, Json.parse("{\"n\":7}")))
                    .isInstanceOf(StaleEpochException.class);
        }
        assertThatThrownBy(() -> engine.tasks.withEpoch(0).complete("A")).isInstanceOf(StaleEpochException.class);
        assertThat(engine.eventsOf("A")).isEqualTo(before);
        List<StoredEvent> traces = engine.store.read(reading -> reading.after(head, 10));
        assertThat(traces)
                .extracting(EventCodec::read)
                .containsExactly(
                        new StaleWorkRefused(new TaskId("A"), 0, 1, "UpdateTask", "ann"),
                        new StaleWorkRefused(new TaskId("A"), 0, 1, "CompleteTask", "ann"));
    }

    @Test
    void a_running_task_that_wrote_nothing_is_stopped_too() {
        engine.tasks.register("A", "Alpha");
        engine.tasks.start("A");
        checkpoint("a1");
        rollBack("a1", "rb-1");
        assertThat(engine.state("A").epoch()).isEqualTo(1);
        assertThat(engine.state("A").workedOn()).isFalse();
    }

    @Test
    void says_already_there_and_by_which_rollback() {
        engine.tasks.register("A", "Alpha");
        checkpoint("a1");
        n(1);
        rollBack("a1", "rb-1");
        long head = engine.head();
        assertRefused(RefusalCode.ALREADY_THERE, "already there (rb-1)", () -> rollBack("a1", "rb-2"));
        assertThat(engine.head()).isEqualTo(head);
        n(2);
        rollBack("a1", "rb-3");
        assertThat(engine.state("A").epoch()).isEqualTo(2);
    }

    @Test
    void says_already_there_when_nothing_changed_since_the_checkpoint() {
        engine.tasks.register("A", "Alpha");
        checkpoint("a1");
        checkpoint("a2");
        assertRefused(RefusalCode.ALREADY_THERE, "nothing has changed", () -> rollBack("a1", "rb-1"));
    }

    @Test
    void P01_an_unknown_checkpoint_is_not_found_and_leaves_one_failed_record() {
        engine.tasks.register("A", "Alpha");
        long head = engine.head();
        assertRefused(RefusalCode.NOT_FOUND, "no checkpoint cp-nope", () -> rollBack("cp-nope", "rb-1"));
        assertThat(engine.head()).isEqualTo(head + 1);
        RollbackFailed failed =
                (RollbackFailed) EventCodec.read(engine.stream("rollback/rb-1").get(0));
        assertThat(failed.code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(failed.error()).contains("cp-nope");
    }

    @Test
    void G16_a_rollback_that_is_not_allowed_changes_nothing_and_leaves_one_failed_record() {
        engine.tasks.send(
                new RegisterTask(new TaskId("A"), "Alpha", List.of(), null, new TaskPolicy(false, false, false)));
        checkpoint("a1");
        n(1);
        TaskState before = engine.state("A");
        assertRefused(RefusalCode.ROLLBACK_DISABLED, "forbids rollback", () -> rollBack("a1", "rb-1"));
        assertThat(engine.state("A")).isEqualTo(before);
        assertThat(engine.stream("rollback/rb-1"))
                .extracting(StoredEvent::name)
                .containsExactly("rollback.RollbackFailed");
    }

    @Test
    void a_checkpoint_of_a_failed_task_needs_to_be_forced() {
        engine.tasks.register("A", "Alpha");
        engine.tasks.fail("A", "boom");
        checkpoint("a1");
        engine.tasks.reopen("A");
        assertRefused(RefusalCode.FAILED_STATE, "had failed", () -> rollBack("a1", "rb-1"));
        send(new RollBack(
                new RollbackId("rb-2"), RollbackScope.to(new CheckpointId("a1")).forced(), "why"));
        assertThat(engine.state("A").status()).isEqualTo(TaskStatus.FAILED);
    }

    @Test
    void P11_a_rollback_without_a_reason_is_refused_by_name() {
        assertRefused(
                RefusalCode.INVALID_INPUT,
                "needs a reason",
                () -> new RollBack(new RollbackId("rb-1"), new CheckpointId("a1"), " "));
    }

    @Test
    void P14_five_checkpoints_back_to_the_second_and_on_to_the_fourth() {
        engine.tasks.register("A", "Alpha");
        for (int i = 1; i <= 5; i++) {
            n(i);
            checkpoint("a" + i);
        }
        rollBack("a2", "rb-1");
        assertThat(data()).isEqualTo(Json.parse("{\"n\":2}"));
        rollBack("a4", "rb-2");
        assertThat(data()).isEqualTo(Json.parse("{\"n\":4}"));
        assertThat(engine.state("A").currentCheckpoint()).isEqualTo(new CheckpointId("a4"));
    }

    @Test
    void P09_awkward_state_comes_back_exactly() {
        Json awkward = Json.parse(
                "{\"a\":1,\"b\":1.0,\"c\":1.00,\"d\":1e400,\"e\":12345678901234567890.10,\"f\":-0,\"g\":\"\\u0000é😀\",\"h\":[[[{}]]],\"\":null}");
        engine.tasks.register("A", "Alpha");
        engine.tasks.replace("A", TASK_STATE, awkward);
        checkpoint("a1");
        engine.tasks.replace("A", TASK_STATE, Json.parse("{\"a\":1.0,\"b\":1}"));
        rollBack("a1", "rb-1");
        assertThat(data().canonical()).isEqualTo(awkward.canonical());
    }

    @Test
    void the_plan_shows_what_would_be_lost_and_writes_nothing() {
        engine.tasks.register("A", "Alpha");
        n(1);
        checkpoint("a1");
        n(2);
        checkpoint("a2");
        engine.tasks.start("A");
        long head = engine.head();
        RollbackPlan plan = new RollbackManager(engine.commands, engine.queries, RequestContext.of("ann"), 100)
                .plan(new CheckpointId("a1"));
        assertThat(engine.head()).isEqualTo(head);
        assertThat(plan.tasks()).hasSize(1);
        RollbackPlan.TaskPlan task = plan.tasks().get(0);
        assertThat(task.differences()).extracting(Difference::path).containsExactly("/status", "/data/n");
        assertThat(task.lostCheckpoints()).containsExactly(new CheckpointId("a2"));
        assertThat(task.lostEvents()).isEqualTo(3);
        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("somebody works on task A"));
    }

    @Test
    void the_same_request_twice_is_one_rollback_and_one_answer() {
        engine.tasks.register("A", "Alpha");
        checkpoint("a1");
        n(1);
        MetaData request = MetaData.with(MetadataKeys.REQUEST_ID, "req-1").and(MetadataKeys.ACTOR, "ann");
        Object first = engine.commands.sendAndWait(
                new RollBack(new RollbackId("rb-1"), new CheckpointId("a1"), "why"), request);
        long head = engine.head();
        Object second = engine.commands.sendAndWait(
                new RollBack(new RollbackId("rb-2"), new CheckpointId("a1"), "why"), request);
        assertThat(second).isEqualTo(first).isEqualTo(new RollbackId("rb-1"));
        assertThat(engine.head()).isEqualTo(head);
        assertRefused(
                RefusalCode.CONFLICT,
                "used for something else",
                () -> engine.commands.sendAndWait(
                        new RollBack(new RollbackId("rb-3"), new CheckpointId("a1"), "another"), request));
    }

    @Test
    void a_request_that_was_refused_can_be_sent_again() {
        engine.tasks.register("A", "Alpha");
        MetaData request = MetaData.with(MetadataKeys.REQUEST_ID, "req-1").and(MetadataKeys.ACTOR, "ann");
        assertRefused(
                RefusalCode.NOT_FOUND,
                "no checkpoint a1",
                () -> engine.commands.sendAndWait(
                        new RollBack(new RollbackId("rb-1"), new CheckpointId("a1"), "why"), request));
        checkpoint("a1");
        n(1);
        Object second = engine.commands.sendAndWait(
                new RollBack(new RollbackId("rb-2"), new CheckpointId("a1"), "why"), request);
        assertThat(second).isEqualTo(new RollbackId("rb-2"));
    }

    @Test
    void a_request_for_another_checkpoint_id_is_refused() {
        engine.tasks.register("A", "Alpha");
        MetaData request = MetaData.with(MetadataKeys.REQUEST_ID, "req-1");
        engine.commands.sendAndWait(new CreateCheckpoint(new TaskId("A"), new CheckpointId("a1"), "p"), request);
        assertRefused(
                RefusalCode.CONFLICT,
                "used for something else",
                () -> engine.commands.sendAndWait(
                        new CreateCheckpoint(new TaskId("A"), new CheckpointId("a2"), "p"), request));
    }

    @Test
    void what_a_request_asked_is_in_the_log_so_that_the_index_can_be_made_anew() {
        engine.commands.sendAndWait(
                new RegisterTask(new TaskId("A"), "Alpha", List.of(), null, TaskPolicy.DEFAULT),
                MetaData.with(MetadataKeys.REQUEST_ID, "req-1"));
        String remembered = engine.store.read(
                reading -> reading.request("req-1").orElseThrow().bodyHash());
        assertThat(EventCodec.metadata(engine.stream("task/A").get(0)))
                .containsEntry(EventCodec.REQUEST_BODY, remembered)
                .containsEntry(MetadataKeys.REQUEST_ID, "req-1");
    }

    @Test
    void a_state_that_is_not_the_one_that_was_marked_is_corrupt_and_nothing_is_changed() {
        engine.tasks.register("A", "Alpha");
        n(1);
        checkpoint("a1");
        n(2);
        engine.close();
        engine = TestEngine.in(kind, directory);
        String marked = new String(engine.stream("task/A").get(1).payload(), UTF_8);
        byte[] forged = marked.replace("\"n\":1", "\"n\":7").getBytes(UTF_8);
        int altered = engine.store.write(reading ->
                reading.sql().update("UPDATE event SET payload = ? WHERE stream = 'task/A' AND seq = 1", forged));
        assertThat(altered).isEqualTo(1);
        assertRefused(RefusalCode.CORRUPT, "not the one that was marked", () -> rollBack("a1", "rb-1"));
        assertThat(engine.state("A").epoch()).isZero();
    }

    @Test
    void P02_valid_of_a_failed_state_of_another_version_and_damaged_are_four_answers() {
        RollbackManager rollbacks = new RollbackManager(engine.commands, engine.queries, RequestContext.of("ann"), 100);
        TaskPolicy staysFailed = new TaskPolicy(true, false, false);
        engine.tasks.send(new RegisterTask(new TaskId("A"), "Alpha", List.of(), null, staysFailed)); // 0
        n(1); // 1
        checkpoint("valid"); // 2
        engine.tasks.fail("A", "boom"); // 3
        checkpoint("failed"); // 4
        engine.tasks.reopen("A"); // 5
        checkpoint("version"); // 6
        n(2); // 7
        checkpoint("damaged"); // 8
        n(3); // 9
        alter(6, "\"schemaVersion\":\"1.0\"", "\"schemaVersion\":\"9.0\"");
        alter(8, "\"stateHash\":\"", "\"stateHash\":\"00");
        assertThat(rollbacks.check(new CheckpointId("valid"))).isEmpty();
        assertThat(List.of("failed", "version", "damaged"))
                .extracting(id ->
                        rollbacks.check(new CheckpointId(id)).orElseThrow().code())
                .containsExactly(RefusalCode.FAILED_STATE, RefusalCode.VERSION_INCOMPATIBLE, RefusalCode.CORRUPT);
        assertThat(rollbacks.check(new CheckpointId("version")).orElseThrow())
                .hasMessageContaining("version 9.0")
                .hasMessageContaining("version 1.0");
    }

    private void alter(long seq, String what, String by) {
        String text = new String(engine.stream("task/A").get((int) seq).payload(), UTF_8);
        byte[] forged = text.replace(what, by).getBytes(UTF_8);
        int altered = engine.store.write(reading ->
                reading.sql().update("UPDATE event SET payload = ? WHERE stream = 'task/A' AND seq = ?", forged, seq));
        assertThat(altered).isEqualTo(1);
    }

    @Test
    void five_rollbacks_at_once_to_one_checkpoint_are_one() throws Exception {
        engine.tasks.register("A", "Alpha");
        checkpoint("a1");
        n(1);
        List<CompletableFuture<Object>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            all.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return rollBack("a1", "rb-" + number);
                } catch (RefusedException e) {
                    return e.code();
                }
            }));
        }
        List<Object> answers = new ArrayList<>();
        for (CompletableFuture<Object> one : all) {
            answers.add(one.get(20, TimeUnit.SECONDS));
        }
        assertThat(answers).filteredOn(RollbackId.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(RefusalCode.ALREADY_THERE::equals).hasSize(4);
        assertThat(engine.state("A").epoch()).isEqualTo(1);
    }

    @Test
    void P04_after_a_restart_all_is_as_before() {
        engine.tasks.register("A", "Alpha");
        checkpoint("a1");
        n(1);
        rollBack("a1", "rb-1");
        TaskState before = engine.state("A");
        engine.close();
        engine = TestEngine.in(kind, directory);
        assertThat(engine.state("A")).isEqualTo(before);
        n(2);
        rollBack("a1", "rb-2");
        assertThat(engine.state("A").epoch()).isEqualTo(2);
    }

    private void n(int value) {
        engine.tasks.merge("A", TASK_STATE, Json.parse("{\"n\":" + value + "}"));
    }

    private Json data() {
        return engine.state("A").content().taskState().data();
    }

    private void checkpoint(String id) {
        engine.tasks.send(new CreateCheckpoint(new TaskId("A"), new CheckpointId(id), "phase"));
    }

    private RollbackId rollBack(String checkpoint, String id) {
        return send(new RollBack(new RollbackId(id), new CheckpointId(checkpoint), "why"));
    }

    private RollbackId send(RollBack command) {
        return engine.commands.sendAndWait(command, MetaData.with(MetadataKeys.ACTOR, "ann"));
    }

    private static void assertRefused(RefusalCode code, String words, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(words)
                .extracting(e -> ((RefusedException) e).code())
                .isEqualTo(code);
    }
}
