package dev.rollback.engine.task;

import static dev.rollback.api.ComponentName.TASK_STATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentChange;
import dev.rollback.api.ComponentName;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskEvent.TaskImported;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskUpdated;
import dev.rollback.api.TaskEvent.TaskWithdrawn;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import dev.rollback.store.Callers;
import dev.rollback.store.Callers.Call;
import dev.rollback.store.IndexReader.Subtask;
import dev.rollback.store.NewEvent;
import dev.rollback.store.ObservedStore;
import dev.rollback.store.OldStores;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.ReadOnlyStoreException;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.TestClock;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.EventNames;
import dev.rollback.store.event.Streams;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** The edges to parents of a store that is older than their table. */
@Timeout(120)
@OnEveryStore(inEachBuild = true)
class SubtaskEdgesTest {
    private static final StoreOptions OPTIONS = StoreOptions.of(new TestClock());
    private static final long OPEN = Long.MAX_VALUE;

    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    private final List<NewEvent> events = new ArrayList<>();
    private final Map<TaskId, Long> seqs = new HashMap<>();

    @Test
    void an_edge_holds_from_the_event_that_made_the_parent_until_the_one_that_ended_it() {
        long registered = then(registered("a", "p"));
        then(registered("p", null));
        then(registered("b", "p"));
        then(new TaskUpdated(new TaskId("a"), List.of(data("X"))));
        long moved = then(imported("a", "q"));
        then(checkpoint("a"));
        long alone = then(imported("a", null));
        long again = then(imported("a", "q"));
        assertThat(made(List.of("p", "q", "a")))
                .containsExactlyInAnyOrder(
                        new Subtask("a", "p", registered, moved),
                        new Subtask("a", "q", moved, alone),
                        new Subtask("a", "q", again, OPEN),
                        new Subtask("b", "p", 3, OPEN));
    }

    @Test
    void a_task_that_is_gone_is_part_of_nothing() {
        long registered = then(registered("a", "p"));
        long withdrawn = then(new TaskWithdrawn(new TaskId("a")));
        then(new TaskUpdated(new TaskId("a"), List.of(data("X"))));
        long back = then(imported("a", "p"));
        long absent = then(new TaskUpdated(new TaskId("a"), List.of(ComponentChange.absent(TASK_STATE))));
        assertThat(made(List.of("p")))
                .containsExactlyInAnyOrder(
                        new Subtask("a", "p", registered, withdrawn), new Subtask("a", "p", back, absent));
    }

