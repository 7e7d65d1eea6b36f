package dev.rollback.app;

import static dev.rollback.api.ComponentName.TASK_STATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointState;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import dev.rollback.store.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Checkpoints that are made without being asked for, as configured. */
@OnEveryStore
class AutomaticCheckpointsTest {
    private static final Duration INTERVAL = Duration.ofMinutes(30);

    @Parameter
    StoreKind kind;

    @TempDir
    Path here;

    private final TestClock clock = new TestClock();
    private RollbackEngine engine;

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void P19_a_completed_task_is_marked() {
        open(true, false);
        engine.tasks().register("A", "Alpha");
        engine.tasks().start("A");
        engine.tasks().complete("A");
        CheckpointView made = only();
        assertThat(made.phase()).isEqualTo("completed");
        assertThat(made.taskStatus()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(made.metadata()).isEqualTo(Map.of("automatic", "completed"));
    }

    @Test
    void P19_a_failed_task_is_marked_before_it_goes_back() {
        open(false, true);
        engine.tasks()
                .send(new RegisterTask(new TaskId("A"), "Alpha", List.of(), null, new TaskPolicy(true, true, false)));
        engine.checkpoints().create("A", "good");
        set(2);
        engine.tasks().fail("A", "boom");
        CheckpointView failed = engine.checkpoints().list("A").get(0);
        assertThat(failed.phase()).isEqualTo("failed");
        assertThat(failed.state()).isEqualTo(CheckpointState.FAILED);
        assertThat(engine.tasks().find("A").orElseThrow().status()).isEqualTo(TaskStatus.PENDING);
        assertThat(engine.rollbacks().history()).hasSize(1);
    }

    @Test
    void checkpoints_that_make_themselves_on_each_try_do_not_let_a_task_go_round_and_round() {
        open(false, false);
        engine.tasks()
                .send(new RegisterTask(new TaskId("A"), "Alpha", List.of(), null, new TaskPolicy(true, true, false)));
        for (int times = 1; times <= 3; times++) {
            failAfterTheInterval(times);
            assertThat(status()).as("after %d", times).isEqualTo(TaskStatus.PENDING);
        }
        failAfterTheInterval(4);
        assertThat(status()).isEqualTo(TaskStatus.FAILED);
        RollbackView refused = engine.rollbacks().history().get(0);
        assertThat(refused.code()).isEqualTo(RefusalCode.LOOP);
        assertThat(refused.error()).startsWith("task A went back by itself 3 times and failed again each time.");
        assertThat(engine.checkpoints().list("A")).hasSize(4);
        engine.tasks().reopen("A");
        engine.checkpoints().create("A", "somebody says that it has got on");
        engine.tasks().fail("A", "boom");
        assertThat(status()).as("to a person's own").isEqualTo(TaskStatus.PENDING);
    }

    private void failAfterTheInterval(int n) {
        pass(INTERVAL);
        set(n);
        engine.tasks().fail("A", "boom");
    }

    private TaskStatus status() {
        return engine.tasks().find("A").orElseThrow().status();
    }

    @Test
    void P19_the_first_write_after_the_interval_is_marked() {
        open(false, false);
        engine.tasks().register("A", "Alpha");
        pass(INTERVAL.minusSeconds(1));
        set(1);
        assertThat(engine.checkpoints().list()).isEmpty();
        pass(Duration.ofSeconds(1));
        set(2);
        assertThat(only().phase()).isEqualTo("interval");
        pass(INTERVAL.minusSeconds(1));
        set(3);
        assertThat(engine.checkpoints().list()).hasSize(1);
        pass(Duration.ofSeconds(1));
        engine.tasks().start("A");
        assertThat(engine.checkpoints().list()).hasSize(2);
    }

    @Test
    void P19_a_checkpoint_by_hand_begins_the_interval_anew() {
        open(false, false);
        engine.tasks().register("A", "Alpha");
        pass(INTERVAL);
        engine.checkpoints().create("A", "by hand");
        set(1);
        assertThat(only().phase()).isEqualTo("by hand");
    }

    @Test
    void P19_nothing_is_marked_where_it_is_switched_off() {
        engine = RollbackEngine.open(options(RollbackSettings.defaults()));
        engine.tasks().register("A", "Alpha");
        pass(INTERVAL);
        set(1);
        engine.tasks().complete("A");
        engine.tasks().reopen("A");
        engine.tasks().fail("A", "boom");
        assertThat(engine.checkpoints().list()).isEmpty();
    }

    @Test
    void P17_where_nobody_says_how_many_stay_only_those_that_made_themselves_go() {
        open(true, false);
        engine.tasks().register("A", "Alpha");
        for (int own = 0; own < 60; own++) {
            engine.checkpoints().create("A", "own");
        }
        for (int times = 0; times < 52; times++) {
            engine.tasks().complete("A");
            engine.tasks().reopen("A");
        }
        assertThat(engine.checkpoints().list())
                .extracting(CheckpointView::phase)
                .hasSize(110)
                .satisfies(phases ->
                        assertThat(phases.stream().filter("own"::equals)).hasSize(60));
    }

    @Test
    void a_write_that_changes_nothing_marks_nothing() {
        open(true, true);
        engine.tasks().register("A", "Alpha");
        set(1);
        pass(INTERVAL);
        set(1);
        assertThat(engine.checkpoints().list()).isEmpty();
    }

    private void pass(Duration time) {
        clock.set(clock.instant().plus(time));
    }

    private void set(int n) {
        engine.tasks().merge("A", TASK_STATE, Json.of(Map.of("n", n)));
    }

    private CheckpointView only() {
        assertThat(engine.checkpoints().list()).hasSize(1);
        return engine.checkpoints().list().get(0);
    }

    private void open(boolean onCompletion, boolean onError) {
        engine = RollbackEngine.open(
                options(new RollbackSettings(true, null, 50, false, true, onCompletion, onError, INTERVAL)));
    }

    private EngineOptions options(RollbackSettings settings) {
        return new EngineOptions(
                StoreAddress.of(kind.address(here), here),
                100,
                "ann",
                clock,
                settings,
                TaskStateSchema.UNVERSIONED,
                null);
    }
}
