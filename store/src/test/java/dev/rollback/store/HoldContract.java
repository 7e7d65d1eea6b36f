package dev.rollback.store;

import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.store.Callers.Call;
import dev.rollback.store.Store.Hold;
import org.junit.jupiter.api.Test;

/** Who decides with the write lock in hand. */
@SuppressWarnings("try") // a hold is closed, not used
interface HoldContract extends StoreUnderTest {

    @Test
    default void what_a_holder_reads_stays_the_newest_until_its_unit_is_written() throws Exception {
        append(unit("task/a", 0));
        Call<Appended> other;
        try (Hold unused = store().hold()) {
            other = Callers.start(() -> store().append(unit("task/b", 0))).awaitRest();
            assertThat(store().<Long>read(reading -> reading.head().position())).isEqualTo(1);
            assertThat(store().<Long>read(reading -> reading.lastSeq("task/b"))).isEqualTo(-1);
            assertThat(store().append(unit("task/a", 1)).first()).isEqualTo(2);
        }
        assertThat(other.get().first()).isEqualTo(3);
        assertThat(log()).hasSize(3);
    }

    @Test
    default void a_hold_that_is_let_go_leaves_nothing_and_lets_others_write() throws Exception {
        Call<Appended> other;
        try (Hold unused = store().hold()) {
            other = Callers.start(() -> store().append(unit("task/b", 0))).awaitRest();
        }
        assertThat(other.get().first()).isEqualTo(1);
        append(unit("task/a", 0));
        assertThat(log()).hasSize(2);
    }

    @Test
    default void a_unit_that_is_refused_ends_the_hold_and_leaves_nothing() {
        append(unit("task/a", 0));
        try (Hold unused = store().hold()) {
            assertThatThrownBy(() -> store().append(unit("task/a", 5))).isInstanceOf(StreamConflictException.class);
        }
        append(unit("task/a", 1));
        assertThat(log()).hasSize(2);
    }

    @Test
    default void whoever_holds_neither_holds_again_nor_writes_views() {
        try (Hold unused = store().hold()) {
            assertThatThrownBy(() -> store().hold()).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> store().write(reading -> 1)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(store().<Integer>write(reading -> 1)).isEqualTo(1);
    }
}
