package dev.rollback.store;

import static dev.rollback.store.Units.event;
import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.EventReader.Place;
import dev.rollback.store.EventReader.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

interface LogContract extends StoreUnderTest {

    @Test
    default void positions_are_dense_from_one_in_the_order_of_appending() {
        Appended first = append(unit("task/a", 0, "1", "2"));
        Appended second = append(unit("task/b", 0, "3"));
        assertThat(List.of(first.first(), first.last(), second.first(), second.last()))
                .containsExactly(1L, 2L, 3L, 3L);
        assertThat(log()).extracting(StoredEvent::position).containsExactly(1L, 2L, 3L);
        assertThat(log()).extracting(Units::text).containsExactly("1", "2", "3");
    }

    @Test
    default void an_event_comes_back_as_it_was_stored() {
        byte[] payload = {0, -1, 34, 127, -128, 10};
        append(Units.of(new NewEvent("board/é😀", 0, "task.Ünïcode", "2.1", payload, new byte[0])));
        StoredEvent event = log().get(0);
        assertThat(event.stream()).isEqualTo("board/é😀");
        assertThat(event.name()).isEqualTo("task.Ünïcode");
        assertThat(event.revision()).isEqualTo("2.1");
        assertThat(event.payload()).containsExactly(payload);
        assertThat(event.metadata()).isEmpty();
        assertThat(event.recordedAt()).isEqualTo(TestClock.START);
    }

    @Test
    default void every_event_names_the_first_position_of_its_unit() {
        append(unit("task/a", 0));
        append(Units.of(event("task/a", 1, "x"), event("task/b", 0, "y"), event("task/a", 2, "z")));
        append(unit("task/b", 1));
        assertThat(log()).extracting(StoredEvent::unit).containsExactly(1L, 2L, 2L, 2L, 5L);
        assertThat(log()).extracting(StoredEvent::seq).containsExactly(0L, 1L, 0L, 2L, 1L);
    }

    @Test
    default void a_stream_is_read_between_two_seqs() {
        append(unit("task/a", 0, "0", "1", "2", "3"));
        append(unit("task/b", 0, "other"));
        List<String> middle = store().read(reading ->
                reading.stream("task/a", 1, 2).stream().map(Units::text).toList());
        assertThat(middle).containsExactly("1", "2");
    }

    @Test
    default void the_last_seq_of_a_stream_is_minus_one_before_its_first_event() {
        append(unit("task/a", 0, "0", "1"));
        assertThat(store().<List<Long>>read(reading -> List.of(reading.lastSeq("task/a"), reading.lastSeq("task/b"))))
                .containsExactly(1L, -1L);
    }

    @Test
    default void reading_after_a_position_is_in_order_and_limited() {
        LongStream.range(0, 5).forEach(seq -> append(unit("task/a", seq)));
        List<StoredEvent> some = store().read(reading -> reading.after(2, 2));
        assertThat(some).extracting(StoredEvent::position).containsExactly(3L, 4L);
    }

    @Test
    default void the_head_is_the_last_event() {
        append(unit("task/a", 0, "0", "1"));
        StoredEvent last = log().get(1);
        assertThat(head().position()).isEqualTo(2);
        assertThat(head().hash()).isEqualTo(last.hash());
        assertThat(head().recordedAt()).isEqualTo(last.recordedAt());
    }

    @Test
    default void the_head_of_an_empty_store_is_position_zero_with_32_zero_bytes() {
        assertThat(head().position()).isZero();
        assertThat(head().hash()).isEqualTo(new byte[32]);
        append(unit("task/a", 0));
        assertThat(head().hash()).isNotEqualTo(new byte[32]);
    }

    @Test
    default void the_chain_recomputes_from_the_rows() {
        append(unit("task/a", 0, "0", "1"));
        append(unit("task/b", 0, "2"));
        assertThat(log()).hasSize(3);
        byte[] hash = HashChain.start();
        for (StoredEvent event : log()) {
            hash = HashChain.next(hash, event);
            assertThat(event.hash()).isEqualTo(hash);
        }
        assertThat(head().hash()).isEqualTo(hash);
    }

    @Test
    default void recorded_time_never_goes_back_when_the_clock_does() {
        append(unit("task/a", 0));
        clock().set(TestClock.START.minusSeconds(3600));
        Appended second = append(unit("task/a", 1));
        clock().set(TestClock.START.plusSeconds(1));
        append(unit("task/a", 2));
        assertThat(second.recordedAt()).isEqualTo(TestClock.START);
        assertThat(log())
                .extracting(StoredEvent::recordedAt)
                .containsExactly(TestClock.START, TestClock.START, TestClock.START.plusSeconds(1));
    }

    @Test
    default void recorded_time_does_not_go_back_after_reopening_either() {
        append(unit("task/a", 0));
        clock().set(TestClock.START.minusSeconds(3600));
        reopen(UnaryOperator.identity());
        assertThat(append(unit("task/a", 1)).recordedAt()).isEqualTo(TestClock.START);
    }

