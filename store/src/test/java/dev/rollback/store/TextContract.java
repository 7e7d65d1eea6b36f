package dev.rollback.store;

import static dev.rollback.store.Units.indexed;
import static dev.rollback.store.Units.moved;
import static dev.rollback.store.Units.request;
import static dev.rollback.store.Units.snapshot;
import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.AppendUnit.Expectation;
import dev.rollback.store.IndexChange.CheckpointAdded;
import dev.rollback.store.IndexChange.DependencyAdded;
import dev.rollback.store.IndexChange.LeaseRenewed;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.IndexReader.Dependency;
import dev.rollback.store.IndexReader.RequestEntry;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What databases like to treat each in its own way: texts and bytes. */
interface TextContract extends StoreUnderTest {
    /** In the order of their bytes, which is neither a dictionary's nor that of Java's characters. */
    List<String> BY_BYTES = List.of("-", "1", "10", "2", "B", "_", "a", "a b", "a-b", "aB", "ab", "b", "ä", "～", "😀");

    @Test
    default void checkpoints_are_in_the_order_of_their_bytes() {
        BY_BYTES.stream()
                .sorted((a, b) -> b.compareTo(a))
                .forEach(id -> append(indexed(unit("task/" + id, 0), new CheckpointAdded(id, id, 0, false))));
        assertThat(startingWith("")).containsExactlyElementsOf(BY_BYTES);
        assertThat(startingWith("a")).containsExactly("a", "a b", "a-b", "aB", "ab");
        assertThat(startingWith("A")).isEmpty();
    }

    @Test
    default void edges_of_one_moment_are_in_the_order_of_their_bytes() {
        append(indexed(
                unit("task/x", 0),
                BY_BYTES.stream()
                        .sorted((a, b) -> b.compareTo(a))
                        .map(id -> new DependencyAdded("x", id, 0))
                        .toArray(IndexChange[]::new)));
        assertThat(store().<List<Dependency>>read(reading -> reading.dependenciesOf("x")))
                .extracting(Dependency::on)
                .containsExactlyElementsOf(BY_BYTES);
    }

    @Test
    default void names_that_differ_in_case_or_by_an_accent_are_different() {
        List.of("task/a", "task/A", "task/á", "task/a\u0301").forEach(stream -> append(unit(stream, 0, stream)));
        assertThat(log()).extracting(StoredEvent::stream).containsExactly("task/a", "task/A", "task/á", "task/a\u0301");
    }

    /** No database's text needs to hold that character; what must not change is in bytes. */
    @Test
    default void what_is_named_with_U_0000_is_found_by_that_name_only() {
        append(request(unit("task/a", 0), "r\0q", "body\0"));
        assertThat(asked("r\0q"))
                .hasValueSatisfying(entry -> assertThat(entry.bodyHash()).isIn("body\0", "body\uFFFD"));
        assertThat(asked("r")).isEmpty();
        assertThat(asked("rq")).isEmpty();
    }

    @Test
    default void names_may_be_as_long_as_any_that_the_engine_makes() {
        String task = name(1);
        String other = name(2);
        String trace = "refusal/%s/%d/RecordHeartbeat/%s".formatted(task, Long.MAX_VALUE, other);
        append(request(
                indexed(
                        snapshot(unit("task/" + task, 0), "task/" + task, 0, "state"),
                        moved(task, 0),
                        new DependencyAdded(task, other, 0),
                        new CheckpointAdded("c".repeat(100), task, 0, false),
                        new LeaseRenewed(task, 0, other, TestClock.START)),
                name(3),
                "body"));
        append(unit(trace, 0));
        append(new AppendUnit(List.of(), List.of(new Expectation(trace, 0)), List.of(), List.of(), null, List.of()));
        assertThat(store().<Long>read(reading -> reading.lastSeq(trace))).isZero();
        assertThat(store().<List<Dependency>>read(reading -> reading.dependentsOf(other)))
                .extracting(Dependency::task)
                .containsExactly(task);
        assertThat(asked(name(3))).isPresent();
    }

    @Test
    default void contents_may_be_long_and_come_back_byte_for_byte() {
        byte[] payload = new byte[3_000_000];
        byte[] metadata = new byte[300_000];
        new Random(7).nextBytes(payload);
        new Random(8).nextBytes(metadata);
        append(Units.of(new NewEvent("task/a", 0, "task.TestHappened", "1", payload, metadata)));
        assertThat(log()).singleElement().satisfies(event -> {
            assertThat(event.payload()).isEqualTo(payload);
            assertThat(event.metadata()).isEqualTo(metadata);
        });
    }

    @Test
    default void contents_may_be_empty() {
        byte[] none = {};
        append(Units.of(new NewEvent("task/a", 0, "task.TestHappened", "", none, none)));
        append(snapshot(AppendUnit.ofEvents(List.of()), "task/a", 0, ""));
        assertThat(log()).singleElement().satisfies(event -> {
            assertThat(event.payload()).isEmpty();
            assertThat(event.metadata()).isEmpty();
            assertThat(event.revision()).isEmpty();
        });
        assertThat(store().<Optional<StoredSnapshot>>read(reading -> reading.nearest("task/a", 0)))
                .hasValueSatisfying(kept -> assertThat(kept.state()).isEmpty());
    }

    private List<String> startingWith(String prefix) {
        return store().read(reading -> reading.checkpointsStartingWith(prefix, 99).stream()
                .map(CheckpointEntry::checkpointId)
                .toList());
    }

    private Optional<RequestEntry> asked(String requestId) {
        return store().read(reading -> reading.request(requestId));
    }

    /** 256 characters of four bytes each, of which no database makes less by compressing them. */
    private static String name(int seed) {
        return new Random(seed)
                .ints(256, 0x10000, 0xE0000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
