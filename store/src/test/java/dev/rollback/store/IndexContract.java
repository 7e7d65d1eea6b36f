package dev.rollback.store;

import static dev.rollback.store.Units.event;
import static dev.rollback.store.Units.indexed;
import static dev.rollback.store.Units.moved;
import static dev.rollback.store.Units.request;
import static dev.rollback.store.Units.snapshot;
import static dev.rollback.store.Units.unit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.IndexChange.CheckpointAdded;
import dev.rollback.store.IndexChange.DependencyAdded;
import dev.rollback.store.IndexChange.DependencyRemoved;
import dev.rollback.store.IndexChange.LeaseEnded;
import dev.rollback.store.IndexChange.LeaseRenewed;
import dev.rollback.store.IndexChange.TaskMoved;
import dev.rollback.store.IndexChange.WorkRefused;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.IndexReader.Dependency;
import dev.rollback.store.IndexReader.Lease;
import dev.rollback.store.IndexReader.RefusedWorkEntry;
import dev.rollback.store.IndexReader.RequestEntry;
import dev.rollback.store.IndexReader.TaskHead;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

interface IndexContract extends StoreUnderTest {

    @Test
    default void a_task_keeps_its_first_position_and_moves_its_last() {
        append(unit("task/other", 0));
        append(indexed(unit("task/a", 0, "12", "345"), moved("a", 1)));
        append(indexed(
                Units.of(event("task/a", 2, "6"), event("x", 0, "-")), new TaskMoved("a", 2, "FAILED", 7, "h", 0)));
        assertThat(task("a")).contains(new TaskHead("a", 2, 2, 4, 4, "FAILED", 7, "h", 3, 6));
        assertThat(task("other")).isEmpty();
    }

    @Test
    default void two_moves_of_a_task_in_one_unit_count_its_events_once() {
        append(indexed(unit("task/a", 0, "12", "345"), moved("a", 1), new TaskMoved("a", 1, "DONE", 0, "h", null)));
        assertThat(task("a")).contains(new TaskHead("a", 1, 1, 2, 2, "DONE", 0, "h", 2, 5));
    }

    @Test
    default void a_snapshot_of_the_newest_state_starts_the_count_again() {
        append(indexed(unit("task/a", 0, "12", "345"), moved("a", 1)));
        append(snapshot(indexed(unit("task/a", 2, "6"), moved("a", 2)), "task/a", 2, "state"));
        assertThat(task("a")).map(TaskHead::eventsSinceSnapshot).contains(0L);
        append(indexed(unit("task/a", 3, "7890"), moved("a", 3)));
        assertThat(task("a")).contains(new TaskHead("a", 3, 1, 4, 2, "RUNNING", 0, "hash-3", 1, 4));
    }

    @Test
    default void a_snapshot_of_an_older_state_counts_what_lies_above_it() {
        append(indexed(unit("task/a", 0, "1", "22", "333", "4444"), moved("a", 3)));
        append(snapshot(AppendUnit.ofEvents(List.of()), "task/a", 1, "state"));
        assertThat(task("a")).contains(new TaskHead("a", 3, 1, 4, 4, "RUNNING", 0, "hash-3", 2, 7));
        append(snapshot(AppendUnit.ofEvents(List.of()), "task/a", 0, "older"));
        assertThat(task("a")).map(TaskHead::eventsSinceSnapshot).contains(2L);
    }

    @Test
    default void tasks_come_in_the_order_of_their_first_position() {
        append(indexed(unit("task/z", 0), moved("z", 0)));
        append(indexed(unit("task/a", 0), moved("a", 0)));
        append(indexed(unit("task/z", 1), moved("z", 1)));
        List<TaskHead> tasks = store().read(Reading::tasks);
        assertThat(tasks).extracting(TaskHead::task).containsExactly("z", "a");
    }

