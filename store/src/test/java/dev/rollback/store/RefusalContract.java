package dev.rollback.store;

import static dev.rollback.store.Units.check;
import static dev.rollback.store.Units.event;
import static dev.rollback.store.Units.indexed;
import static dev.rollback.store.Units.moved;
import static dev.rollback.store.Units.request;
import static dev.rollback.store.Units.snapshot;
import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.IndexChange.CheckpointAdded;
import dev.rollback.store.IndexChange.DependencyAdded;
import dev.rollback.store.IndexChange.LeaseRenewed;
import org.junit.jupiter.api.Test;

interface RefusalContract extends StoreUnderTest {

    @Test
    default void refuses_an_event_that_leaves_a_gap_in_its_stream() {
        append(unit("task/a", 0));
        assertThatThrownBy(() -> append(unit("task/a", 2))).isInstanceOf(StreamConflictException.class);
        assertThat(log()).hasSize(1);
    }

    @Test
    default void refuses_an_event_whose_place_is_taken_and_names_the_stream() {
        append(unit("task/a", 0, "first"));
        StreamConflictException refused =
                catchThrowableOfType(StreamConflictException.class, () -> append(unit("task/a", 0, "second")));
        assertThat(refused.stream()).isEqualTo("task/a");
        assertThat(refused.code()).isEqualTo(RefusalCode.CONFLICT);
        assertThat(log()).extracting(Units::text).containsExactly("first");
    }

    @Test
    default void refuses_a_gap_inside_a_unit() {
        assertThatThrownBy(() -> append(Units.of(event("task/a", 0, "0"), event("task/a", 2, "2"))))
                .isInstanceOf(StreamConflictException.class);
        assertThat(log()).isEmpty();
    }

    @Test
    default void refuses_an_event_twice_in_one_unit() {
        assertThatThrownBy(() -> append(Units.of(event("task/a", 0, "0"), event("task/a", 0, "again"))))
                .isInstanceOf(StreamConflictException.class);
        assertThat(log()).isEmpty();
    }

    @Test
    default void refuses_a_unit_whose_other_streams_have_moved() {
        append(unit("task/a", 0, "0", "1"));
        assertThatThrownBy(() -> append(Units.expecting(unit("task/b", 0), "task/a", 0)))
                .isInstanceOf(StreamConflictException.class)
                .hasMessageContaining("task/a");
        assertThat(log()).hasSize(2);
    }

    @Test
    default void a_unit_without_events_is_checked_too() {
        append(unit("task/a", 0));
        append(unit("task/a", 1));
        assertThatThrownBy(() -> append(check("task/a", 0))).isInstanceOf(StreamConflictException.class);
        assertThatThrownBy(() -> append(check("task/b", 0))).isInstanceOf(StreamConflictException.class);
    }

    @Test
    default void a_unit_without_events_lands_at_the_head_and_moves_nothing() {
        append(unit("task/a", 0));
        append(unit("task/a", 1));
        clock().set(TestClock.START.plusSeconds(9));
        assertThat(append(check("task/a", 1))).isEqualTo(new Appended(2, 2, TestClock.START));
        assertThat(append(check("task/b", -1)).last()).isEqualTo(2);
        assertThat(head().recordedAt()).isEqualTo(TestClock.START);
    }

    @Test
    default void refuses_a_checkpoint_id_that_is_taken_and_names_it() {
        append(indexed(unit("task/a", 0), new CheckpointAdded("cp-1", "a", 0, false)));
        assertThatThrownBy(() -> append(indexed(unit("task/b", 0), new CheckpointAdded("cp-1", "b", 0, false))))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.CONFLICT))
                .hasMessageContaining("cp-1");
        assertThat(log()).hasSize(1);
    }

    @Test
    default void refuses_a_request_id_that_is_taken_and_names_it() {
        append(request(unit("task/a", 0), "rq-1", "body"));
        assertThatThrownBy(() -> append(request(unit("task/a", 1), "rq-1", "body")))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.CONFLICT))
                .hasMessageContaining("rq-1");
        assertThat(log()).hasSize(1);
    }

    @Test
    default void refuses_an_index_that_does_not_stand_where_its_stream_ends() {
        assertThatThrownBy(() -> append(indexed(unit("task/a", 0), moved("a", 1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> append(indexed(unit("task/a", 0), moved("b", 0))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(log()).isEmpty();
    }

    @Test
    default void refuses_a_snapshot_of_events_that_are_not_there() {
        assertThatThrownBy(() -> append(snapshot(unit("task/a", 0), "task/a", 1, "too new")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(log()).isEmpty();
    }

    @Test
    default void a_refused_unit_leaves_nothing_behind() {
        append(request(unit("task/taken", 0), "rq-1", "body"));
        AppendUnit full = indexed(
                snapshot(unit("task/a", 0), "task/a", 0, "state"),
                moved("a", 0),
                new DependencyAdded("a", "b", 0),
                new CheckpointAdded("cp-1", "a", 0, false),
                new LeaseRenewed("a", 0, "worker", TestClock.START));
        assertThatThrownBy(() -> append(request(full, "rq-1", "body"))).isInstanceOf(RefusedException.class);
        store().read(reading -> {
            assertThat(reading.lastSeq("task/a")).isEqualTo(-1);
            assertThat(reading.head().position()).isEqualTo(1);
            assertThat(reading.task("a")).isEmpty();
            assertThat(reading.dependenciesOf("a")).isEmpty();
            assertThat(reading.checkpoint("cp-1")).isEmpty();
            assertThat(reading.lease("a")).isEmpty();
            assertThat(reading.nearest("task/a", 9)).isEmpty();
            return true;
        });
        assertThat(append(full).first()).isEqualTo(2);
    }
}
