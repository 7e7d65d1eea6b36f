package dev.rollback.engine.history;

import static dev.rollback.api.ComponentName.TASK_STATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.Difference;
import dev.rollback.api.HistoryManager;
import dev.rollback.api.Moment;
import dev.rollback.api.Moment.AfterRollback;
import dev.rollback.api.Moment.AtCheckpoint;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.Moment.AtSeq;
import dev.rollback.api.Moment.BeforeRollback;
import dev.rollback.api.Moment.Now;
import dev.rollback.api.PageRequest;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackId;
import dev.rollback.api.TaskBlameView;
import dev.rollback.api.TaskBlameView.BlamedField;
import dev.rollback.api.TaskBlameView.BroughtBackBy;
import dev.rollback.api.TaskBlameView.SetBy;
import dev.rollback.api.TaskDiffView;
import dev.rollback.api.TaskDiffsPage;
import dev.rollback.api.TaskQuery.FindTaskDiffs;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonCodec;
import dev.rollback.engine.TestEngine;
import dev.rollback.engine.WorkedExample;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoredEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Diff and blame through the façade, of the worked example. */
@OnEveryStore
class TaskHistoryTest {
    private static final RollbackId RB1 = new RollbackId("rb-1");
    private static final RollbackId RB2 = new RollbackId("rb-2");
    private static final RollbackId RB3 = new RollbackId("rb-3");

    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    private TestEngine engine;
    private HistoryManager history;

