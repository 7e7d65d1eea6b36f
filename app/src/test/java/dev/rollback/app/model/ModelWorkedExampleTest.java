package dev.rollback.app.model;

import static dev.rollback.api.RefusalCode.ALREADY_THERE;
import static dev.rollback.api.RefusalCode.CONFLICT;
import static dev.rollback.api.RefusalCode.STALE_EPOCH;
import static dev.rollback.app.model.Told.checkpoint;
import static dev.rollback.app.model.Told.rollback;
import static dev.rollback.app.model.Told.task;
import static dev.rollback.app.model.Told.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.ComponentName;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.Moment.BeforeRollback;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackScope.LaterWork;
import dev.rollback.app.model.Happening.Marked;
import dev.rollback.app.model.Happening.StaleRefused;
import dev.rollback.app.model.Plan.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worked example of the semantics, told by the model alone, line by line. */
class ModelWorkedExampleTest {
    private static final RollbackScope TO_A1 = RollbackScope.to(checkpoint("a1"));
    private static final RollbackScope WITH_ALL_BUT_C = TO_A1.cascading().preserving(tasks("C"));

    private final Told told = new Told();

    private void until10() {
        told.model.story().append(List.of(told.born("A", 0), told.born("B", 0, "A"), told.born("C", 0, "A"))); // 1-3
        told.set("A", 1); // 4
        told.mark("A", "a1"); // 5
        told.set("B", 1); // 6
        told.set("C", 1); // 7
        told.model.story().append(List.of(told.born("D", 5, "B"))); // 8
        told.set("A", 2); // 9
        told.mark("A", "a2"); // 10
    }

    private void until17() {
        until10();
        told.back("rb1", WITH_ALL_BUT_C); // 11-15
        told.refused(Told.setting("B", ComponentName.TASK_STATE, 7), 0L); // 16
        told.set("A", 9); // 17
    }

    private void until25() {
        until17();
        told.back("rb2", RollbackScope.undoing(rollback("rb1")).with(LaterWork.DISCARD)); // 18-22
        told.back("rb3", TO_A1); // 23-25
    }

    @Test
    void the_table_line_by_line() {
        until25();
        assertThat(told.at(3)).isEqualTo("A 0 e0, B 0 e0, C 0 e0");
        assertThat(told.at(4)).isEqualTo("A 1 e0, B 0 e0, C 0 e0");
        assertThat(told.at(7)).isEqualTo("A 1 e0, B 1 e0, C 1 e0");
        assertThat(told.at(8)).isEqualTo("A 1 e0, B 1 e0, C 1 e0, D 5 e0");
        assertThat(told.at(10)).isEqualTo("A 2 e0, B 1 e0, C 1 e0, D 5 e0");
        assertThat(told.at(15)).isEqualTo("A 1 e1, B 0 e1, C 1 e0, D - e1");
        assertThat(told.at(16)).isEqualTo(told.at(15));
        assertThat(told.at(17)).isEqualTo("A 9 e1, B 0 e1, C 1 e0, D - e1");
        assertThat(told.at(22)).isEqualTo("A 2 e2, B 1 e2, C 1 e0, D 5 e2");
        assertThat(told.at(25)).isEqualTo("A 1 e3, B 1 e2, C 1 e0, D 5 e2").isEqualTo(told.now());
        assertThat(told.head()).isEqualTo(25);
    }

    @Test
    void work_of_the_ended_epoch_is_refused_and_leaves_its_trace_in_no_tasks_stream() {
        until10();
        told.back("rb1", WITH_ALL_BUT_C);
        assertThat(told.refused(Told.setting("B", ComponentName.TASK_STATE, 7), 0L))
                .containsExactly(STALE_EPOCH);
        assertThat(told.model.story().entries().get(15).what())
                .isEqualTo(new StaleRefused(task("B"), 0, "UpdateTask", "ann"));
        assertThat(told.model.story().events(task("B")).count()).isEqualTo(3);
        told.refused(Told.setting("B", ComponentName.TASK_STATE, 8), 0L);
        assertThat(told.head()).as("one trace for both").isEqualTo(16);
    }

    @Test
    void an_undo_is_a_conflict_because_A_moved() {
        until17();
        assertThat(told.refused(RollbackScope.undoing(rollback("rb1")))).containsExactly(CONFLICT);
    }

    @Test
    void before_rb1_is_position_10_and_so_is_a_position_inside_it() {
        until25();
        Moments moments = new Moments(told.model.story());
        assertThat(moments.cut(new BeforeRollback(rollback("rb1")))).isEqualTo(10);
        assertThat(moments.cut(new AtPosition(13))).isEqualTo(10);
    }

    @Test
    void the_line_of_A() {
        until10();
        assertThat(told.now("A").line()).isEqualTo(checkpoint("a2"));
        told.back("rb1", WITH_ALL_BUT_C);
        assertThat(told.now("A").line()).isEqualTo(checkpoint("a1"));
        assertThat(told.model.story().all(Marked.class))
                .as("a2 is still a target")
                .hasSize(2);
        told.set("A", 9);
        told.back("rb2", RollbackScope.undoing(rollback("rb1")).with(LaterWork.DISCARD));
        assertThat(told.now("A").line()).isEqualTo(checkpoint("a2"));
    }

    @Test
    void again_right_after_rb3_it_is_already_there() {
        until25();
        assertThat(told.refused(TO_A1)).containsExactly(ALREADY_THERE);
        assertThat(told.head()).isEqualTo(25);
    }

    @Test
    void the_plan_of_rb1() {
        until10();
        Plan plan = told.model.plan(WITH_ALL_BUT_C);
        assertThat(plan.cut()).as("one moment").isEqualTo(5);
        assertThat(plan.parts()).extracting(Part::task).containsExactlyInAnyOrderElementsOf(tasks("A", "B", "D"));
        assertThat(plan.parts())
                .filteredOn(Part::dragged)
                .extracting(Part::task)
                .containsExactlyInAnyOrderElementsOf(tasks("B", "D"));
        assertThat(plan.parts())
                .filteredOn(Part::retracts)
                .extracting(Part::task)
                .isEqualTo(tasks("D"));
        assertThat(plan.kept()).containsExactly(task("C"));
        assertThat(plan.confirmation()).isEqualTo(Certainty.NO);
    }
}
