package dev.rollback.store;

import static dev.rollback.store.Units.changed;
import static dev.rollback.store.Units.indexed;
import static dev.rollback.store.Units.moved;
import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.store.IndexChange.RollbackUndone;
import dev.rollback.store.IndexChange.SubtaskAdded;
import dev.rollback.store.IndexChange.SubtaskRemoved;
import dev.rollback.store.IndexChange.TaskMoved;
import dev.rollback.store.IndexReader.Subtask;
import dev.rollback.store.IndexReader.TaskHead;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a rollback of many tasks asks of the index: what changed, who works, whose parts, what is undone. */
interface GraphContract extends StoreUnderTest {

    @Test
    default void a_task_has_changed_with_its_newest_event_that_was_more_than_a_marker() {
        append(indexed(unit("task/a", 0, "change", "change", "marker"), changed("a", 2, 1)));
        assertThat(changedPosition("a")).contains(2L);
        append(indexed(unit("task/a", 3, "marker"), moved("a", 3)));
        assertThat(changedPosition("a")).contains(2L);
        append(indexed(unit("task/a", 4, "change"), changed("a", 4, 0)));
        assertThat(changedPosition("a")).contains(5L);
    }

    @Test
    default void a_task_that_was_never_more_than_marked_has_changed_with_its_last_event_then() {
        append(indexed(unit("task/a", 0, "marker", "marker"), moved("a", 1)));
        append(indexed(unit("task/a", 2, "marker"), moved("a", 2)));
        assertThat(changedPosition("a")).contains(2L);
    }

    @Test
    default void refuses_a_change_that_is_another_tasks_event() {
        append(unit("task/a", 0));
        assertThatThrownBy(() -> append(indexed(unit("task/b", 0), changed("a", 0, 0))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(log()).hasSize(1);
    }

    @Test
    default void tasks_that_changed_after_a_position_are_found_and_those_that_were_only_marked_are_not() {
        append(indexed(unit("task/a", 0), changed("a", 0, 0)));
        append(indexed(unit("task/b", 0), changed("b", 0, 0)));
        append(indexed(unit("task/c", 0), changed("c", 0, 0)));
        append(indexed(unit("task/a", 1, "marker"), moved("a", 1)));
        append(indexed(unit("task/b", 1, "change"), changed("b", 1, 0)));
        assertThat(changedAfter(0)).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(changedAfter(2)).containsExactlyInAnyOrder("b", "c");
        assertThat(changedAfter(3)).containsExactly("b");
        assertThat(changedAfter(5)).isEmpty();
    }

    @Test
    default void tasks_that_run_are_found() {
        append(indexed(unit("task/a", 0), new TaskMoved("a", 0, "PENDING", 0, "h", 0)));
        append(indexed(unit("task/b", 0), new TaskMoved("b", 0, "RUNNING", 0, "h", 0)));
        append(indexed(unit("task/c", 0), new TaskMoved("c", 0, "RUNNING", 0, "h", 0)));
        assertThat(running()).containsExactlyInAnyOrder("b", "c");
        append(indexed(unit("task/b", 1), new TaskMoved("b", 1, "COMPLETED", 0, "h", 0)));
        assertThat(running()).containsExactly("c");
    }

    @Test
    default void a_subtask_is_part_of_its_parent_from_one_event_until_another() {
        append(indexed(unit("task/a", 0, "0", "1"), new SubtaskAdded("a", "p", 1), new SubtaskAdded("a", "p", 1)));
        append(indexed(unit("task/a", 2), new SubtaskRemoved("a", "p", 0), new SubtaskAdded("a", "q", 0)));
        append(indexed(unit("task/a", 3), new SubtaskAdded("a", "p", 0)));
        append(indexed(unit("task/b", 0), new SubtaskAdded("b", "p", 0), new SubtaskRemoved("b", "q", 0)));
        assertThat(subtasksOf("p"))
                .containsExactlyInAnyOrder(
                        new Subtask("a", "p", 2, 3),
                        new Subtask("a", "p", 4, Long.MAX_VALUE),
                        new Subtask("b", "p", 5, Long.MAX_VALUE));
        assertThat(subtasksOf("q")).containsExactly(new Subtask("a", "q", 3, Long.MAX_VALUE));
        assertThat(subtasksOf("a")).isEmpty();
    }

    @Test
    default void a_rollback_is_undone_by_the_newest_that_undid_it() {
        append(indexed(unit("rollback/2", 0), new RollbackUndone("1", "2", 0)));
        append(indexed(
                unit("rollback/9", 0, "0", "1"), new RollbackUndone("1", "9", 1), new RollbackUndone("3", "9", 0)));
        append(indexed(unit("rollback/4", 0), new RollbackUndone("1", "4", 0)));
        assertThat(undosOf("1")).startsWith("4");
        assertThat(undosOf("3")).startsWith("9");
        assertThat(undosOf("4")).isEmpty();
    }

    @Test
    default void what_the_index_lacks_is_known_by_its_name_until_it_is_there() {
        assertThat(hasGap("subtask")).as("of a new store").isFalse();
        store().write(reading -> reading.sql().update("INSERT INTO index_gap (name) VALUES (?)", "subtask"));
        assertThat(hasGap("subtask")).isTrue();
        assertThat(hasGap("other")).isFalse();
        reopen(UnaryOperator.identity());
        assertThat(hasGap("subtask")).isTrue();
        store().write(reading -> reading.sql().update("DELETE FROM index_gap WHERE name = ?", "subtask"));
        assertThat(hasGap("subtask")).isFalse();
    }

    private Optional<Long> changedPosition(String task) {
        return store().read(reading -> reading.task(task).map(TaskHead::changedPosition));
    }

    private List<String> changedAfter(long position) {
        return store().read(reading ->
                reading.tasksChangedAfter(position).stream().map(TaskHead::task).toList());
    }

    private List<String> running() {
        return store().read(reading ->
                reading.tasksRunning().stream().map(TaskHead::task).toList());
    }

    private List<Subtask> subtasksOf(String parent) {
        return store().read(reading -> reading.subtasksOf(List.of(parent)));
    }

    private List<String> undosOf(String rollback) {
        return store().read(reading -> reading.undosOf(rollback));
    }

    private boolean hasGap(String name) {
        return store().read(reading -> reading.hasIndexGap(name));
    }
}