    @BeforeEach
    void the_history() {
        engine = TestEngine.on(kind.create(folder));
        history = new HistoryManager(engine.commands, engine.queries, RequestContext.of("eve"));
        WorkedExample.tell(engine.store);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void the_history_is_the_one_that_is_told() {
        assertThat(engine.head()).isEqualTo(25);
        assertThat(n("A", new BeforeRollback(RB1))).isEqualTo("2");
        assertThat(n("B", new BeforeRollback(RB1))).isEqualTo("1");
        assertThat(n("C", new BeforeRollback(RB1))).isEqualTo("1");
        assertThat(n("D", new BeforeRollback(RB1))).isEqualTo("5");
        assertThat(engine.tasks.findAt("A", new AtPosition(13)).at().position()).isEqualTo(10);
    }

    @Test
    void N07_blame_of_A_n_after_rb3_is_position_4_brought_back_by_rb3() {
        BlamedField field = blame("A", new Now());
        assertThat(field)
                .isEqualTo(new BlamedField(
                        TASK_STATE,
                        "/data/n",
                        Json.of(1),
                        new SetBy(4, 1, "task.TaskUpdated", time(4), "ann", null),
                        new BroughtBackBy(RB3, 24, 8, time(24), "bob", null)));
    }

    @Test
    void N07_blame_at_past_moments() {
        assertThat(told("A", new AtPosition(3))).isEqualTo("0 by 1");
        assertThat(told("A", new AtCheckpoint(new CheckpointId("a1")))).isEqualTo("1 by 4");
        assertThat(told("A", new BeforeRollback(RB1))).isEqualTo("2 by 9");
        assertThat(told("A", new AfterRollback(RB1))).isEqualTo("1 by 4, back by rb-1");
        assertThat(told("A", new AtPosition(17))).isEqualTo("9 by 17");
        assertThat(told("A", new AfterRollback(RB2))).isEqualTo("2 by 9, back by rb-2");
        assertThat(told("A", new AtSeq(5))).isEqualTo("1 by 4, back by rb-1");
        assertThat(told("B", new Now())).isEqualTo("1 by 6, back by rb-2");
        assertThat(told("C", new Now())).isEqualTo("1 by 7");
        assertThat(told("D", new Now())).isEqualTo("5 by 8, back by rb-2");
        assertThat(history.blame("D", new AfterRollback(RB1)).fields()).isEmpty();
    }

    @Test
    void blame_says_which_moment_was_meant_and_what_the_task_was_then() {
        TaskBlameView then = history.blame("A", new AtPosition(13));
        assertThat(then.at().position()).isEqualTo(10);
        assertThat(then.content().hash())
                .isEqualTo(new TaskStates(engine.store)
                        .stateAt(WorkedExample.A, 4)
                        .content()
                        .hash());
        assertThat(then.fields())
                .extracting(BlamedField::path)
                .containsExactlyInAnyOrder("/title", "/status", "/data/n");
    }

    @Test
    void blame_names_the_request_of_an_event() {
        engine.tasks.with(RequestContext.of("carl").withRequestId("rq-1")).complete("C");
        SetBy status =
                history.blame("C").field(TASK_STATE, "/status").orElseThrow().setBy();
        assertThat(status).isEqualTo(new SetBy(26, 2, "task.TaskCompleted", time(26), "carl", "rq-1"));
    }

    @Test
    void N07_a_diff_tells_what_became_of_a_task_between_two_moments() {
        TaskDiffView diff = history.diff("A", new AtCheckpoint(new CheckpointId("a1")), new BeforeRollback(RB1));
        assertThat(diff.from().position()).isEqualTo(5);
        assertThat(diff.to().position()).isEqualTo(10);
        assertThat(diff.title()).isEqualTo("A");
        assertThat(List.of(diff.seqBefore(), diff.seqAfter())).containsExactly(2L, 4L);
        assertThat(diff.differences()).containsExactly(new Difference(TASK_STATE, "/data/n", Json.of(1), Json.of(2)));
    }

    @Test
    void a_diff_goes_up_to_now_and_either_way_round() {
        engine.tasks.complete("A");
        TaskDiffView diff = history.diff("A", new AtSeq(3));
        assertThat(diff.statusBefore()).isEqualTo(TaskStatus.PENDING);
        assertThat(diff.statusAfter()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(diff.differences()).extracting(Difference::path).containsExactly("/status", "/data/n");
        assertThat(history.diff("A", new Now(), new AtSeq(3)).differences())
                .contains(new Difference(TASK_STATE, "/data/n", Json.of(1), Json.of(2)));
        assertThat(history.diff("A", new AtSeq(8), new AtSeq(1)).differences()).isEmpty();
    }

    @Test
    void a_diff_from_before_a_task_was_there_has_no_status_before() {
        TaskDiffView born = history.diff("D", new AtPosition(7), new AtPosition(8));
        assertThat(born.statusBefore()).isNull();
        assertThat(born.statusAfter()).isEqualTo(TaskStatus.PENDING);
        assertThat(born.seqBefore()).isEqualTo(-1);
        assertThat(born.differences()).extracting(Difference::before).containsExactly((Json) null);
        TaskDiffView retracted = history.diff("D", new AtPosition(10), new AfterRollback(RB1));
        assertThat(retracted.statusAfter()).isEqualTo(TaskStatus.RETRACTED);
        assertThat(retracted.title()).isEqualTo("D");
        assertThat(history.diff("D", new AtPosition(1), new AtPosition(2)).differences())
                .isEmpty();
    }

    @Test
    void N07_all_tasks_that_are_not_the_same_at_two_cuts() {
        assertThat(changed(new AtPosition(0), new AtPosition(3))).containsExactly("A", "B", "C");
        assertThat(changed(new AtPosition(5), new AtPosition(10))).containsExactly("A", "B", "C", "D");
        assertThat(changed(new BeforeRollback(RB1), new AfterRollback(RB1))).containsExactly("A", "B", "D");
        assertThat(changed(new BeforeRollback(RB1), new AfterRollback(RB2)))
                .as("undone")
                .isEmpty();
        assertThat(changed(new AfterRollback(RB2), new Now())).containsExactly("A");
        assertThat(changed(new Now(), new AtPosition(7))).containsExactly("D");
        assertThat(changed(new AtPosition(4), new AtPosition(5)))
                .as("a checkpoint")
                .isEmpty();
        TaskDiffsPage second = history.diff(new FindTaskDiffs(new AtPosition(5), new Now(), new PageRequest(1, 1)));
        assertThat(second.items()).extracting(diff -> diff.taskId().value()).containsExactly("C");
        assertThat(second.total()).isEqualTo(3);
        assertThat(second.to().position()).isEqualTo(25);
    }

    @Test
    void what_is_not_there_is_refused_with_what_to_look_at_next() {
        assertRefused(() -> history.blame("never"), RefusalCode.NOT_FOUND, "there is no task never.");
        assertRefused(() -> history.diff("never", new Now()), RefusalCode.NOT_FOUND, "there is no task never.");
        assertRefused(
                () -> history.blame("D", new AtPosition(4)),
                RefusalCode.NOT_FOUND,
                "task D was not there yet at position 4: its first event is at position 8.");
        assertRefused(() -> history.blame("D", new AtSeq(9)), RefusalCode.NOT_FOUND, "its last one is 2");
        assertRefused(() -> history.diff(new AtSeq(1), new Now()), RefusalCode.INVALID_INPUT, "no moment of all tasks");
    }

    @Test
    void answers_survive_the_way_to_another_process() throws IOException {
        for (Object answer : List.of(
                history.blame("A"), history.diff("A", new AtSeq(3)), history.diff(new AtPosition(0), new Now()))) {
            byte[] json = JsonCodec.mapper().writeValueAsBytes(answer);
            assertThat(JsonCodec.mapper().readValue(json, answer.getClass())).isEqualTo(answer);
        }
    }

    private static void assertRefused(ThrowingCallable question, RefusalCode code, String message) {
        assertThatThrownBy(question)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    private List<String> changed(Moment from, Moment to) {
        return history.diff(from, to).items().stream()
                .map(diff -> diff.taskId().value())
                .toList();
    }

    private String told(String task, Moment at) {
        BlamedField field = blame(task, at);
        BroughtBackBy back = field.broughtBackBy();
        return field.value() + " by " + field.setBy().position()
                + (back == null ? "" : ", back by " + back.rollbackId());
    }

    private BlamedField blame(String task, Moment at) {
        return history.blame(task, at).field(TASK_STATE, "/data/n").orElseThrow();
    }

    private String n(String task, Moment at) {
        return engine.tasks
                .findAt(task, at)
                .task()
                .data()
                .get("n")
                .orElseThrow()
                .text();
    }

    private Instant time(long position) {
        return engine.store
                .<List<StoredEvent>>read(reading -> reading.after(position - 1, 1))
                .get(0)
                .recordedAt();
    }
}