    @Test
    default void an_edge_holds_from_the_event_that_adds_it_until_the_one_that_removes_it() {
        append(indexed(unit("task/a", 0, "0", "1"), new DependencyAdded("a", "b", 1)));
        append(indexed(unit("task/a", 2), new DependencyRemoved("a", "b", 0)));
        append(indexed(unit("task/a", 3), new DependencyAdded("a", "b", 0)));
        List<Dependency> both = List.of(new Dependency("a", "b", 2, 3), new Dependency("a", "b", 4, Long.MAX_VALUE));
        assertThat(store().<List<Dependency>>read(reading -> reading.dependenciesOf("a")))
                .isEqualTo(both);
        assertThat(store().<List<Dependency>>read(reading -> reading.dependentsOf("b")))
                .isEqualTo(both);
    }

    @Test
    default void adding_an_edge_that_holds_changes_nothing() {
        append(indexed(unit("task/a", 0), new DependencyAdded("a", "b", 0)));
        append(indexed(unit("task/a", 1), new DependencyAdded("a", "b", 0)));
        append(indexed(unit("task/a", 2), new DependencyRemoved("a", "c", 0)));
        assertThat(store().<List<Dependency>>read(reading -> reading.dependenciesOf("a")))
                .containsExactly(new Dependency("a", "b", 1, Long.MAX_VALUE));
    }

    @Test
    default void a_checkpoint_is_found_by_its_id_with_its_place() {
        append(indexed(unit("task/a", 0, "0", "1"), new CheckpointAdded("cp-1", "a", 1, true)));
        assertThat(store().<Optional<CheckpointEntry>>read(reading -> reading.checkpoint("cp-1")))
                .contains(new CheckpointEntry("cp-1", "a", 1, 2, true));
        assertThat(store().<Optional<CheckpointEntry>>read(reading -> reading.checkpoint("cp")))
                .isEmpty();
    }

    @Test
    default void checkpoints_are_found_by_the_beginning_of_their_id() {
        List<String> ids = List.of("ab", "a%", "aa", "b", "a", "aé");
        for (String id : ids) {
            append(indexed(unit("task/" + id, 0), new CheckpointAdded(id, id, 0, false)));
        }
        assertThat(startingWith("a", 9)).containsExactly("a", "a%", "aa", "ab", "aé");
        assertThat(startingWith("a", 2)).containsExactly("a", "a%");
        assertThat(startingWith("a%", 9)).containsExactly("a%");
        assertThat(startingWith("", 9)).hasSize(6);
    }

    @Test
    default void the_checkpoints_of_a_task_after_a_seq_come_newest_first_and_limited() {
        for (int seq = 0; seq < 5; seq++) {
            append(indexed(unit("task/a", seq), new CheckpointAdded("a-" + seq, "a", 0, seq == 3)));
        }
        append(indexed(unit("task/b", 0, "0", "1"), new CheckpointAdded("b-1", "b", 1, false)));
        assertThat(after("a", -1, 9)).containsExactly("a-4", "a-3", "a-2", "a-1", "a-0");
        assertThat(after("a", 2, 9)).containsExactly("a-4", "a-3");
        assertThat(after("a", -1, 2)).containsExactly("a-4", "a-3");
        assertThat(after("a", 4, 9)).isEmpty();
        assertThat(after("b", 0, 9)).containsExactly("b-1");
        assertThat(store().<List<CheckpointEntry>>read(reading -> reading.checkpointsAfter("a", 2, 9)))
                .endsWith(new CheckpointEntry("a-3", "a", 3, 4, true));
    }

    private List<String> after(String task, long seq, int limit) {
        return store().read(reading -> reading.checkpointsAfter(task, seq, limit).stream()
                .map(CheckpointEntry::checkpointId)
                .toList());
    }

    @Test
    default void a_request_is_remembered_with_its_unit() {
        append(unit("task/a", 0));
        append(request(unit("task/a", 1, "1", "2"), "rq-1", "body"));
        assertThat(store().<Optional<RequestEntry>>read(reading -> reading.request("rq-1")))
                .contains(new RequestEntry("rq-1", "body", 2, 3));
    }

