package dev.rollback.app;

import static dev.rollback.api.ComponentName.TASK_STATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointQuery.FindCheckpoints;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.Moment;
import dev.rollback.api.PageRequest;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackCommand.RollBackFailure;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskFailure;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView;
import dev.rollback.api.json.Json;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreMonitor;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A failing task goes back by itself: once, if it is to, and never round and round. */
@OnEveryStore
class AutomaticRollbackTest {
    private static final TaskPolicy GOES_BACK = new TaskPolicy(true, true, false);

    @Parameter
    StoreKind kind;

    @TempDir
    Path here;

    private RollbackEngine engine;

    @BeforeEach
    void open() {
        engine = open(RollbackSettings.defaults());
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void G06_a_failing_task_goes_back_to_its_last_stable_checkpoint() {
        register("A", GOES_BACK);
        engine.tasks().start("A");
        set("A", 1);
        CheckpointId stable = engine.checkpoints().create("A", "before the risky step");
        set("A", 2);
        engine.tasks().with(RequestContext.of("worker-7")).fail("A", "disk full", RollbackReason.RESOURCE_LIMIT);

        TaskView back = task("A");
        assertThat(back.data()).isEqualTo(Json.parse("{\"n\":1}"));
        assertThat(back.status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(back.workedOn()).isFalse();
        assertThat(back.epoch()).isEqualTo(1);
        RollbackView record = engine.rollbacks().history().get(0);
        assertThat(engine.rollbacks().history()).hasSize(1);
        assertThat(record.status()).isEqualTo(RollbackStatus.SUCCESS);
        assertThat(record.scope().checkpoints()).containsExactly(stable);
        assertThat(record.reason()).isEqualTo(RollbackReason.RESOURCE_LIMIT);
        assertThat(record.note()).isEqualTo("task A failed: disk full");
        assertThat(record.failure()).isEqualTo(new TaskFailure(new TaskId("A"), 5));
        assertThat(record.actor()).isEqualTo("worker-7");
        assertThat(record.requestId()).isEqualTo("auto:A:5");
    }

    @Test
    void a_failure_that_was_answered_is_not_answered_again_once_the_task_moved_on() {
        register("A", GOES_BACK);
        engine.checkpoints().create("A", "before the risky step");
        engine.tasks().fail("A", "boom");
        set("A", 3);
        TaskFailure answered = Objects.requireNonNull(only().failure());
        Object again = engine.commandGateway().sendAndWait(new RollBackFailure(RollbackId.random(), answered));
        assertThat(again).isNull();
        assertThat(engine.rollbacks().history()).hasSize(1);
        assertThat(task("A").data()).isEqualTo(Json.parse("{\"n\":3}"));
    }

    @Test
    void G06_a_checkpoint_of_a_failed_state_is_not_stable() {
        reopen(RollbackSettings.defaults().withOnFailure(false));
        register("A", TaskPolicy.DEFAULT);
        CheckpointId stable = engine.checkpoints().create("A", "good");
        engine.tasks().fail("A", "boom");
        engine.checkpoints().create("A", "to look at it later");
        engine.tasks().reopen("A");
        reopen(RollbackSettings.defaults());
        engine.tasks().fail("A", "again");
        assertThat(only().scope().checkpoints()).containsExactly(stable);
    }

    @Test
    void G06_a_task_with_nothing_but_a_checkpoint_of_a_failed_state_stays_failed() {
        register("A", GOES_BACK);
        engine.tasks().fail("A", "boom");
        engine.checkpoints().create("A", "to look at it later");
        engine.tasks().reopen("A");
        engine.tasks().fail("A", "again");
        assertThat(task("A").status()).isEqualTo(TaskStatus.FAILED);
        assertThat(engine.rollbacks().history())
                .extracting(RollbackView::code)
                .containsExactly(RefusalCode.NOT_FOUND, RefusalCode.NOT_FOUND);
    }

    @Test
    void G06_where_neither_policy_nor_configuration_says_anything_a_failing_task_goes_back() {
        failed("A", TaskPolicy.DEFAULT, RollbackSettings.defaults());
        assertThat(task("A").status()).isEqualTo(TaskStatus.PENDING);
        assertThat(only().status()).isEqualTo(RollbackStatus.SUCCESS);
    }

    @Test
    void G06_by_default_a_task_without_a_stable_checkpoint_stays_failed_and_leaves_no_record() {
        register("A", TaskPolicy.DEFAULT);
        engine.tasks().fail("A", "boom");
        engine.checkpoints().create("A", "of the failed task");
        engine.tasks().reopen("A");
        engine.tasks().fail("A", "again");
        assertThat(task("A").status()).isEqualTo(TaskStatus.FAILED);
        assertThat(engine.rollbacks().history()).isEmpty();
    }

    @Test
    void G07_what_is_switched_off_for_the_task_or_for_all_leaves_no_rollback_and_no_record() {
        failed(
                "A",
                new TaskPolicy(true, false, false),
                RollbackSettings.defaults().withOnFailure(true));
        failed(
                "B",
                new TaskPolicy(false, true, false),
                RollbackSettings.defaults().withOnFailure(true));
        failed("C", TaskPolicy.DEFAULT, RollbackSettings.defaults().withOnFailure(false));
        failed("D", GOES_BACK, RollbackSettings.defaults().withOnFailure(false));
        failed("E", GOES_BACK, RollbackSettings.defaults().withEnabled(false));
        reopen(RollbackSettings.defaults().withOnFailure(true));
        for (String task : List.of("A", "B", "C", "D", "E")) {
            assertThat(task(task).status()).as(task).isEqualTo(TaskStatus.FAILED);
        }
        assertThat(engine.rollbacks().history()).isEmpty();
        failed("F", TaskPolicy.DEFAULT, RollbackSettings.defaults().withOnFailure(true));
        assertThat(task("F").status()).isEqualTo(TaskStatus.PENDING);
    }

    @Test
    void G07_switched_off_for_all_a_rollback_that_is_asked_for_is_refused_too_and_leaves_its_record() {
        register("A", TaskPolicy.DEFAULT);
        CheckpointId checkpoint = engine.checkpoints().create("A", "p");
        set("A", 2);
        reopen(RollbackSettings.defaults().withEnabled(false));
        assertThat(engine.rollbacks().check(checkpoint))
                .get()
                .extracting(RefusedException::code)
                .isEqualTo(RefusalCode.ROLLBACK_DISABLED);
        assertThat(catchThrowableOfType(
                                RefusedException.class, () -> engine.rollbacks().rollBack(checkpoint, "why"))
                        .code())
                .isEqualTo(RefusalCode.ROLLBACK_DISABLED);
        assertThat(only().status()).isEqualTo(RollbackStatus.FAILED);
    }

    @Test
    void P15_each_failure_is_recorded_with_its_reason() {
        register("A", GOES_BACK);
        for (RollbackReason reason :
                List.of(RollbackReason.TIMEOUT, RollbackReason.VALIDATION_FAILED, RollbackReason.ERROR)) {
            engine.checkpoints().create("A", "before " + reason);
            engine.tasks().fail("A", "it was " + reason, reason);
        }
        assertThat(engine.rollbacks().history())
                .extracting(RollbackView::reason)
                .containsExactly(RollbackReason.ERROR, RollbackReason.VALIDATION_FAILED, RollbackReason.TIMEOUT);
    }

    @Test
    void without_a_checkpoint_there_is_one_record_that_says_so_and_the_task_stays_failed() {
        register("A", GOES_BACK);
        engine.tasks().fail("A", "boom");
        reopen(RollbackSettings.defaults());
        assertThat(task("A").status()).isEqualTo(TaskStatus.FAILED);
        assertThat(only().code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(only().failure()).isEqualTo(new TaskFailure(new TaskId("A"), 1));
        assertThat(engine.rollbacks().history("A")).hasSize(1);
    }

    @Test
    void a_task_that_fails_again_and_again_stays_failed_until_it_was_completed_once() {
        register("A", GOES_BACK);
        engine.checkpoints().create("A", "good");
        for (int times = 1; times <= 3; times++) {
            engine.tasks().fail("A", "boom " + times);
            assertThat(task("A").status()).as("after %d", times).isEqualTo(TaskStatus.PENDING);
        }
        engine.tasks().fail("A", "boom 4");
        assertThat(task("A").status()).isEqualTo(TaskStatus.FAILED);
        assertThat(engine.rollbacks().history().get(0).code()).isEqualTo(RefusalCode.LOOP);
        assertThat(engine.rollbacks().history().get(0).scope().tasks()).containsExactly(new TaskId("A"));
        engine.tasks().reopen("A");
        engine.tasks().complete("A");
        engine.tasks().reopen("A");
        engine.tasks().fail("A", "boom 5");
        assertThat(task("A").status()).isEqualTo(TaskStatus.PENDING);
    }

    @Test
    void progress_to_another_checkpoint_counts_anew() {
        register("A", GOES_BACK);
        for (int times = 1; times <= 9; times++) {
            if (times % 3 == 1) {
                engine.checkpoints().create("A", "step " + times);
            }
            engine.tasks().fail("A", "boom " + times);
            assertThat(task("A").status()).as("after %d", times).isEqualTo(TaskStatus.PENDING);
        }
    }

    @Test
    void a_task_that_is_registered_again_has_nothing_of_its_life_before_to_go_back_to_by_itself() {
        register("A", GOES_BACK);
        CheckpointId former = engine.checkpoints().create("A", "good");
        for (int times = 1; times <= 3; times++) {
            engine.tasks().fail("A", "boom " + times);
        }
        engine.tasks().withdraw("A");
        register("A", GOES_BACK);
        engine.tasks().fail("A", "boom");
        assertThat(engine.rollbacks().history().get(0).code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(task("A").status()).isEqualTo(TaskStatus.FAILED);
        assertThat(engine.checkpoints().find(former).orElseThrow().onCurrentLine())
                .isFalse();
        engine.rollbacks().rollBack(former, "by hand it is a target still");
        assertThat(engine.checkpoints().find(former).orElseThrow().onCurrentLine())
                .isTrue();
        engine.tasks().fail("A", "boom");
        assertThat(task("A").status()).as("the count began anew").isEqualTo(TaskStatus.PENDING);
    }

    @Test
    void a_fork_onto_a_former_id_goes_back_to_no_checkpoint_of_that_one() {
        register("src", GOES_BACK);
        register("A", GOES_BACK);
        CheckpointId former = engine.checkpoints().create("A", "good");
        engine.tasks().withdraw("A");
        engine.tasks().fork("src", new Moment.Now(), "A");
        long forked = engine.history().log("A").items().get(0).position();
        engine.tasks().fail("A", "boom");
        assertThat(only().code()).isEqualTo(RefusalCode.NOT_FOUND);
        CheckpointId own = engine.checkpoints().create("A", "its own");
        assertThat(engine.checkpoints().find(own).orElseThrow().parent()).isNull();
        assertThat(isOnLine(former, forked)).isFalse();
        assertThat(isOnLine(former, forked - 1)).isTrue();
    }

    private boolean isOnLine(CheckpointId checkpoint, long cut) {
        return engine
                .checkpoints()
                .list(new FindCheckpoints(new TaskId("A"), PageRequest.first(10), cut))
                .items()
                .stream()
                .filter(view -> view.checkpointId().equals(checkpoint))
                .anyMatch(CheckpointView::onCurrentLine);
    }

    @Test
    void what_could_not_be_done_is_done_by_the_next_start_once() {
        leaveItDue("A");
        assertThat(task("A").status()).isEqualTo(TaskStatus.FAILED);
        reopen(RollbackSettings.defaults());
        assertThat(task("A").status()).isEqualTo(TaskStatus.PENDING);
        reopen(RollbackSettings.defaults());
        assertThat(only().status()).isEqualTo(RollbackStatus.SUCCESS);
    }

    @Test
    void what_a_failure_asked_for_is_done_by_a_process_that_would_not_have_asked_but_does_not_forbid_it() {
        leaveItDue("A", TaskPolicy.DEFAULT, RollbackSettings.defaults().withOnFailure(true));
        reopen(RollbackSettings.defaults().withOnFailure(false));
        assertThat(task("A").status()).isEqualTo(TaskStatus.FAILED);
        reopen(RollbackSettings.defaults().withEnabled(false));
        assertThat(task("A").status()).isEqualTo(TaskStatus.FAILED);
        reopen(RollbackSettings.defaults());
        assertThat(task("A").status()).isEqualTo(TaskStatus.PENDING);
        assertThat(only().status()).isEqualTo(RollbackStatus.SUCCESS);
    }

    @Test
    void a_task_that_moved_on_is_let_be() {
        leaveItDue("A");
        // Nothing but a start looks for what is due.
        engine.tasks().reopen("A");
        set("A", 7);
        reopen(RollbackSettings.defaults());
        assertThat(task("A").data()).isEqualTo(Json.parse("{\"n\":7}"));
        assertThat(engine.rollbacks().history()).isEmpty();
    }

    @Test
    void a_checkpoint_or_another_policy_is_no_moving_on() {
        leaveItDue("A");
        engine.checkpoints().create("A", "the mess");
        reopen(RollbackSettings.defaults());
        assertThat(task("A").status()).isEqualTo(TaskStatus.PENDING);
    }

    @Test
    void the_request_ids_of_failures_are_taken_by_nothing_else_so_that_none_is_kept_from_going_back() {
        register("A", GOES_BACK);
        engine.checkpoints().create("A", "good");
        assertThat(catchThrowableOfType(
                        RefusedException.class,
                        () -> engine.tasks()
                                .with(RequestContext.of("ann").withRequestId("auto:A:2"))
                                .register("B", "Beta")))
                .hasMessage(
                        "the request id auto:A:2 is not free: ids that begin with 'auto:' are those of the rollbacks that failures ask for by themselves. Take another id.")
                .extracting(RefusedException::code)
                .isEqualTo(RefusalCode.INVALID_INPUT);
        assertThat(engine.tasks().find("B")).isEmpty();
        engine.tasks().fail("A", "boom");
        assertThat(only().status()).isEqualTo(RollbackStatus.SUCCESS);
    }

    @Test
    void the_rollback_of_a_failure_can_be_undone() {
        register("A", GOES_BACK);
        engine.checkpoints().create("A", "good");
        set("A", 2);
        engine.tasks().fail("A", "boom");
        engine.rollbacks().undo(only().rollbackId(), "I want to see it");
        assertThat(task("A").status()).isEqualTo(TaskStatus.FAILED);
        assertThat(task("A").data()).isEqualTo(Json.parse("{\"n\":2}"));
        reopen(RollbackSettings.defaults());
        assertThat(task("A").status()).as("nobody failed again").isEqualTo(TaskStatus.FAILED);
    }

    /** The task failed, and the store went away before its rollback could be written. */
    private void leaveItDue(String task) {
        leaveItDue(task, GOES_BACK, RollbackSettings.defaults());
    }

    private void leaveItDue(String task, TaskPolicy policy, RollbackSettings settings) {
        register(task, policy);
        engine.checkpoints().create(task, "good");
        engine.close();
        try (RollbackEngine cut = RollbackEngine.on(new StoreWithoutRollbacks(store()), options(settings))) {
            cut.tasks().fail(task, "boom");
        }
        engine = RollbackEngine.on(new StoreWithoutRollbacks(store()), options(RollbackSettings.defaults()));
    }

    private void failed(String task, TaskPolicy policy, RollbackSettings settings) {
        reopen(settings);
        register(task, policy);
        engine.checkpoints().create(task, "good");
        engine.tasks().fail(task, "boom");
    }

    private void register(String task, TaskPolicy policy) {
        engine.tasks().send(new RegisterTask(new TaskId(task), "Task " + task, List.of(), null, policy));
    }

    private void set(String task, int n) {
        engine.tasks().merge(task, TASK_STATE, Json.of(Map.of("n", n)));
    }

    private TaskView task(String task) {
        return engine.tasks().find(task).orElseThrow();
    }

    private RollbackView only() {
        assertThat(engine.rollbacks().history()).hasSize(1);
        return engine.rollbacks().history().get(0);
    }

    private void reopen(RollbackSettings settings) {
        engine.close();
        engine = open(settings);
    }

    private RollbackEngine open(RollbackSettings settings) {
        return RollbackEngine.open(options(settings));
    }

    private Store store() {
        return Stores.create(
                StoreAddress.of(kind.address(here), here), System.getenv(), InstantSource.system(), StoreMonitor.NONE);
    }

    private EngineOptions options(RollbackSettings settings) {
        return EngineOptions.defaults()
                .withStore(StoreAddress.of(kind.address(here), here))
                .withActor("ann")
                .withRollback(settings);
    }
}
