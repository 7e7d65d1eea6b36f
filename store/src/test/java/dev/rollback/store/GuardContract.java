package dev.rollback.store;

import static dev.rollback.store.Units.changed;
import static dev.rollback.store.Units.check;
import static dev.rollback.store.Units.expecting;
import static dev.rollback.store.Units.guarded;
import static dev.rollback.store.Units.indexed;
import static dev.rollback.store.Units.moved;
import static dev.rollback.store.Units.request;
import static dev.rollback.store.Units.snapshot;
import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.AppendUnit.Guard;
import dev.rollback.store.Callers.Call;
import dev.rollback.store.IndexChange.CheckpointAdded;
import dev.rollback.store.IndexChange.SubtaskAdded;
import dev.rollback.store.IndexReader.TaskHead;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who looks, under the lock, whether what a unit stands on still holds. */
interface GuardContract extends StoreUnderTest {
    Guard REFUSING = reading -> {
        throw new RefusedException(RefusalCode.CONFLICT, "the guard says no");
    };

    @Test
    default void a_guard_sees_what_was_committed_before_its_unit_and_nothing_of_the_unit() {
        append(indexed(unit("task/a", 0), changed("a", 0, 0), new SubtaskAdded("a", "p", 0)));
        List<Object> seen = new ArrayList<>();
        append(guarded(indexed(unit("task/a", 1, "1", "2"), changed("a", 2, 1)), reading -> {
            seen.add(reading.head().position());
            seen.add(reading.lastSeq("task/a"));
            seen.add(reading.task("a").map(TaskHead::changedPosition).orElse(-1L));
            seen.add(reading.after(0, 10).size());
            seen.add(reading.subtasksOf(List.of("p")).size());
        }));
        assertThat(seen).containsExactly(1L, 0L, 1L, 1, 1);
        assertThat(log()).hasSize(3);
    }

    @Test
    default void a_guard_sees_the_units_ahead_of_its_own_in_their_common_commit() throws Exception {
        List<Object> seen = new ArrayList<>();
        Guard guard = reading -> {
            seen.add(reading.head().position());
            seen.add(reading.head().hash());
            seen.add(reading.tasksChangedAfter(0).size());
            seen.add(reading.lastSeq("task/b"));
        };
        Callers.all(queuedWhileHeld(List.of(
                indexed(unit("task/a", 0), changed("a", 0, 0)),
                indexed(unit("task/b", 0, "0", "1"), changed("b", 1, 1)),
                guarded(unit("task/c", 0), guard))));
        assertThat(seen).containsExactly(3L, log().get(2).hash(), 2, 1L);
    }

    @Test
    default void a_guard_that_throws_leaves_nothing_and_harms_nobody() throws Exception {
        AppendUnit full = indexed(
                snapshot(unit("task/b", 0, "b1", "b2"), "task/b", 1, "state"),
                moved("b", 1),
                new SubtaskAdded("b", "p", 0),
                new CheckpointAdded("cp-1", "b", 1, false));
        List<Call<Appended>> calls = queuedWhileHeld(List.of(
                unit("task/a", 0, "a"), guarded(request(full, "rq-1", "body"), REFUSING), unit("task/c", 0, "c")));
        assertThat(calls.get(0).get().first()).isEqualTo(1);
        assertThatThrownBy(calls.get(1)::get)
                .hasCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("the guard says no");
        assertThat(calls.get(2).get().first()).isEqualTo(2);
        assertThat(log()).extracting(Units::text).containsExactly("a", "c");
        store().read(reading -> {
            assertThat(reading.task("b")).isEmpty();
            assertThat(reading.subtasksOf(List.of("p"))).isEmpty();
            assertThat(reading.checkpoint("cp-1")).isEmpty();
            assertThat(reading.request("rq-1")).isEmpty();
            assertThat(reading.nearest("task/b", 9)).isEmpty();
            return true;
        });
    }

