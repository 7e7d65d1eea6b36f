package dev.rollback.store;

import static dev.rollback.store.ReadingContract.TOKEN;
import static dev.rollback.store.ReadingContract.token;
import static dev.rollback.store.Units.check;
import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Callers that make mistakes. */
interface SafetyContract extends StoreUnderTest {

    @Test
    default void a_write_that_throws_is_rolled_back_and_the_next_one_works() {
        store().write(reading -> reading.sql().update(TOKEN, "tasks", 1L));
        assertThatThrownBy(() -> store().write(reading -> {
                    reading.sql().update(TOKEN, "tasks", 2L);
                    throw new UnsupportedOperationException("broken view");
                }))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("broken view");
        assertThat(store().<Long>read(ReadingContract::token)).isEqualTo(1);
        store().write(reading -> reading.sql().update(TOKEN, "tasks", 3L));
        assertThat(append(unit("task/a", 0)).first()).isEqualTo(1);
        assertThat(store().<Long>read(ReadingContract::token)).isEqualTo(3);
    }

    @Test
    default void wrong_sql_is_the_callers_fault_and_is_rolled_back() {
        assertThatThrownBy(() -> store().write(reading -> {
                    reading.sql().update(TOKEN, "tasks", 2L);
                    return reading.sql().update("UPDATE no_such_table SET x = 1");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(store().<Long>read(ReadingContract::token)).isEqualTo(-1);
    }

    @Test
    default void a_read_that_throws_harms_no_later_read() {
        append(unit("task/a", 0));
        for (int n = 0; n < 20; n++) {
            assertThatThrownBy(() -> store().read(reading -> {
                        throw new UnsupportedOperationException("broken query");
                    }))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
        assertThat(log()).hasSize(1);
    }

    @Test
    default void a_read_cannot_write() {
        assertThatThrownBy(() -> store().read(reading -> reading.sql().update(TOKEN, "tasks", 1L)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("write");
    }

    @Test
    default void calls_of_one_store_must_not_be_nested() {
        assertNested(() -> store().read(outer -> store().read(Reading::head)));
        assertNested(() -> store().read(outer -> store().write(Reading::head)));
        assertNested(() -> store().read(outer -> append(unit("task/a", 0))));
        assertNested(() -> store().write(outer -> store().read(Reading::head)));
        assertNested(() -> store().write(outer -> store().write(Reading::head)));
        assertNested(() -> store().write(outer -> append(unit("task/a", 0))));
        assertThat(log()).isEmpty();
        assertThat(append(unit("task/a", 0)).first()).isEqualTo(1);
    }

    private static void assertNested(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(IllegalStateException.class).hasMessageContaining("nested");
    }

    @Test
    default void a_reading_is_over_when_its_call_is() {
        append(unit("task/a", 0));
        Reading read = store().read(reading -> reading);
        Reading written = store().write(reading -> reading);
        for (Reading over : List.of(read, written)) {
            assertThatThrownBy(() -> over.after(0, 1)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> over.sql().list("SELECT 1", row -> row.getInt(1)))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    default void listeners_hear_of_each_unit_with_events_once_it_is_readable() {
        List<Long> heard = new ArrayList<>();
        store().onAppend(() -> heard.add(head().position()));
        append(unit("task/a", 0));
        append(check("task/a", 0));
        append(unit("task/a", 1, "1", "2"));
        assertThatThrownBy(() -> append(unit("task/a", 9))).isInstanceOf(StreamConflictException.class);
        assertThat(heard).containsExactly(1L, 3L);
    }

    @Test
    default void a_listener_that_throws_harms_nobody() {
        List<String> heard = new ArrayList<>();
        store().onAppend(() -> {
            throw new UnsupportedOperationException("broken listener");
        });
        store().onAppend(() -> {
            throw new AssertionError("very broken listener");
        });
        store().onAppend(() -> heard.add("last"));
        assertThat(append(unit("task/a", 0)).first()).isEqualTo(1);
        assertThat(heard).containsExactly("last");
        assertThat(log()).hasSize(1);
    }

    @Test
    default void parameters_of_every_kind_come_back_and_null_too() {
        store().write(reading -> {
            reading.sql().update(TOKEN, "tasks", (short) 7);
            return reading.sql().update(TOKEN, "flag", true);
        });
        List<Object> row = store().read(reading -> reading.sql()
                .first(
                        "SELECT position FROM view_token WHERE view = ? AND CAST(? AS TEXT) IS NULL AND position < ?",
                        found -> List.<Object>of(found.getLong(1), token(reading)),
                        "flag",
                        null,
                        TestClock.START)
                .orElse(List.of()));
        assertThat(row).containsExactly(1L, 7L);
    }

    @Test
    default void a_row_mapper_may_ask_the_same_question_again() {
        append(unit("task/a", 0, "0", "1", "2"));
        String query = "SELECT position FROM event ORDER BY position";
        List<Integer> counts = store().read(reading -> reading.sql()
                .list(
                        query,
                        row -> reading.sql()
                                .list(query, inner -> inner.getLong(1))
                                .size()));
        assertThat(counts).containsExactly(3, 3, 3);
    }

    @Test
    default void a_closed_store_is_refused() {
        append(unit("task/a", 0));
        Store closed = store();
        closed.close();
        closed.close();
        assertThatThrownBy(() -> closed.append(unit("task/a", 1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.read(Reading::head)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.write(Reading::head)).isInstanceOf(IllegalStateException.class);
        reopen(UnaryOperator.identity());
        assertThat(log()).hasSize(1);
    }
}
