package dev.rollback.engine.task;

import static dev.rollback.api.ComponentName.CACHE;
import static dev.rollback.api.ComponentName.TASK_STATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentChange;
import dev.rollback.api.ComponentEdit;
import dev.rollback.api.Moment;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.StaleEpochException;
import dev.rollback.api.TaskCommand;
import dev.rollback.api.TaskCommand.CancelTask;
import dev.rollback.api.TaskCommand.ChangePolicy;
import dev.rollback.api.TaskCommand.CompleteTask;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskCommand.FailTask;
import dev.rollback.api.TaskCommand.ForkTask;
import dev.rollback.api.TaskCommand.RecordHeartbeat;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskCommand.ReopenTask;
import dev.rollback.api.TaskCommand.StartTask;
import dev.rollback.api.TaskCommand.UpdateTask;
import dev.rollback.api.TaskCommand.WithdrawTask;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskEvent.TaskCancelled;
import dev.rollback.api.TaskEvent.TaskCompleted;
import dev.rollback.api.TaskEvent.TaskFailed;
import dev.rollback.api.TaskEvent.TaskForked;
import dev.rollback.api.TaskEvent.TaskImported;
import dev.rollback.api.TaskEvent.TaskPolicyChanged;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskReopened;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskEvent.TaskStarted;
import dev.rollback.api.TaskEvent.TaskUpdated;
import dev.rollback.api.TaskEvent.TaskWithdrawn;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView.ForkOrigin;
import dev.rollback.api.json.Json;
import dev.rollback.engine.task.ForkSources.ForkSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskLifeTest {
    private static final TaskId T = new TaskId("t");
    private static final TaskId S = new TaskId("s");
    private static final TaskPolicy STRICT = new TaskPolicy(true, false, true);

    @Test
    void a_registered_task_is_pending() {
        given().when(register()).expect(registered());
        assertThat(given(registered()).state.status()).isEqualTo(TaskStatus.PENDING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00a0", "\u2007a", "a\u202f", "\u3164", "a\u115fb", "\u0301", "\u2800\u2800", "a\ufe0f"})
    void refuses_a_new_task_whose_id_cannot_be_seen(String id) {
        TaskId taskId = new TaskId(id);
        for (TaskCommand command : List.of(
                new RegisterTask(taskId, "title", List.of(), null, TaskPolicy.DEFAULT),
                new CreateCheckpoint(
                        taskId, new CheckpointId("cp-1"), "phase", null, null, null, Json.EMPTY_OBJECT, Map.of()))) {
            given().when(command).expectRefusal(RefusalCode.INVALID_INPUT, "the task id '" + id + "'");
        }
    }

    @Test
    void a_task_that_has_an_unseen_id_already_can_be_named() {
        TaskId taskId = new TaskId("\u00a0");
        given(new TaskRegistered(taskId, "", List.of(), null, TaskPolicy.DEFAULT, 0, SchemaVersion.FIRST))
                .when(new StartTask(taskId))
                .expect(new TaskStarted(taskId));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0\t\n", "\u200b", "\u3164", "\ufe0f"})
    void refuses_a_title_in_which_nothing_can_be_seen(String title) {
        given().when(new RegisterTask(T, title, List.of(), null, TaskPolicy.DEFAULT))
                .expectRefusal(RefusalCode.INVALID_INPUT, "the title of task");
    }

    @ParameterizedTest
    @ValueSource(strings = {"部署", "héllo wörld", "⚙\ufe0f", "می\u200cخواهم", "नमस्ते", "-"})
    void takes_what_can_be_seen_in_any_script(String title) {
        given().when(new RegisterTask(T, title, List.of(), null, TaskPolicy.DEFAULT))
                .expectEvents(1);
        if (title.indexOf('\u200c') < 0) {
            TaskId taskId = new TaskId(title);
            given().when(new RegisterTask(taskId, title, List.of(), null, TaskPolicy.DEFAULT))
                    .expectEvents(1);
        }
    }

    @Test
    void refuses_to_register_a_task_twice() {
        given(registered()).when(register()).expectRefusal(RefusalCode.CONFLICT, "exists already");
    }

    @Test
    void a_withdrawn_task_returns_with_a_raised_epoch() {
        given(registered(), new TaskWithdrawn(T))
                .when(register())
                .expect(new TaskRegistered(T, "title", List.of(), null, TaskPolicy.DEFAULT, 1, SchemaVersion.FIRST));
    }

    @Test
    void a_pending_task_can_be_started() {
        given(registered()).when(new StartTask(T)).expect(new TaskStarted(T));
    }

    @Test
    void refuses_to_start_what_somebody_works_on() {
        given(registered(), new TaskStarted(T)).when(new StartTask(T)).expectRefusal(RefusalCode.CONFLICT, "worked on");
    }

    @Test
    void what_a_rollback_left_running_can_be_started_again() {
        Given restored = given(registered(), new TaskStarted(T), rolledBack(1));
        assertThat(restored.state.status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(restored.state.workedOn()).isFalse();
        restored.when(new StartTask(T)).expect(new TaskStarted(T));
    }

    @Test
    void refuses_to_start_a_completed_task() {
        given(registered(), new TaskCompleted(T))
                .when(new StartTask(T))
                .expectRefusal(RefusalCode.CONFLICT, "COMPLETED");
    }

    @Test
    void completes_fails_and_cancels_a_running_task() {
        given(registered(), new TaskStarted(T)).when(new CompleteTask(T)).expect(new TaskCompleted(T));
        given(registered(), new TaskStarted(T)).when(new CancelTask(T)).expect(new TaskCancelled(T));
        given(registered(), new TaskStarted(T))
                .when(new FailTask(T, "boom", RollbackReason.TIMEOUT))
                .expect(new TaskFailed(T, "boom", RollbackReason.TIMEOUT, false));
    }

    @Test
    void refuses_to_complete_what_is_done() {
        given(registered(), new TaskCompleted(T))
                .when(new CompleteTask(T))
                .expectRefusal(RefusalCode.CONFLICT, "COMPLETED");
    }

    @Test
    void reopens_what_has_ended_and_nothing_else() {
        given(registered(), new TaskFailed(T, "boom", RollbackReason.ERROR, false))
                .when(new ReopenTask(T))
                .expect(new TaskReopened(T));
        given(registered()).when(new ReopenTask(T)).expectRefusal(RefusalCode.CONFLICT, "PENDING");
    }

    @Test
    void a_reopened_task_has_no_error_any_more() {
        TaskState state =
                given(registered(), new TaskFailed(T, "boom", RollbackReason.ERROR, false), new TaskReopened(T)).state;
        assertThat(state.content().components().get(TASK_STATE)).asString().doesNotContain("boom");
    }

    @Test
    void withdraws_a_task_that_can_then_not_be_worked_on() {
        given(registered()).when(new WithdrawTask(T)).expect(new TaskWithdrawn(T));
        given(registered(), new TaskWithdrawn(T))
                .when(new StartTask(T))
                .expectRefusal(RefusalCode.NOT_FOUND, "withdrawn");
    }

    @Test
    void refuses_work_on_an_unknown_task() {
        given().when(new StartTask(T)).expectRefusal(RefusalCode.NOT_FOUND, "there is no task t");
    }

    @Test
    void stores_a_merge_as_the_smaller_of_patch_and_value() {
        Json big = Json.parse("{\"text\":\"" + "x".repeat(200) + "\",\"n\":1}");
        given(registered(), updated(big))
                .when(merge("{\"n\":2}"))
                .expect(new TaskUpdated(
                        T,
                        List.of(new ComponentChange(
                                CACHE,
                                ComponentChange.Kind.PATCH,
                                Json.parse("[{\"op\":\"replace\",\"path\":\"/n\",\"value\":2}]")))));
        given(registered(), updated(Json.parse("{\"n\":1}")))
                .when(merge("{\"n\":2}"))
                .expect(new TaskUpdated(T, List.of(ComponentChange.value(CACHE, Json.parse("{\"n\":2}")))));
    }

    @Test
    void an_update_that_changes_nothing_is_no_event() {
        given(registered(), updated(Json.parse("{\"n\":1}")))
                .when(merge("{\"n\":1}"))
                .expect();
    }

    @Test
    void numbers_that_differ_in_scale_are_a_change() {
        given(registered(), updated(Json.parse("{\"n\":1}")))
                .when(merge("{\"n\":1.0}"))
                .expect(new TaskUpdated(T, List.of(ComponentChange.value(CACHE, Json.parse("{\"n\":1.0}")))));
    }

    @Test
    void refuses_content_that_is_no_object() {
        given(registered())
                .when(new UpdateTask(T, List.of(new ComponentEdit.Replace(CACHE, Json.parse("[1]")))))
                .expectRefusal(RefusalCode.INVALID_INPUT, "must be a JSON object");
    }

    @Test
    void an_update_of_task_state_changes_its_data_and_not_its_title() {
        TaskState state = given(registered())
                .after(new UpdateTask(
                        T, List.of(new ComponentEdit.Replace(TASK_STATE, Json.parse("{\"title\":\"mine\"}")))));
        assertThat(state.content().taskState()).satisfies(content -> {
            assertThat(content.title()).isEqualTo("title");
            assertThat(content.data()).isEqualTo(Json.parse("{\"title\":\"mine\"}"));
        });
    }

    @Test
    void refuses_data_that_the_file_of_an_imported_task_would_never_show() {
        Json content = Json.parse(
                "{\"title\":\"T\",\"status\":\"PENDING\",\"file\":{\"id\":1},\"data\":{\"title\":5,\"priority\":\"low\"}}");
        Given imported =
                given(new TaskImported(T, List.of(ComponentChange.value(TASK_STATE, content)), 0, SchemaVersion.FIRST));
        imported.when(data("{\"status\":\"done\"}")).expectRefusal(RefusalCode.INVALID_INPUT, "'status' of task t");
        imported.when(data("{\"priority\":\"high\"}")).expectEvents(1);
        given(registered()).when(data("{\"status\":\"done\"}")).expectEvents(1);
    }

    private static TaskCommand data(String changes) {
        return new UpdateTask(T, List.of(new ComponentEdit.Merge(TASK_STATE, Json.parse(changes))));
    }

    @Test
    void refuses_work_of_an_aborted_epoch() {
        Given rolledBack = given(registered(), new TaskStarted(T), rolledBack(1));
        for (TaskCommand work :
                List.of(merge("{\"n\":1}"), new CompleteTask(T), new RecordHeartbeat(T), checkpoint(null))) {
            assertThatThrownBy(() -> TaskRules.decide(rolledBack.state, work, 0L, TaskStateSchema.UNVERSIONED))
                    .isInstanceOf(StaleEpochException.class)
                    .hasMessageContaining("epoch 1")
                    .hasMessageContaining("epoch 0");
        }
    }

    @Test
    void work_without_an_epoch_passes_unless_the_policy_demands_one() {
        given(registered()).when(merge("{\"n\":1}")).expectEvents(1);
        TaskEvent strict = new TaskRegistered(
                T, "title", List.of(), null, new TaskPolicy(true, false, true), 0, SchemaVersion.FIRST);
        given(strict).when(merge("{\"n\":1}")).expectRefusal(RefusalCode.INVALID_INPUT, "epoch");
        assertThat(TaskRules.decide(given(strict).state, merge("{\"n\":1}"), 0L, TaskStateSchema.UNVERSIONED)
                        .events())
                .hasSize(1);
    }

    @Test
    void a_checkpoint_marks_the_state_and_changes_nothing() {
        Given task = given(registered(), updated(Json.parse("{\"n\":1}")));
        List<TaskEvent> events = TaskRules.decide(task.state, checkpoint(null), null, TaskStateSchema.UNVERSIONED)
                .events();
        assertThat(events).hasSize(1);
        assertThat(((CheckpointCreated) events.get(0)).stateHash())
                .isEqualTo(task.state.content().hash());
        assertThat(task.state.evolve(events.get(0), 2).content()).isEqualTo(task.state.content());
    }

    @Test
    void a_checkpoint_with_data_registers_an_unknown_task_and_replaces_its_data() {
        TaskState state = given().after(checkpoint(Json.parse("{\"n\":1}")));
        assertThat(state.seq()).isEqualTo(2);
        assertThat(state.content().taskState().data()).isEqualTo(Json.parse("{\"n\":1}"));
        assertThat(state.currentCheckpoint()).isEqualTo(new CheckpointId("cp-1"));
    }

    @Test
    void refuses_a_checkpoint_without_data_of_an_unknown_task() {
        given().when(checkpoint(null)).expectRefusal(RefusalCode.NOT_FOUND, "there is no task t");
    }

    @Test
    void nobody_works_on_a_task_that_an_import_has_ended() {
        Json done = TaskStateContent.registered("title", List.of(), null)
                .withStatus(TaskStatus.COMPLETED)
                .json();
        TaskEvent imported =
                new TaskImported(T, List.of(ComponentChange.value(TASK_STATE, done)), 0, SchemaVersion.FIRST);
        assertThat(given(registered(), new TaskStarted(T), imported).state.workedOn())
                .isFalse();
    }

    @Test
    void N12_a_fork_has_all_that_its_source_had_but_the_file_s_part_and_what_is_gone() {
        TaskForked forked =
                ForkRules.decide(TaskState.INITIAL, fork(), null, source(running()), TaskStateSchema.UNVERSIONED);
        TaskState state = given(forked).state;
        assertThat(state.content().taskState())
                .isEqualTo(new TaskStateContent(
                        "Source",
                        TaskStatus.RUNNING,
                        "in review",
                        List.of(new TaskId("kept")),
                        new TaskId("whole"),
                        null,
                        null,
                        Json.parse("{\"priority\":\"high\"}")));
        assertThat(state.content().components()).containsEntry(CACHE, Json.parse("{\"n\":1}"));
        assertThat(state.forkedFrom()).isEqualTo(new ForkOrigin(S, 4));
        assertThat(state.policy()).isEqualTo(STRICT);
    }

    @Test
    void nobody_works_on_a_fork_of_a_running_task_and_it_can_be_started() {
        Given forked = given(
                ForkRules.decide(TaskState.INITIAL, fork(), null, source(running()), TaskStateSchema.UNVERSIONED));
        assertThat(forked.state.workedOn()).isFalse();
        forked.when(new StartTask(T)).expect(new TaskStarted(T));
    }

    @Test
    void a_fork_takes_the_place_of_no_task_but_of_one_that_is_gone() {
        assertThatThrownBy(() -> ForkRules.decide(
                        given(registered()).state, fork(), null, source(running()), TaskStateSchema.UNVERSIONED))
                .hasMessageContaining("exists already")
                .extracting(e -> ((RefusedException) e).code())
                .isEqualTo(RefusalCode.CONFLICT);
        TaskState gone = given(registered(), updated(Json.parse("{\"old\":1}")), new TaskWithdrawn(T)).state;
        TaskForked again = ForkRules.decide(gone, fork(), null, source(running()), TaskStateSchema.UNVERSIONED);
        assertThat(again.epoch()).isEqualTo(1);
        assertThat(gone.evolve(again, 3).content().components())
                .containsEntry(CACHE, Json.parse("{\"n\":1}"))
                .hasSize(2);
        assertThatThrownBy(() -> ForkRules.decide(gone, fork(), 3L, source(running()), TaskStateSchema.UNVERSIONED))
                .isInstanceOf(StaleEpochException.class);
    }

    @Test
    void a_policy_is_set_once() {
        given(registered()).when(new ChangePolicy(T, STRICT)).expect(new TaskPolicyChanged(T, STRICT));
        given(registered(), new TaskPolicyChanged(T, STRICT))
                .when(new ChangePolicy(T, STRICT))
                .expect();
    }

    @Test
    void a_heartbeat_needs_somebody_at_work() {
        given(registered(), new TaskStarted(T)).when(new RecordHeartbeat(T)).expect();
        given(registered()).when(new RecordHeartbeat(T)).expectRefusal(RefusalCode.CONFLICT, "PENDING");
        given(registered(), new TaskStarted(T), rolledBack(1))
                .when(new RecordHeartbeat(T))
                .expectRefusal(RefusalCode.CONFLICT, "nobody works");
    }

    @Test
    void every_kind_of_event_folds_and_every_kind_of_command_has_a_rule() {
        for (Class<?> kind : TaskCommand.class.getPermittedSubclasses()) {
            assertThat(COMMANDS).as("a sample of " + kind).anyMatch(kind::isInstance);
        }
        for (TaskCommand command : COMMANDS) {
            try {
                assertThat(decide(given(registered()).state, command)).isNotNull();
            } catch (RefusedException refused) {
                assertThat(refused.code()).isEqualTo(RefusalCode.CONFLICT);
            }
        }
    }

    private static final List<TaskCommand> COMMANDS = List.of(
            register(),
            new StartTask(T),
            merge("{\"n\":1}"),
            new RecordHeartbeat(T),
            new CompleteTask(T),
            new FailTask(T, "boom", RollbackReason.ERROR),
            new CancelTask(T),
            new ReopenTask(T),
            new WithdrawTask(T),
            new ChangePolicy(T, STRICT),
            fork(),
            checkpoint(null));

    /** A fork is decided with what was found of its source. */
    private static List<TaskEvent> decide(TaskState state, TaskCommand command) {
        return command instanceof ForkTask fork
                ? List.of(ForkRules.decide(state, fork, null, source(running()), TaskStateSchema.UNVERSIONED))
                : TaskRules.decide(state, command, null, TaskStateSchema.UNVERSIONED)
                        .events();
    }

    private static ForkTask fork() {
        return new ForkTask(T, S, new Moment.AtSeq(4));
    }

    private static ForkSource source(TaskStateContent content) {
        TaskContent all = TaskContent.NONE.with(List.of(
                ComponentChange.value(TASK_STATE, content.json()),
                ComponentChange.value(CACHE, Json.parse("{\"n\":1}"))));
        return new ForkSource(4, all, SchemaVersion.FIRST, STRICT, Set.of(new TaskId("kept"), new TaskId("whole")));
    }

    private static TaskStateContent running() {
        return new TaskStateContent(
                "Source",
                TaskStatus.RUNNING,
                "in review",
                List.of(new TaskId("kept"), new TaskId("gone")),
                new TaskId("whole"),
                null,
                Json.parse("{\"id\":7,\"keys\":[\"id\"]}"),
                Json.parse("{\"priority\":\"high\"}"));
    }

    private static TaskCommand register() {
        return new RegisterTask(T, "title", List.of(), null, TaskPolicy.DEFAULT);
    }

    private static TaskCommand merge(String changes) {
        return new UpdateTask(T, List.of(new ComponentEdit.Merge(CACHE, Json.parse(changes))));
    }

    private static TaskCommand checkpoint(@Nullable Json data) {
        return new CreateCheckpoint(T, new CheckpointId("cp-1"), "phase", null, null, null, data, Map.of());
    }

    private static TaskEvent registered() {
        return new TaskRegistered(T, "title", List.of(), null, TaskPolicy.DEFAULT, 0, SchemaVersion.FIRST);
    }

    private static TaskEvent updated(Json cache) {
        return new TaskUpdated(T, List.of(ComponentChange.value(CACHE, cache)));
    }

    private static TaskEvent rolledBack(long epoch) {
        return new TaskRolledBack(
                T,
                new RollbackId("rb-1"),
                null,
                1,
                epoch,
                List.of(),
                "",
                "",
                null,
                null,
                null,
                SchemaVersion.FIRST,
                null);
    }

    private static Given given(TaskEvent... events) {
        TaskState state = TaskState.INITIAL;
        for (TaskEvent event : events) {
            state = state.evolve(event, state.seq() + 1);
        }
        return new Given(state);
    }

    private record Given(TaskState state) {
        Then when(TaskCommand command) {
            return new Then(state, command);
        }

        TaskState after(TaskCommand command) {
            return TaskRules.decide(state, command, null, TaskStateSchema.UNVERSIONED)
                    .after();
        }
    }

    private record Then(TaskState state, TaskCommand command) {
        void expect(TaskEvent... events) {
            assertThat(TaskRules.decide(state, command, null, TaskStateSchema.UNVERSIONED)
                            .events())
                    .containsExactly(events);
        }

        void expectEvents(int count) {
            assertThat(TaskRules.decide(state, command, null, TaskStateSchema.UNVERSIONED)
                            .events())
                    .hasSize(count);
        }

        void expectRefusal(RefusalCode code, String words) {
            assertThatThrownBy(() -> TaskRules.decide(state, command, null, TaskStateSchema.UNVERSIONED))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(words)
                    .extracting(e -> ((RefusedException) e).code())
                    .isEqualTo(code);
        }
    }
}
