package dev.rollback.store;

import static dev.rollback.store.Units.changed;
import static dev.rollback.store.Units.event;
import static dev.rollback.store.Units.indexed;
import static dev.rollback.store.Units.snapshot;
import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.RefusedException;
import dev.rollback.store.EventReader.Span;
import dev.rollback.store.IndexChange.CheckpointAdded;
import dev.rollback.store.IndexChange.DependencyAdded;
import dev.rollback.store.IndexChange.SubtaskAdded;
import dev.rollback.store.IndexReader.Dependency;
import dev.rollback.store.IndexReader.Subtask;
import dev.rollback.store.IndexReader.TaskHead;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many keys asked for at once, and units of many events. */
interface ManyContract extends StoreUnderTest {
    int MOST = 1_100;
    List<Integer> COUNTS = List.of(0, 1, 2, 9, 10, 11, 49, 50, 51, 149, 150, 151, 500, 501, MOST);

    @Test
    default void many_tasks_are_read_at_once() {
        appendMany();
        List<TaskHead> all = store().read(reading -> reading.tasks());
        assertThat(all).hasSize(MOST);
        assertFound(Reading::tasks, TaskHead::task, Function.identity());
        List<TaskHead> some = store().read(reading -> reading.tasks(List.of("t7", "none", "t7", "t1")));
        assertThat(some).containsExactlyInAnyOrder(all.get(7), all.get(1));
    }

    @Test
    default void the_edges_of_many_tasks_are_read_at_once() {
        appendMany();
        assertFound(Reading::dependenciesOf, Dependency::task, Function.identity());
        assertFound(Reading::dependentsOf, Dependency::on, "on-%s"::formatted);
        assertFound(Reading::subtasksOf, Subtask::parent, "of-%s"::formatted);
    }

    private <T> void assertFound(
            BiFunction<Reading, Collection<String>, List<T>> question,
            Function<T, String> key,
            Function<String, String> keyOf) {
        for (int count : COUNTS) {
            List<String> keys = IntStream.range(0, count)
                    .mapToObj(n -> keyOf.apply("t" + n))
                    .toList();
            List<String> asked = Stream.concat(keys.stream(), Stream.of("none")).toList();
            List<T> found = store().read(reading -> question.apply(reading, asked));
            assertThat(found).extracting(key).containsExactlyInAnyOrderElementsOf(keys);
        }
    }

    private void appendMany() {
        List<NewEvent> events = new ArrayList<>();
        List<IndexChange> changes = new ArrayList<>();
        for (int n = 0; n < MOST; n++) {
            events.add(event("task/t" + n, 0, "x"));
            changes.add(changed("t" + n, 0, n));
            changes.add(new DependencyAdded("t" + n, "on-t" + n, n));
            changes.add(new SubtaskAdded("t" + n, "of-t" + n, n));
        }
        append(indexed(AppendUnit.ofEvents(events), changes.toArray(IndexChange[]::new)));
    }

    @Test
    default void where_many_streams_stood_at_a_position_is_found_at_once() {
        Random random = new Random(11);
        Map<String, Long> ends = new HashMap<>();
        List<NewEvent> events = new ArrayList<>();
        for (int n = 0; n < 3_000; n++) {
            // some streams deep, most of them shallow
            String stream = "task/" + (random.nextInt(3) == 0 ? random.nextInt(3) : random.nextInt(900));
            events.add(event(stream, ends.merge(stream, 0L, (end, zero) -> end + 1), "x"));
        }
        events.forEach(event -> ends.put(event.stream(), -1L));
        append(AppendUnit.ofEvents(events));
        List<String> streams = new ArrayList<>(ends.keySet());
        streams.addAll(List.of("task/none", streams.get(0)));
        Map<String, Long> expected = new HashMap<>(ends);
        expected.put("task/none", -1L);
        for (int position = 0; position <= events.size() + 1; position++) {
            if (position > 0 && position <= events.size()) {
                expected.put(
                        events.get(position - 1).stream(),
                        events.get(position - 1).seq());
            }
            if (position % 500 < 2) {
                long at = position;
                assertThat(store().<Map<String, Long>>read(reading -> reading.seqsAt(streams, at)))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    default void parts_of_very_many_streams_and_their_snapshots_are_read_at_once() {
        appendMany();
        for (int n = 0; n < MOST; n += 2) {
            append(snapshot(AppendUnit.ofEvents(List.of()), "task/t" + n, 0, "of " + n));
        }
        List<Span> spans = new ArrayList<>();
        Map<String, Long> seqs = new LinkedHashMap<>();
        for (int n = 0; n < MOST; n++) {
            spans.add(new Span("task/t" + n, 0, Long.MAX_VALUE));
            seqs.put("task/t" + n, (long) n % 3 - 1);
        }
        store().read(reading -> {
            assertThat(reading.streams(spans))
                    .extracting(StoredEvent::stream)
                    .hasSize(MOST)
                    .doesNotHaveDuplicates();
            assertThat(reading.nearest(seqs))
                    .extracting(StoredSnapshot::stream)
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, MOST)
                            .filter(n -> n % 2 == 0 && n % 3 > 0)
                            .mapToObj(n -> "task/t" + n)
                            .toList());
            return true;
        });
    }

    @Test
    default void one_wrong_event_among_many_leaves_nothing_of_them() {
        List<NewEvent> events = new ArrayList<>();
        IntStream.range(0, 700).forEach(n -> events.add(event("task/" + n, 0, "x")));
        append(unit("task/650", 0));
        assertThatThrownBy(() -> append(AppendUnit.ofEvents(events)))
                .isInstanceOfSatisfying(
                        StreamConflictException.class,
                        e -> assertThat(e.stream()).isEqualTo("task/650"));
        assertThat(log()).hasSize(1);
    }

    @Test
    default void one_checkpoint_id_among_many_that_is_taken_is_named() {
        append(indexed(unit("task/a", 0), new CheckpointAdded("cp-333", "a", 0, false)));
        IndexChange[] many = IntStream.range(0, 700)
                .mapToObj(n -> new CheckpointAdded("cp-" + n, "b", 0, false))
                .toArray(IndexChange[]::new);
        assertThatThrownBy(() -> append(indexed(unit("task/b", 0), many)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("cp-333 ");
        assertThatThrownBy(() -> append(indexed(
                        unit("task/b", 0),
                        new CheckpointAdded("cp-b", "b", 0, false),
                        new CheckpointAdded("cp-b", "b", 0, true))))
                .hasMessageContaining("cp-b");
        assertThat(log()).hasSize(1);
        assertThat(store().<Boolean>read(reading -> reading.checkpoint("cp-0").isPresent()))
                .isFalse();
    }

    @Test
    default void a_unit_of_many_changes_leaves_what_many_units_would() {
        for (int seed = 0; seed < 10; seed++) {
            RandomChanges changes = new RandomChanges(seed, 150);
            String single = "single" + seed;
            String whole = "whole" + seed;
            changes.unitByUnit(single).forEach(this::append);
            append(changes.asOneUnit(whole));
            long end = head().position();
            assertThat(end).isEqualTo((seed + 1) * 2L * changes.size());
            store().read(reading -> {
                assertThat(changes.index(reading, whole, end - changes.size()))
                        .isEqualTo(changes.index(reading, single, end - 2L * changes.size()));
                return true;
            });
        }
    }
}