    @Test
    default void a_lease_is_renewed_and_ended_without_touching_the_log() {
        append(indexed(AppendUnit.ofEvents(List.of()), new LeaseRenewed("a", 1, "w1", TestClock.START)));
        append(indexed(
                AppendUnit.ofEvents(List.of()), new LeaseRenewed("a", 2, "w2", TestClock.START.plusNanos(1000))));
        assertThat(lease("a")).contains(new Lease("a", 2, "w2", TestClock.START.plusNanos(1000)));
        append(indexed(AppendUnit.ofEvents(List.of()), new LeaseEnded("a")));
        assertThat(lease("a")).isEmpty();
        assertThat(head().position()).isZero();
    }

    @Test
    default void refused_work_is_counted_by_kind_without_touching_the_log() {
        Instant later = TestClock.START.plusNanos(1000);
        append(indexed(AppendUnit.ofEvents(List.of()), new WorkRefused("a", 0, "UpdateTask", "w1", TestClock.START)));
        append(indexed(AppendUnit.ofEvents(List.of()), new WorkRefused("a", 1, "UpdateTask", "w1", TestClock.START)));
        append(indexed(AppendUnit.ofEvents(List.of()), new WorkRefused("a", 0, "UpdateTask", "w1", later)));
        List<RefusedWorkEntry> refused = store().read(reading -> reading.refusedWork("a"));
        assertThat(refused)
                .containsExactly(
                        new RefusedWorkEntry("a", 0, "UpdateTask", "w1", 2, later),
                        new RefusedWorkEntry("a", 1, "UpdateTask", "w1", 1, TestClock.START));
        assertThat(head().position()).isZero();
    }

    @Test
    default void the_nearest_snapshot_is_the_newest_that_is_not_above() {
        append(unit("task/a", 0, "0", "1", "2", "3"));
        append(snapshot(snapshot(AppendUnit.ofEvents(List.of()), "task/a", 1, "one"), "task/a", 3, "three"));
        assertThat(nearest(0)).isEmpty();
        assertThat(nearest(1)).contains("one");
        assertThat(nearest(2)).contains("one");
        assertThat(nearest(99)).contains("three");
        append(snapshot(AppendUnit.ofEvents(List.of()), "task/a", 1, "one again"));
        assertThat(nearest(2)).contains("one again");
    }

    private Optional<TaskHead> task(String task) {
        return store().read(reading -> reading.task(task));
    }

    private Optional<Lease> lease(String task) {
        return store().read(reading -> reading.lease(task));
    }

    private Optional<String> nearest(long seq) {
        return store().read(
                        reading -> reading.nearest("task/a", seq).map(snapshot -> new String(snapshot.state(), UTF_8)));
    }

    private List<String> startingWith(String prefix, int limit) {
        return store().read(reading -> reading.checkpointsStartingWith(prefix, limit).stream()
                .map(CheckpointEntry::checkpointId)
                .toList());
    }

    @Test
    default void the_nearest_snapshots_of_many_streams_are_found_at_once() {
        for (int n = 0; n < 60; n++) {
            append(snapshot(unit("task/" + n, 0, "0", "1", "2"), "task/" + n, 0, n + " at 0"));
            if (n % 2 == 0) {
                append(snapshot(unit("task/" + n, 3), "task/" + n, 2, n + " at 2"));
            }
        }
        Map<String, Long> wanted = new LinkedHashMap<>();
        List<String> expected = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            wanted.put("task/" + n, (long) n % 4);
            expected.add(n + " at " + (n % 2 == 0 && n % 4 >= 2 ? 2 : 0));
        }
        wanted.put("task/none", 3L);
        List<StoredSnapshot> found = store().read(reading -> reading.nearest(wanted));
        assertThat(found)
                .extracting(snapshot -> new String(snapshot.state(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrderElementsOf(expected);
    }
}
