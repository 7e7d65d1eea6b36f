package dev.rollback.store;

import static dev.rollback.store.Units.indexed;
import static dev.rollback.store.Units.moved;
import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Callers.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

interface ReadingContract extends StoreUnderTest {
    String TOKEN = "INSERT INTO view_token (view, position) VALUES (?, ?)"
            + " ON CONFLICT (view) DO UPDATE SET position = excluded.position";

    @Test
    default void a_read_stands_at_one_moment_while_others_commit() {
        append(indexed(unit("task/a", 0), moved("a", 0)));
        store().read(reading -> {
            assertThat(Callers.start(() -> append(indexed(unit("task/a", 1), moved("a", 1)))))
                    .satisfies(call -> assertThat(call.get().last()).isEqualTo(2));
            assertThat(reading.after(0, 10)).hasSize(1);
            assertThat(reading.lastSeq("task/a")).isZero();
            assertThat(reading.head().position()).isEqualTo(1);
            assertThat(reading.task("a"))
                    .hasValueSatisfying(task -> assertThat(task.seq()).isZero());
            return true;
        });
        assertThat(log()).hasSize(2);
    }

    @Test
    default void a_reader_never_sees_half_a_unit() throws Exception {
        Call<Boolean> writer = Callers.start(() -> {
            for (int n = 0; n < 300; n += 3) {
                append(indexed(unit("task/a", n, "0", "1", "2"), moved("a", n + 2)));
            }
            return true;
        });
        List<Call<Integer>> readers = IntStream.range(0, 3)
                .mapToObj(n -> Callers.start(() -> {
                    int reads = 0;
                    for (boolean last = false; !last; reads++) {
                        last = writer.result().isDone();
                        store().read(this::assertWhole);
                    }
                    return reads;
                }))
                .toList();
        assertThat(writer.get()).isTrue();
        assertThat(Callers.all(readers)).allMatch(reads -> reads > 0);
        assertThat(log()).hasSize(300);
    }

    private boolean assertWhole(Reading reading) {
        long position = reading.head().position();
        assertThat(position % 3).isZero();
        assertThat(reading.after(0, Integer.MAX_VALUE)).hasSize((int) position);
        assertThat(reading.lastSeq("task/a")).isEqualTo(position - 1);
        assertThat(reading.task("a").map(task -> task.lastPosition()).orElse(0L))
                .isEqualTo(position);
        return true;
    }

    @Test
    default void a_reader_sees_every_acknowledged_unit() {
        for (int seq = 0; seq < 20; seq++) {
            Appended where = append(unit("task/a", seq));
            assertThat(head().position()).isEqualTo(where.last()).isEqualTo(seq + 1);
        }
    }

    @Test
    default void more_readers_than_connections_take_turns() throws Exception {
        append(unit("task/a", 0));
        reopen(options -> options.withReaders(2));
        List<Call<Integer>> calls = IntStream.range(0, 12)
                .mapToObj(n -> Callers.start(() -> log().size()))
                .toList();
        assertThat(Callers.all(calls)).hasSize(12).containsOnly(1);
    }

    @Test
    default void plain_sql_is_read_beside_the_log() {
        store().write(reading -> reading.sql().update(TOKEN, "tasks", 41L));
        append(unit("task/a", 0));
        List<Long> both =
                store().read(reading -> List.of(token(reading), reading.head().position()));
        assertThat(both).containsExactly(41L, 1L);
    }

    @Test
    default void what_a_write_returns_comes_back_and_what_it_wrote_stays() {
        int rows = store().<Integer>write(reading -> reading.sql().update(TOKEN, "tasks", 1L));
        store().write(reading -> reading.sql().update(TOKEN, "tasks", token(reading) + 1));
        assertThat(rows).isEqualTo(1);
        assertThat(store().<Long>read(ReadingContract::token)).isEqualTo(2);
    }

    static long token(Reading reading) {
        return reading.sql()
                .first("SELECT position FROM view_token WHERE view = ?", row -> row.getLong(1), "tasks")
                .orElse(-1L);
    }

    @Test
    default void pages_go_through_the_log_in_its_order_and_by_stream_whatever_the_size_of_events() {
        String large = "\"" + "x".repeat(3_000_000) + "\"";
        append(unit("task/b", 0, "1", large, large, large, large, "2"));
        append(unit("task/a", 0, "3", "4"));
        append(unit("task/b", 6, "5"));
        store().read(reading -> {
            List<StoredEvent> first = reading.pageAfter(0);
            assertThat(first)
                    .hasSizeBetween(1, 5)
                    .first()
                    .extracting(StoredEvent::position)
                    .isEqualTo(1L);
            List<Long> positions = new ArrayList<>();
            for (List<StoredEvent> page = first; !page.isEmpty(); page = reading.pageAfter(positions.size())) {
                page.forEach(event -> positions.add(event.position()));
            }
            assertThat(positions).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
            List<String> places = new ArrayList<>();
            StoredEvent last = null;
            for (List<StoredEvent> page = reading.pageInStreams("", -1);
                    !page.isEmpty();
                    page = reading.pageInStreams(last.stream(), last.seq())) {
                page.forEach(event -> places.add(event.stream() + event.seq()));
                last = page.get(page.size() - 1);
            }
            assertThat(places)
                    .containsExactly(
                            "task/a0", "task/a1", "task/b0", "task/b1", "task/b2", "task/b3", "task/b4", "task/b5",
                            "task/b6");
            return true;
        });
    }

    @Test
    default void events_of_one_name_and_the_places_of_snapshots_can_be_asked_for() {
        append(Units.snapshot(unit("task/a", 0, "1", "2"), "task/a", 1, "{}"));
        store().write(reading -> reading.sql()
                .update("INSERT INTO snapshot (stream, seq, codec, state) VALUES ('task/a', 7, 0, ?)", new byte[1]));
        store().read(reading -> {
            assertThat(reading.streamOnly("task/a", "task.TestHappened")).hasSize(2);
            assertThat(reading.streamOnly("task/a", "task.Other")).isEmpty();
            assertThat(reading.snapshotsOf("task/a")).containsExactly(1L, 7L);
            assertThat(reading.strays()).containsExactly(new SnapshotReader.Stray("task/a", 7));
            assertThat(reading.faults()).isEmpty();
            return true;
        });
    }
}
