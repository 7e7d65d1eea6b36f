package dev.rollback.engine.moment;

import static dev.rollback.api.ComponentName.CACHE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.CheckpointCommand.CreateSystemCheckpoint;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointManager;
import dev.rollback.api.Moment;
import dev.rollback.api.Moment.AfterRollback;
import dev.rollback.api.Moment.AtCheckpoint;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.Moment.AtSeq;
import dev.rollback.api.Moment.AtTime;
import dev.rollback.api.Moment.BeforeRollback;
import dev.rollback.api.Moment.Now;
import dev.rollback.api.PageRequest;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskQuery.FindTasksAt;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView;
import dev.rollback.api.TasksAtPage;
import dev.rollback.api.json.Json;
import dev.rollback.engine.TestEngine;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoredEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Two tasks: A n:=1, checkpoint, A n:=2, B n:=1, a rollback of A to the checkpoint, A n:=9. */
@OnEveryStore
class MomentsTest {
    private static final RollbackId RB = RollbackId.random();

    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    private TestEngine engine;
    private CheckpointId checkpoint;

    @BeforeEach
    void the_history() {
        engine = TestEngine.on(kind.create(folder));
        engine.tasks.register("A", "Alpha"); // 1
        set("A", 1); // 2
        checkpoint = new CheckpointManager(engine.commands, engine.queries, RequestContext.of("ann"))
                .create("A", "before"); // 3
        set("A", 2); // 4
        engine.tasks.register("B", "Beta"); // 5
        set("B", 1); // 6
        engine.commands.sendAndWait(new RollBack(RB, checkpoint, "to try it")); // 7-9
        set("A", 9); // 10
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void every_way_to_name_a_moment_says_what_it_meant() {
        assertThat(position(new Now())).isEqualTo(10);
        assertThat(position(new AtPosition(0))).isZero();
        assertThat(position(new AtPosition(4))).isEqualTo(4);
        assertThat(position(new AtCheckpoint(checkpoint))).isEqualTo(3);
        assertThat(position(new BeforeRollback(RB))).isEqualTo(6);
        assertThat(position(new AfterRollback(RB))).isEqualTo(9);
        assertThat(at(new AtPosition(4)).recordedAt()).isEqualTo(event(4).recordedAt());
        assertThat(at(new AtPosition(0)).recordedAt()).isNull();
    }

    @Test
    void a_position_inside_a_unit_means_the_end_of_the_unit_before() {
        assertThat(position(new AtPosition(7))).isEqualTo(6);
        assertThat(position(new AtPosition(8))).isEqualTo(6);
        assertThat(position(new AtPosition(9))).isEqualTo(9);
    }

    @Test
    void a_time_means_the_last_unit_recorded_by_then() {
        assertThat(position(new AtTime(event(1).recordedAt().minusSeconds(1)))).isZero();
        for (StoredEvent event : engine.store.<List<StoredEvent>>read(reading -> reading.after(0, 100))) {
            long at = position(new AtTime(event.recordedAt().plusNanos(999)));
            assertThat(event(at).recordedAt()).isEqualTo(event.recordedAt());
            assertThat(at == 10 || event(at + 1).recordedAt().isAfter(event.recordedAt()))
                    .isTrue();
        }
        assertThat(position(new AtTime(event(10).recordedAt().plus(Duration.ofDays(1)))))
                .isEqualTo(10);
    }

    @Test
    void all_tasks_are_seen_at_one_cut() {
        assertThat(values(new AtPosition(0))).isEmpty();
        assertThat(values(new AtPosition(1))).containsExactly(Map.entry("A", ""));
        assertThat(values(new AtCheckpoint(checkpoint))).containsExactly(Map.entry("A", "1"));
        assertThat(values(new BeforeRollback(RB))).containsExactly(Map.entry("A", "2"), Map.entry("B", "1"));
        assertThat(values(new AfterRollback(RB))).containsExactly(Map.entry("A", "1"), Map.entry("B", "1"));
        assertThat(values(new Now())).containsExactly(Map.entry("A", "9"), Map.entry("B", "1"));
    }

    @Test
    void one_task_is_seen_right_after_any_of_its_events() {
        TaskView third = engine.tasks.findAt("A", new AtSeq(3)).task();
        assertThat(third.components()).containsEntry(CACHE, Json.parse("{\"n\":2}"));
        assertThat(third.epoch()).isZero();
        assertThat(engine.tasks.findAt("A", new AtSeq(3)).at())
                .isEqualTo(new ResolvedMoment(4, event(4).recordedAt(), 3L));
        assertThat(engine.tasks.findAt("A", new AtSeq(4)).task().epoch()).isEqualTo(1);
        assertThat(engine.tasks.findAt("B", new AtPosition(4)).task()).isNull();
        assertThat(engine.tasks.findAt("never", new Now()).task()).isNull();
    }

    @Test
    void some_tasks_can_be_asked_for_and_filters_speak_of_that_moment() {
        assertThat(page(new AtPosition(5), List.of(new TaskId("B"), new TaskId("none")), null)
                        .items())
                .extracting(task -> task.taskId().value())
                .containsExactly("B");
        engine.tasks.complete("B");
        assertThat(page(new AtPosition(6), List.of(), TaskStatus.COMPLETED).items())
                .isEmpty();
        assertThat(page(new Now(), List.of(), TaskStatus.COMPLETED).total()).isEqualTo(1);
        TasksAtPage second =
                engine.tasks.listAt(new FindTasksAt(new Now(), List.of(), null, null, new PageRequest(1, 1)));
        assertThat(second.items()).extracting(TaskView::title).containsExactly("Beta");
        assertThat(second.total()).isEqualTo(2);
    }

    @Test
    void a_system_checkpoint_names_a_moment_of_everything() {
        CheckpointManager checkpoints =
                new CheckpointManager(engine.commands, engine.queries, RequestContext.of("ann"));
        CheckpointId everything = checkpoints.createSystem("before lunch"); // 11
        set("B", 7);
        assertThat(position(new AtCheckpoint(everything))).isEqualTo(11);
        assertThat(values(new AtCheckpoint(everything))).containsExactly(Map.entry("A", "9"), Map.entry("B", "1"));
        assertThatThrownBy(() -> checkpoints.createSystem(new CreateSystemCheckpoint(everything, null)))
                .hasMessageContaining("there is a checkpoint " + everything + " already");
        assertThatThrownBy(() -> checkpoints.createSystem(new CreateSystemCheckpoint(checkpoint, null)))
                .hasMessageContaining("already");
        assertThatThrownBy(
                        () -> engine.commands.sendAndWait(new RollBack(RollbackId.random(), everything, "to try it")))
                .hasMessageContaining("needs a yes");
        assertThat(engine.head()).as("the refusals left nothing").isEqualTo(12);
    }

    @Test
    void the_same_request_for_a_system_checkpoint_makes_one() {
        CheckpointManager asked = new CheckpointManager(
                engine.commands, engine.queries, RequestContext.of("ann").withRequestId("rq-1"));
        assertThat(asked.createSystem("once")).isEqualTo(asked.createSystem("once"));
        assertThat(engine.head()).isEqualTo(11);
    }

    @Test
    void what_is_not_there_is_refused_by_name() {
        assertRefused(new AtPosition(11), RefusalCode.NOT_FOUND, "the store ends at 10");
        assertRefused(new AtCheckpoint(new CheckpointId("cp-none")), RefusalCode.NOT_FOUND, "cp-none");
        assertRefused(new AfterRollback(new RollbackId("rb-none")), RefusalCode.NOT_FOUND, "rb-none");
        assertRefused(new AtSeq(1), RefusalCode.INVALID_INPUT, "one task's stream");
        assertThatThrownBy(() -> engine.tasks.findAt("A", new AtSeq(99)))
                .hasMessageContaining("task A has no event 99: its last one is 5");
        assertThatThrownBy(() -> engine.tasks.findAt("never", new AtSeq(0))).hasMessageContaining("no task never");
        assertThatThrownBy(() -> new AtPosition(-1)).isInstanceOf(RefusedException.class);
    }

    private void assertRefused(Moment moment, RefusalCode code, String message) {
        assertThatThrownBy(() -> engine.tasks.listAt(moment))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    private Map<String, String> values(Moment moment) {
        Map<String, String> values = new TreeMap<>();
        for (TaskView task : engine.tasks.listAt(moment).items()) {
            Json cache = task.components().get(CACHE);
            values.put(
                    task.taskId().value(),
                    cache == null ? "" : cache.get("n").orElseThrow().asText());
        }
        return values;
    }

    private TasksAtPage page(Moment at, List<TaskId> tasks, TaskStatus status) {
        return engine.tasks.listAt(new FindTasksAt(at, tasks, status, null, PageRequest.first(10)));
    }

    private long position(Moment moment) {
        return at(moment).position();
    }

    private ResolvedMoment at(Moment moment) {
        return engine.store.read(reading -> new Moments(reading).cut(moment));
    }

    private StoredEvent event(long position) {
        return engine.store
                .<List<StoredEvent>>read(reading -> reading.after(position - 1, 1))
                .get(0);
    }

    private void set(String task, int n) {
        engine.tasks.merge(task, CACHE, Json.of(Map.of("n", n)));
    }
}