    @Test
    default void recorded_time_is_kept_in_whole_microseconds() {
        clock().set(Instant.parse("2026-11-01T12:00:00.123456789Z"));
        Instant micros = Instant.parse("2026-11-01T12:00:00.123456Z");
        assertThat(append(unit("task/a", 0)).recordedAt()).isEqualTo(micros);
        assertThat(log()).extracting(StoredEvent::recordedAt).containsExactly(micros);
    }

    @Test
    default void the_position_before_a_time_is_that_of_the_last_event_recorded_earlier() {
        assertThat(before(TestClock.START.plusSeconds(9))).isZero();
        append(unit("task/a", 0));
        clock().set(TestClock.START.plusSeconds(1));
        append(unit("task/a", 1, "1", "2"));
        append(unit("task/b", 0));
        clock().set(TestClock.START.plusSeconds(2));
        append(unit("task/a", 3));
        assertThat(before(TestClock.START)).isZero();
        assertThat(before(TestClock.START.plusNanos(1_000))).isEqualTo(1);
        assertThat(before(TestClock.START.plusSeconds(1))).isEqualTo(1);
        assertThat(before(TestClock.START.plusMillis(1_001))).isEqualTo(4);
        assertThat(before(TestClock.START.plusSeconds(2))).isEqualTo(4);
        assertThat(before(TestClock.START.plusSeconds(9))).isEqualTo(5);
    }

    private long before(Instant time) {
        return store().read(reading -> reading.positionBefore(time));
    }

    @Test
    default void what_was_acknowledged_is_there_after_reopening() {
        append(unit("task/a", 0, "kept"));
        reopen(UnaryOperator.identity());
        assertThat(log()).extracting(Units::text).containsExactly("kept");
        assertThat(append(unit("task/a", 1)).first()).isEqualTo(2);
    }

    @Test
    default void the_last_event_before_a_time_is_found() {
        for (int n = 0; n < 5; n++) {
            clock().set(TestClock.START.plusSeconds(n));
            append(unit("task/a", 2L * n, "x", "y"));
        }
        List<Long> found = store().read(reading -> Stream.of(-1, 0, 1, 4, 5)
                .map(second -> reading.positionBefore(TestClock.START.plusSeconds(second)))
                .toList());
        assertThat(found).containsExactly(0L, 0L, 2L, 8L, 10L);
    }

    @Test
    default void where_a_stream_stood_at_a_position_is_found() {
        append(Units.of(event("task/a", 0, "0"), event("task/b", 0, "0"), event("task/a", 1, "1")));
        append(unit("task/a", 2, "2", "3"));
        List<Long> found = store().read(reading -> LongStream.rangeClosed(0, 5)
                .mapToObj(position -> reading.seqAt("task/a", position))
                .toList());
        assertThat(found).containsExactly(-1L, 0L, 0L, 1L, 2L, 3L);
        assertThat(store().<List<Long>>read(
                                reading -> List.of(reading.seqAt("task/b", 9), reading.seqAt("task/none", 9))))
                .containsExactly(0L, -1L);
    }

    @Test
    default void parts_of_many_streams_are_read_at_once() {
        List<Span> spans = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        for (int n = 0; n < 120; n++) {
            String stream = "task/%03d".formatted(n);
            append(unit(stream, 0, n + ".0", n + ".1", n + ".2"));
            spans.add(new Span(stream, 1, n % 3));
            LongStream.rangeClosed(1, n % 3).forEach(seq -> wanted.add(stream.substring(5) + "." + seq));
        }
        for (int count : new int[] {0, 1, 2, 50, 51, 120}) {
            List<StoredEvent> found = store().read(reading -> reading.streams(spans.subList(0, count)));
            assertThat(found)
                    .extracting(event -> event.stream().substring(5) + "." + event.seq())
                    .containsExactlyElementsOf(wanted.stream()
                            .filter(name -> Integer.parseInt(name.substring(0, 3)) < count)
                            .toList());
        }
    }

    @Test
    default void streams_are_found_by_the_beginning_of_their_names() {
        append(Units.of(event("board/b", 0, "0"), event("board/a", 0, "0"), event("boards", 0, "0")));
        append(unit("board/a", 1, "1"));
        append(unit("task/board/", 0, "0"));
        List<StoredEvent> found = store().read(reading -> reading.streamsStartingWith("board/"));
        assertThat(found)
                .extracting(event -> event.stream() + " " + event.seq())
                .containsExactly("board/a 0", "board/a 1", "board/b 0");
    }

    @Test
    default void where_the_events_of_streams_whose_names_begin_alike_stand_is_found_by_position() {
        append(Units.of(event("refusal/a/1", 0, "x"), event("task/a", 0, "y")));
        append(Units.of(event("refusal/ab", 0, "x"), event("refusal/a/0", 0, "z"), event("refusal/a/1", 1, "y")));
        List<Place> found = store().read(reading -> reading.placesStartingWith("refusal/a/"));
        assertThat(found)
                .containsExactly(
                        new Place("refusal/a/1", 0, 1), new Place("refusal/a/0", 0, 4), new Place("refusal/a/1", 1, 5));
    }
}