    @Test
    void many_tasks_and_deep_ones_are_gone_through_a_part_at_a_time() {
        List<Subtask> expected = new ArrayList<>();
        then(registered("deep", "p"));
        for (int n = 0; n < 700; n++) {
            expected.add(new Subtask("t" + n, "p", then(registered("t" + n, "p")), OPEN));
            then(new TaskUpdated(new TaskId("deep"), List.of(data("X" + n % 3))));
            if (n % 100 == 0) {
                then(checkpoint("t" + n));
            }
        }
        IntStream.range(0, 400).forEach(n -> then(checkpoint("deep")));
        long moved = then(imported("deep", "q"));
        expected.add(new Subtask("deep", "p", 1, moved));
        expected.add(new Subtask("deep", "q", moved, OPEN));
        assertThat(made(List.of("p", "q"))).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void doing_it_again_changes_nothing_and_only_looks() {
        then(registered("a", "p"));
        List<Subtask> edges = made(List.of("p"));
        assertThat(edges).hasSize(1);
        try (Store store = open()) {
            List<String> asked = new ArrayList<>();
            SubtaskEdges.complete(ObservedStore.of(store, (question, answer) -> asked.add(question)));
            assertThat(asked).containsExactly("hasIndexGap");
            assertThat(subtasks(store, List.of("p"))).isEqualTo(edges);
        }
    }

    @Test
    void what_was_written_meanwhile_is_replaced() {
        then(registered("a", "p"));
        OldStores.create(kind, folder, events);
        try (Store store = open()) {
            store.write(reading -> reading.sql().update("INSERT INTO subtask VALUES ('a', 'p', 1, 2)"));
            store.write(reading -> reading.sql().update("INSERT INTO subtask VALUES ('z', 'p', 1, 2)"));
            SubtaskEdges.complete(store);
            assertThat(subtasks(store, List.of("p"))).containsExactly(new Subtask("a", "p", 1, OPEN));
        }
    }

    @Test
    void several_may_do_it_at_once() throws Exception {
        List<Subtask> expected = new ArrayList<>();
        for (int n = 0; n < 300; n++) {
            expected.add(new Subtask("t" + n, "p", then(registered("t" + n, "p")), OPEN));
        }
        OldStores.create(kind, folder, events);
        open().close();
        List<Call<List<Subtask>>> calls = IntStream.range(0, 4)
                .mapToObj(n -> Callers.start(() -> {
                    try (Store store = open()) {
                        SubtaskEdges.complete(store);
                        return subtasks(store, List.of("p"));
                    }
                }))
                .toList();
        for (List<Subtask> found : Callers.all(calls)) {
            assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void an_event_that_does_not_fit_is_damage_and_leaves_the_gap() {
        then(registered("a", "p"));
        then(new TaskUpdated(
                new TaskId("b"),
                List.of(new ComponentChange(
                        new ComponentName("X"),
                        ComponentChange.Kind.PATCH,
                        Json.parse("[{\"op\":\"remove\",\"path\":\"/none\"}]")))));
        OldStores.create(kind, folder, events);
        try (Store store = open()) {
            assertThatThrownBy(() -> SubtaskEdges.complete(store))
                    .isInstanceOfSatisfying(
                            RefusedException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.CORRUPT))
                    .hasMessageContaining("event 2 ");
            assertThat(store.<Boolean>read(reading -> reading.hasIndexGap("subtask")))
                    .isTrue();
            assertThat(subtasks(store, List.of("p"))).isEmpty();
        }
    }

    @Test
    void a_store_that_is_only_read_cannot_be_completed() {
        then(registered("a", "p"));
        OldStores.create(kind, folder, events);
        open().close();
        try (Store store = kind.look(folder, OPTIONS)) {
            assertThatThrownBy(() -> SubtaskEdges.complete(store)).isInstanceOf(ReadOnlyStoreException.class);
        }
    }

    /** Of an old store with the events so far. */
    private List<Subtask> made(List<String> parents) {
        OldStores.create(kind, folder, events);
        try (Store store = open()) {
            assertThat(subtasks(store, parents)).isEmpty();
            SubtaskEdges.complete(store);
            assertThat(store.<Boolean>read(reading -> reading.hasIndexGap("subtask")))
                    .isFalse();
            return subtasks(store, parents);
        }
    }

    private static List<Subtask> subtasks(Store store, List<String> parents) {
        return store.read(reading -> reading.subtasksOf(parents));
    }

    private Store open() {
        return StoreKind.openAt(kind.address(folder), OPTIONS);
    }

    /** @return its position */
    private long then(TaskEvent event) {
        events.add(new NewEvent(
                Streams.of(event.taskId()),
                seqs.merge(event.taskId(), 0L, (last, zero) -> last + 1),
                EventNames.nameOf(event.getClass()),
                EventNames.revisionOf(event.getClass()),
                EventCodec.write(event),
                EventCodec.write(Map.of())));
        return events.size();
    }

    private static TaskEvent registered(String task, @Nullable String parent) {
        return new TaskRegistered(
                new TaskId(task), "title", List.of(), id(parent), TaskPolicy.DEFAULT, 0, SchemaVersion.FIRST);
    }

    private static TaskEvent imported(String task, @Nullable String parent) {
        Json state = TaskStateContent.registered("title", List.of(), id(parent)).json();
        return new TaskImported(
                new TaskId(task), List.of(ComponentChange.value(TASK_STATE, state)), 0, SchemaVersion.FIRST);
    }

    private static TaskEvent checkpoint(String task) {
        return new CheckpointCreated(
                new TaskId(task),
                new CheckpointId("c"),
                "p",
                null,
                null,
                null,
                TaskStatus.PENDING,
                SchemaVersion.FIRST,
                "",
                null,
                Map.of());
    }

    private static ComponentChange data(String component) {
        return ComponentChange.value(new ComponentName(component), Json.parse("{\"n\":1}"));
    }

    private static @Nullable TaskId id(@Nullable String name) {
        return name == null ? null : new TaskId(name);
    }
}
