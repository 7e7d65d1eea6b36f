package dev.rollback.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.LogQuery.FindLog;
import dev.rollback.api.LogQuery.FindUnits;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.Moment.Now;
import dev.rollback.api.TaskId;
import dev.rollback.engine.WorkedExample;
import dev.rollback.engine.log.Log;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** The lines of the worked example, as they are drawn. */
@OnEveryStore
class WorkedExampleGraphTest {
    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    private Store store;

    @BeforeEach
    void tell() {
        store = kind.create(folder);
        WorkedExample.tell(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void after_the_first_rollback_a1_is_current_and_a2_left_behind() {
        assertThat(lines(WorkedExample.A, 15))
                .containsExactly(
                        "<   rolled back to event 2 by rb-1 (1 value back): rb-1",
                        "| + checkpoint a2 'p' (left behind)",
                        "|-o TASK_STATE: 1 value changed (/data/n)",
                        "*   checkpoint a1 'p' (current)",
                        "o   TASK_STATE: 1 value changed (/data/n)",
                        "o   imported: 'A' is new");
    }

    @Test
    void after_the_undo_a2_is_current_and_what_came_between_left_behind() {
        assertThat(lines(WorkedExample.A, 22))
                .containsExactly(
                        "<   rolled back to event 4 by rb-2 (1 value back): rb-2",
                        "| o TASK_STATE: 1 value changed (/data/n)",
                        "| < rolled back to event 2 by rb-1 (1 value back): rb-1",
                        "* | checkpoint a2 'p' (current)",
                        "o | TASK_STATE: 1 value changed (/data/n)",
                        "+-' checkpoint a1 'p'",
                        "o   TASK_STATE: 1 value changed (/data/n)",
                        "o   imported: 'A' is new");
    }

    @Test
    void after_the_third_rollback_a1_is_current_again() {
        assertThat(lines(WorkedExample.A, 25))
                .containsExactly(
                        "<     rolled back to event 2 by rb-3 (1 value back): rb-3",
                        "| <   rolled back to event 4 by rb-2 (1 value back): rb-2",
                        "| | o TASK_STATE: 1 value changed (/data/n)",
                        "|-|-< rolled back to event 2 by rb-1 (1 value back): rb-1",
                        "| +   checkpoint a2 'p' (left behind)",
                        "|-o   TASK_STATE: 1 value changed (/data/n)",
                        "*     checkpoint a1 'p' (current)",
                        "o     TASK_STATE: 1 value changed (/data/n)",
                        "o     imported: 'A' is new");
    }

    @Test
    void refused_work_stands_beside_the_lines() {
        assertThat(lines(WorkedExample.B, 25))
                .containsExactly(
                        "<     rolled back to event 1 by rb-2 (1 value back): rb-2",
                        "|   x refused UpdateTask of epoch 0: the task is in epoch 1",
                        "| <   rolled back to event 0 by rb-1 (1 value back): rb-1",
                        "o |   TASK_STATE: 1 value changed (/data/n)",
                        "o-'   imported: 'B' is new");
    }

    @Test
    void a_retraction_ends_the_line_and_its_undo_leaves_it_behind() {
        assertThat(lines(WorkedExample.D, 15))
                .containsExactly("<   retracted by rb-1: rb-1", "  o imported: 'D' is new");
        assertThat(lines(WorkedExample.D, 25).get(1)).isEqualTo("| < retracted by rb-1: rb-1");
        assertThat(lines(WorkedExample.D, 25).get(2)).isEqualTo("o   imported: 'D' is new");
    }

    @Test
    void of_everything_a_line_leads_from_each_rollback_to_the_moment_it_went_back_to() {
        List<String> rows = UnitGraph.of(
                        log().find(new FindUnits(null, new Now(), null, 50)).items())
                .stream()
                .map(line -> "%-5s %s".formatted(line.drawn(), line.unit().summary()))
                .toList();
        assertThat(rows)
                .containsExactly(
                        "<-.   rolled back A to pos:5 by rb-3: rb-3",
                        "<-|-. rolled back A, B, D to pos:10 by rb-2: rb-2",
                        "o | | TASK_STATE: 1 value changed (/data/n)",
                        "x | | refused UpdateTask of epoch 0: the task is in epoch 1",
                        "<-| | rolled back A, B, D to pos:5 by rb-1: rb-1",
                        "+-|-' checkpoint a2 'p'",
                        "o |   TASK_STATE: 1 value changed (/data/n)",
                        "o |   imported: 'D' is new",
                        "o |   TASK_STATE: 1 value changed (/data/n)",
                        "o |   TASK_STATE: 1 value changed (/data/n)",
                        "+-'   checkpoint a1 'p'",
                        "o     TASK_STATE: 1 value changed (/data/n)",
                        "o     imported: 'A' is new; imported: 'B' is new; imported: 'C' is new");
    }

    private List<String> lines(TaskId task, long until) {
        List<TaskGraph.Line> lines = TaskGraph.of(
                log().find(FindLog.of(task).withUntil(new AtPosition(until))).items());
        int width = lines.stream()
                .mapToInt(line -> line.row().text().length())
                .max()
                .orElseThrow();
        return lines.stream()
                .map(line -> ("%-" + width + "s %s%s")
                        .formatted(line.row().text(), line.entry().summary(), line.note()))
                .toList();
    }

    private Log log() {
        return new Log(store, new TaskStates(store));
    }
}
