package dev.rollback.app.model;

import static dev.rollback.api.ComponentName.CACHE;
import static dev.rollback.api.ComponentName.TASK_STATE;
import static dev.rollback.api.RefusalCode.CONFLICT;
import static dev.rollback.api.RefusalCode.INVALID_INPUT;
import static dev.rollback.api.RefusalCode.NOT_FOUND;
import static dev.rollback.api.RefusalCode.STALE_EPOCH;
import static dev.rollback.app.model.Told.checkpoint;
import static dev.rollback.app.model.Told.n;
import static dev.rollback.app.model.Told.setting;
import static dev.rollback.app.model.Told.task;
import static dev.rollback.app.model.Told.tasks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.ComponentEdit;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskCommand.CompleteTask;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskCommand.RecordHeartbeat;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskCommand.ReopenTask;
import dev.rollback.api.TaskCommand.StartTask;
import dev.rollback.api.TaskCommand.UpdateTask;
import dev.rollback.api.TaskCommand.WithdrawTask;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskReceipt;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What commands on tasks and their checkpoints come to. */
class ModelCommandsTest {
    private final Told told = new Told();

    @Test
    void a_task_is_started_worked_on_and_completed() {
        told.register("A");
        assertThat(told.refused(new RecordHeartbeat(task("A")))).containsExactly(CONFLICT);
        told.start("A");
        assertThat(told.now("A").worked()).isTrue();
        told.done(new RecordHeartbeat(task("A")));
        assertThat(told.refused(new StartTask(task("A")))).containsExactly(CONFLICT);
        told.done(new CompleteTask(task("A")));
        assertThat(told.now("A").worked()).isFalse();
        assertThat(told.refused(new CompleteTask(task("A")))).containsExactly(CONFLICT);
        told.done(new ReopenTask(task("A")));
        assertThat(told.now("A").status()).isEqualTo(TaskStatus.PENDING);
        assertThat(told.head()).isEqualTo(4);
    }

    @Test
    void an_update_that_changes_nothing_is_no_event() {
        told.register("A");
        told.set("A", CACHE, 1);
        told.set("A", CACHE, 1);
        assertThat(told.head()).isEqualTo(2);
        told.done(new UpdateTask(task("A"), List.of(new ComponentEdit.Merge(CACHE, Json.parse("{\"n\":1.0}")))));
        assertThat(told.head()).as("1.0 is not 1").isEqualTo(3);
        assertThat(told.refused(
                        new UpdateTask(task("A"), List.of(new ComponentEdit.Replace(CACHE, Json.parse("[1]"))))))
                .containsExactly(INVALID_INPUT);
    }

    @Test
    void what_is_not_there_is_not_found_and_what_returns_has_a_new_epoch() {
        assertThat(told.refused(new StartTask(task("A")))).containsExactly(NOT_FOUND);
        told.register("A");
        told.set("A", CACHE, 1);
        told.done(new WithdrawTask(task("A")));
        assertThat(told.refused(new StartTask(task("A")))).containsExactly(NOT_FOUND);
        told.register("A");
        assertThat(told.now("A").epoch()).isEqualTo(1);
        assertThat(told.now("A").content().others()).isEmpty();
    }

    @Test
    void a_registration_needs_what_it_names_and_closes_no_circle() {
        told.register("A");
        told.register("B", "A");
        told.done(new WithdrawTask(task("A")));
        told.refused(new RegisterTask(task("C"), "C", tasks("nobody"), null, TaskPolicy.DEFAULT));
        told.refused(new RegisterTask(task("C"), "C", tasks("A"), null, TaskPolicy.DEFAULT));
        told.refused(new RegisterTask(task("A"), "A", tasks("B"), null, TaskPolicy.DEFAULT));
        told.register("A");
        assertThat(told.head()).isEqualTo(4);
    }

    @Test
    void work_of_another_epoch_is_refused_whatever_it_is() {
        told.register("A");
        told.mark("A", "a");
        told.set("A", 1);
        told.back("rb", RollbackScope.to(checkpoint("a")));
        assertThat(told.refused(new CompleteTask(task("A")), 0L)).containsExactly(STALE_EPOCH);
        assertThat(told.refused(new RecordHeartbeat(task("A")), 2L)).containsExactly(STALE_EPOCH);
        assertThat(told.head()).as("a trace of each").isEqualTo(8);
    }

    @Test
    void only_work_needs_an_epoch_where_the_policy_demands_one() {
        told.done(new RegisterTask(task("A"), "A", List.of(), null, new TaskPolicy(true, false, true)));
        told.start("A");
        assertThat(told.refused(setting("A", CACHE, 1))).containsExactly(INVALID_INPUT);
        told.done(new WithdrawTask(task("A")));
    }

    @Test
    void a_checkpoint_with_data_registers_and_replaces_in_one_unit() {
        told.done(marking("A", "a", n(1)));
        assertThat(told.head()).isEqualTo(3);
        told.done(marking("A", "a2", n(1)));
        assertThat(told.head()).as("the data is the same").isEqualTo(4);
        assertThat(told.now("A").line()).isEqualTo(checkpoint("a2"));
        assertThat(told.refused(marking("A", "a", null))).containsExactly(CONFLICT);
    }

    private static CreateCheckpoint marking(String task, String checkpoint, Json data) {
        return new CreateCheckpoint(task(task), checkpoint(checkpoint), "phase", null, null, null, data, Map.of());
    }

    @Test
    void the_same_request_twice_is_one_and_another_one_a_conflict() {
        told.register("A");
        RequestContext request = RequestContext.of("ann").withRequestId("r");
        Model model = told.model;
        Forecast first = model.foresee(setting("A", TASK_STATE, 1), request);
        TaskReceipt receipt = new TaskReceipt(task("A"), 1, 0);
        model.happened(setting("A", TASK_STATE, 1), request, first, new Outcome.Done(receipt, 1));
        told.set("A", 2);
        Forecast again = model.foresee(setting("A", TASK_STATE, 1), request);
        assertThat(again.done()).isEqualTo(new Forecast.Done(List.of(), null, receipt));
        assertThat(model.foresee(setting("A", TASK_STATE, 3), request).refusals())
                .containsExactly(CONFLICT);
    }

    @Test
    void what_the_forecast_does_not_allow_is_an_error() {
        Model model = told.model;
        RequestContext ann = RequestContext.of("ann");
        CompleteTask command = new CompleteTask(task("A"));
        Forecast forecast = model.foresee(command, ann);
        assertThatThrownBy(() -> model.happened(command, ann, forecast, new Outcome.Done(null, 1)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("expected a refusal [NOT_FOUND], but it was done: null");
        assertThatThrownBy(() -> model.happened(command, ann, forecast, new Outcome.Refused(CONFLICT, "why")))
                .isInstanceOf(AssertionError.class)
                .hasMessage("expected a refusal [NOT_FOUND], but it was refused: CONFLICT why");
    }
}
