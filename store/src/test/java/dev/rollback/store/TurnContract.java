package dev.rollback.store;

import static dev.rollback.store.Units.indexed;
import static dev.rollback.store.Units.moved;
import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.Callers.Call;
import dev.rollback.store.IndexReader.TaskHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many callers at once. */
interface TurnContract extends StoreUnderTest {

    @Test
    default void positions_and_seqs_stay_dense_under_many_threads() throws Exception {
        List<Call<Boolean>> calls = IntStream.range(0, 8)
                .mapToObj(n -> Callers.start(() -> {
                    for (int seq = 0; seq < 200; seq += 2) {
                        append(indexed(unit("task/" + n, seq, "x", "y"), moved("" + n, seq + 1)));
                    }
                    return true;
                }))
                .toList();
        Callers.all(calls);
        List<StoredEvent> log = log();
        assertThat(log).hasSize(1600);
        Map<String, Long> ends = new HashMap<>();
        for (int i = 0; i < log.size(); i++) {
            StoredEvent event = log.get(i);
            assertThat(event.position()).isEqualTo(i + 1);
            assertThat(event.unit()).isEqualTo(i - i % 2 + 1);
            assertThat(event.seq()).isEqualTo(ends.merge(event.stream(), 0L, (end, zero) -> end + 1));
        }
        assertThat(store().<List<TaskHead>>read(Reading::tasks)).hasSize(8).allMatch(task -> task.seq() == 199);
    }

    @Test
    default void callers_that_want_the_same_place_get_it_once() throws Exception {
        List<Call<Boolean>> calls = IntStream.range(0, 8)
                .mapToObj(n -> Callers.start(() -> {
                    try {
                        append(unit("task/a", 0, "of " + n));
                        return true;
                    } catch (StreamConflictException e) {
                        return false;
                    }
                }))
                .toList();
        assertThat(Callers.all(calls)).containsOnlyOnce(true);
        assertThat(log()).hasSize(1);
    }

    @Test
    default void a_unit_that_fails_among_others_leaves_no_hole_and_harms_nobody() throws Exception {
        List<Call<Appended>> calls = queuedWhileHeld(List.of(
                unit("task/a", 0, "a"),
                indexed(unit("task/b", 0, "b1", "b2"), moved("b", 7)),
                unit("task/c", 5, "c"),
                unit("task/d", 0, "d")));
        assertThat(calls.get(0).get().first()).isEqualTo(1);
        assertThatThrownBy(calls.get(1)::get).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(calls.get(2)::get).hasCauseInstanceOf(StreamConflictException.class);
        assertThat(calls.get(3).get().first()).isEqualTo(2);
        assertThat(log()).extracting(Units::text).containsExactly("a", "d");
        assertThat(store().<Long>read(reading -> reading.lastSeq("task/b"))).isEqualTo(-1);
    }

    @Test
    default void a_unit_sees_the_unit_ahead_of_it() throws Exception {
        List<Call<Appended>> calls =
                queuedWhileHeld(List.of(unit("task/a", 0), unit("task/a", 1), unit("task/a", 2), unit("task/a", 3)));
        assertThat(Callers.all(calls)).extracting(Appended::first).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    default void who_waits_is_served_in_the_order_of_arrival() throws Exception {
        List<Call<Appended>> calls = new ArrayList<>();
        Call<Long> between = Callers.whileHeld(store(), () -> {
            for (int n = 0; n < 3; n++) {
                calls.add(queued(unit("task/" + n, 0)));
            }
            Call<Long> write = Callers.start(
                            () -> store().<Long>write(reading -> reading.head().position()))
                    .awaitRest();
            for (int n = 3; n < 6; n++) {
                calls.add(queued(unit("task/" + n, 0)));
            }
            return write;
        });
        assertThat(Callers.all(calls)).extracting(Appended::first).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(between.get()).isEqualTo(3);
    }

    @Test
    default void waiting_ends_with_busy_and_nothing_is_written() throws Exception {
        reopen(options -> options.withPatience(Duration.ofMillis(200)));
        Callers.whileHeld(store(), () -> {
            Call<Appended> impatient = Callers.start(() -> append(unit("task/a", 0, "late")));
            assertThatThrownBy(impatient::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            RefusedException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.STORE_UNAVAILABLE))
                    .hasMessageContaining("busy");
            return true;
        });
        append(unit("task/a", 0, "next"));
        assertThat(log()).extracting(Units::text).containsExactly("next");
    }

    @Test
    default void who_is_interrupted_while_waiting_is_told_that_nothing_was_written() throws Exception {
        Call<Appended> behind = Callers.whileHeld(store(), () -> {
            Call<Boolean> interrupted = Callers.start(() -> {
                assertThatThrownBy(() -> append(unit("task/a", 0, "interrupted")))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("Nothing was written");
                return Thread.currentThread().isInterrupted();
            });
            interrupted.awaitRest();
            Call<Appended> next = queued(unit("task/b", 0, "behind"));
            interrupted.thread().interrupt();
            assertThat(interrupted.get()).as("the interrupt is kept").isTrue();
            return next;
        });
        assertThat(behind.get().first()).isEqualTo(1);
        assertThat(log()).extracting(Units::text).containsExactly("behind");
    }

    @Test
    default void interrupts_never_lie_about_the_outcome() throws Exception {
        List<Call<List<String>>> calls = IntStream.range(0, 4)
                .mapToObj(n -> Callers.start(() -> appendWhileInterrupted("task/" + n)))
                .toList();
        while (calls.stream().anyMatch(call -> !call.result().isDone())) {
            calls.forEach(call -> call.thread().interrupt());
            Thread.onSpinWait();
        }
        List<String> acknowledged = new ArrayList<>();
        Callers.all(calls).forEach(acknowledged::addAll);
        assertThat(log()).extracting(Units::text).containsExactlyInAnyOrderElementsOf(acknowledged);
        assertThat(acknowledged).isNotEmpty();
    }

    private List<String> appendWhileInterrupted(String stream) {
        List<String> acknowledged = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            String payload = stream + " " + n;
            try {
                append(unit(stream, acknowledged.size(), payload));
                acknowledged.add(payload);
            } catch (RefusedException e) {
                assertThat(e.code()).isEqualTo(RefusalCode.STORE_UNAVAILABLE);
            }
        }
        return acknowledged;
    }

    private List<Call<Appended>> queuedWhileHeld(List<AppendUnit> units) throws Exception {
        return Callers.whileHeld(store(), () -> units.stream().map(this::queued).toList());
    }

    private Call<Appended> queued(AppendUnit unit) {
        return Callers.start(() -> append(unit)).awaitRest();
    }
}
