package dev.rollback.engine.rollback;

import static dev.rollback.api.ComponentName.TASK_STATE;
import static dev.rollback.engine.rollback.Crew.assertRefused;
import static dev.rollback.engine.rollback.Crew.ids;
import static dev.rollback.engine.rollback.Crew.task;
import static dev.rollback.engine.rollback.Crew.tasks;
import static dev.rollback.engine.rollback.Crew.undo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.Moment.BeforeRollback;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.LeftAlone;
import dev.rollback.api.RollbackPlan.TaskPlan;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackScope.LaterWork;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.api.StaleEpochException;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import dev.rollback.engine.LogWalk;
import dev.rollback.engine.WorkedExample;
import dev.rollback.engine.moment.Cut;
import dev.rollback.engine.moment.Moments;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoredEvent;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** The rollbacks of the worked example, by commands, from position 11 to 25. */
@OnEveryStore
class WorkedExampleRollbacksTest {
    private static final RollbackScope TO_A1 = RollbackScope.to(new CheckpointId("a1"));
    private static final RollbackScope WITH_ALL_BUT_C = TO_A1.cascading().preserving(ids("C"));

    @Parameter
    StoreKind kind;

    @TempDir
    Path directory;

    private Crew crew;

    @BeforeEach
    void begin() {
        crew = Crew.in(kind, directory);
        WorkedExample.begin(crew.engine.store);
    }

    @AfterEach
    void close() {
        long head = crew.engine.head();
        crew.engine.store.<Void>read(reading -> {
            new LogWalk().to(reading, head).assertIndexAgrees(reading);
            return null;
        });
        crew.close();
    }

    @Test
    void P10_the_plan_says_who_goes_where_and_why() {
        RollbackPlan plan = crew.plan(WITH_ALL_BUT_C);
        assertThat(crew.engine.head()).isEqualTo(10);
        assertThat(plan.scope().strategy()).isEqualTo(RollbackStrategy.CASCADE);
        assertThat(plan.cut()).isEqualTo(5);
        assertThat(tasks(plan)).containsExactly("D", "B", "A");
        assertThat(task(plan, "A").draggedBy()).isNull();
        assertThat(task(plan, "B").draggedBy()).isEqualTo(Crew.id("A"));
        assertThat(task(plan, "D").draggedBy()).isEqualTo(Crew.id("B"));
        assertThat(plan.tasks()).filteredOn(TaskPlan::retracts).containsExactly(task(plan, "D"));
        assertThat(plan.leftAlone()).containsExactly(new LeftAlone(Crew.id("C"), Crew.id("C")));
        assertThat(task(plan, "A").lostCheckpoints()).containsExactly(new CheckpointId("a2"));
        assertThat(task(plan, "A").differences())
                .extracting(difference -> difference.component() + difference.path())
                .containsExactly("TASK_STATE/data/n");
        assertThat(plan.digest()).isEqualTo(crew.plan(WITH_ALL_BUT_C).digest());
    }

    @Test
    void tells_the_rest_of_the_example() {
        crew.rollBack(WITH_ALL_BUT_C, "rb-1");
        assertStates(15, "A=1 e1", "B=0 e1", "C=1 e0", "D=RETRACTED e1");
        assertThatThrownBy(() -> crew.engine.tasks.withEpoch(0).merge("B", TASK_STATE, Json.parse("{\"n\":7}")))
                .isInstanceOf(StaleEpochException.class);
        crew.engine.tasks.withEpoch(1).merge("A", TASK_STATE, Json.parse("{\"n\":9}"));
        assertStates(17, "A=9 e1", "B=0 e1", "C=1 e0", "D=RETRACTED e1");
        assertThat(crew.engine.state("A").currentCheckpoint()).isEqualTo(new CheckpointId("a1"));

        RollbackPlan kept = crew.plan(undo("rb-1").with(LaterWork.KEEP));
        assertThat(tasks(kept)).containsExactlyInAnyOrder("B", "D");
        assertThat(kept.leftAlone()).containsExactly(new LeftAlone(Crew.id("A"), Crew.id("A")));
        assertThatThrownBy(() -> crew.plan(undo("rb-1"))).hasMessageContaining("moved since rollback rb-1: A.");
        crew.rollBack(undo("rb-1").with(LaterWork.DISCARD), "rb-2");
        assertStates(22, "A=2 e2", "B=1 e2", "C=1 e0", "D=5 e2");
        assertThat(crew.engine.state("A").currentCheckpoint()).isEqualTo(new CheckpointId("a2"));

        crew.rollBack(TO_A1, "rb-3");
        assertStates(25, "A=1 e3", "B=1 e2", "C=1 e0", "D=5 e2");
        assertRefused(RefusalCode.ALREADY_THERE, "already there (rb-3)", () -> crew.rollBack(TO_A1, "rb-4"));
        assertThat(crew.engine.head()).isEqualTo(25);
        assertThat(numbersBefore("rb-1"))
                .containsExactly(Map.entry("A", 2), Map.entry("B", 1), Map.entry("C", 1), Map.entry("D", 5));
        long inside = crew.engine.store.read(
                reading -> new Moments(reading).cut(new AtPosition(13)).position());
        assertThat(inside).isEqualTo(10);
    }

    @Test
    void an_undo_is_refused_where_a_task_moved_and_leaves_one_failed_record() {
        crew.rollBack(WITH_ALL_BUT_C, "rb-1");
        crew.set("A", 9);
        assertRefused(RefusalCode.CONFLICT, "moved since rollback rb-1: A.", () -> crew.rollBack(undo("rb-1"), "rb-2"));
        assertThat(crew.engine.stream("rollback/rb-2"))
                .extracting(StoredEvent::name)
                .containsExactly("rollback.RollbackFailed");
        assertThat(crew.n("A")).isEqualTo(9);
    }

    private void assertStates(long head, String... states) {
        assertThat(crew.engine.head()).isEqualTo(head);
        for (String expected : states) {
            String name = expected.substring(0, 1);
            TaskState state = crew.engine.state(name);
            Object shown = state.status() == TaskStatus.RETRACTED ? "RETRACTED" : crew.n(name);
            assertThat("%s=%s e%d".formatted(name, shown, state.epoch())).isEqualTo(expected);
        }
    }

    private Map<String, Integer> numbersBefore(String rollback) {
        TaskStates states = new TaskStates(crew.engine.store);
        return crew.engine.store.read(reading -> {
            long cut = new Moments(reading)
                    .cut(new BeforeRollback(new RollbackId(rollback)))
                    .position();
            Map<String, Integer> numbers = new TreeMap<>();
            states.momentsAt(reading, new Cut(reading, cut).seqs())
                    .forEach((task, moment) -> numbers.put(
                            task.value(),
                            Integer.valueOf(moment.state()
                                    .content()
                                    .taskState()
                                    .data()
                                    .get("n")
                                    .orElseThrow()
                                    .text())));
            return numbers;
        });
    }
}