    @Test
    default void a_guard_that_breaks_harms_nobody_else() throws Exception {
        Guard broken = reading -> {
            throw new NoClassDefFoundError("gone");
        };
        Guard wrong = reading -> reading.sql().list("SELECT x FROM no_such_table", row -> 1);
        List<Call<Appended>> calls = queuedWhileHeld(List.of(
                guarded(unit("task/a", 0, "a"), broken),
                guarded(unit("task/b", 0, "b"), wrong),
                unit("task/c", 0, "c")));
        assertThatThrownBy(calls.get(0)::get).hasRootCauseInstanceOf(NoClassDefFoundError.class);
        assertThatThrownBy(calls.get(1)::get).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(calls.get(2).get().first()).isEqualTo(1);
    }

    @Test
    default void of_callers_whose_guards_want_the_same_head_one_gets_it() throws Exception {
        Guard nothingYet = reading -> {
            if (reading.head().position() > 0 || !reading.after(0, 1).isEmpty()) {
                throw new TransientConflictException("somebody was faster");
            }
        };
        List<Call<Appended>> calls = queuedWhileHeld(IntStream.range(0, 5)
                .mapToObj(n -> guarded(unit("task/" + n, 0), nothingYet))
                .toList());
        assertThat(calls.get(0).get().first()).isEqualTo(1);
        for (Call<Appended> late : calls.subList(1, 5)) {
            assertThatThrownBy(late::get).hasCauseInstanceOf(TransientConflictException.class);
        }
        assertThat(log()).hasSize(1);
    }

    @Test
    default void all_guards_are_asked_and_each_may_refuse() {
        AtomicInteger asked = new AtomicInteger();
        Guard content = reading -> asked.incrementAndGet();
        append(guarded(unit("task/a", 0), content, content));
        assertThat(asked).hasValue(2);
        assertThatThrownBy(() -> append(guarded(unit("task/a", 1), content, REFUSING)))
                .hasMessageContaining("the guard says no");
        assertThat(asked).hasValue(3);
        assertThat(log()).hasSize(1);
    }

    @Test
    default void a_unit_without_events_is_guarded_too() {
        append(unit("task/a", 0));
        List<Long> seen = new ArrayList<>();
        append(guarded(check("task/a", 0), reading -> seen.add(reading.head().position())));
        assertThat(seen).containsExactly(1L);
        assertThatThrownBy(() -> append(guarded(check("task/a", 0), REFUSING)))
                .hasMessageContaining("the guard says no");
    }

    @Test
    default void a_guard_cannot_write_and_its_reading_is_over_when_it_has_answered() {
        List<Reading> kept = new ArrayList<>();
        append(guarded(unit("task/a", 0), kept::add));
        assertThatThrownBy(() -> kept.get(0).lastSeq("task/a")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> append(guarded(
                        unit("task/a", 1), reading -> reading.sql().update(ReadingContract.TOKEN, "tasks", 1L))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(log()).hasSize(1);
        assertThat(store().<Long>read(ReadingContract::token)).isEqualTo(-1);
    }

    @Test
    default void a_guard_must_not_call_the_store_itself() {
        assertThatThrownBy(() -> append(guarded(unit("task/a", 0), reading -> store().read(Reading::head))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nested");
        assertThat(log()).isEmpty();
    }

    @Test
    default void whose_stream_has_moved_hears_of_that_before_any_guard_is_asked() {
        append(unit("task/a", 0));
        assertThatThrownBy(() -> append(guarded(unit("task/a", 0), REFUSING)))
                .isInstanceOf(StreamConflictException.class);
        assertThatThrownBy(() -> append(guarded(expecting(unit("task/b", 0), "task/a", 5), REFUSING)))
                .isInstanceOf(StreamConflictException.class);
    }

    @Test
    default void who_lost_the_race_for_a_request_hears_of_that_before_any_guard_is_asked() {
        append(request(unit("task/a", 0), "rq-1", "body"));
        assertThatThrownBy(() -> append(guarded(request(unit("task/b", 0), "rq-1", "body"), REFUSING)))
                .isInstanceOf(TransientConflictException.class)
                .hasMessageContaining("rq-1");
        assertThat(log()).hasSize(1);
    }

    private List<Call<Appended>> queuedWhileHeld(List<AppendUnit> units) throws Exception {
        return Callers.whileHeld(
                store(),
                () -> units.stream()
                        .map(unit -> Callers.start(() -> append(unit)).awaitRest())
                        .toList());
    }
}
