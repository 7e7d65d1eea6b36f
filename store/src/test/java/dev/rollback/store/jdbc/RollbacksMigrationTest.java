package dev.rollback.store.jdbc;

import static dev.rollback.store.Units.changed;
import static dev.rollback.store.Units.indexed;
import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.RefusedException;
import dev.rollback.store.IndexReader.Dependency;
import dev.rollback.store.IndexReader.TaskHead;
import dev.rollback.store.NewEvent;
import dev.rollback.store.OldStores;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.TestClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A store of the first version, opened by this one. */
@OnEveryStore(inEachBuild = true)
class RollbacksMigrationTest {
    private static final StoreOptions OPTIONS = StoreOptions.of(new TestClock());
    private static final String CHANGE = "task.TaskUpdated";
    private static final String MARKER = "task.CheckpointCreated";

    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    @Test
    void each_task_has_changed_where_its_newest_event_was_more_than_a_marker() {
        OldStores.create(
                kind,
                folder,
                List.of(
                        event("a", 0, CHANGE),
                        event("a", 1, CHANGE),
                        event("b", 0, CHANGE),
                        event("a", 2, MARKER),
                        event("c/é", 0, CHANGE),
                        event("a", 3, MARKER),
                        event("c/é", 1, MARKER),
                        event("c/é", 2, CHANGE),
                        event("d", 0, MARKER)));
        try (Store store = open()) {
            assertThat(changedPosition(store, "a")).contains(2L);
            assertThat(changedPosition(store, "b")).contains(3L);
            assertThat(changedPosition(store, "c/é")).contains(8L);
            assertThat(changedPosition(store, "d")).as("of nothing but markers").contains(9L);
            assertThat(store.<Optional<TaskHead>>read(reading -> reading.task("a")))
                    .contains(new TaskHead("a", 3, 1, 6, 2, "RUNNING", 0, "hash", 4, 0));
            assertThat(changedAfter(store, 3)).containsExactlyInAnyOrder("c/é", "d");
            store.append(indexed(unit("task/b", 1), changed("b", 1, 0)));
            assertThat(changedAfter(store, 3)).containsExactlyInAnyOrder("b", "c/é", "d");
        }
    }

    @Test
    void what_the_index_had_is_there_still() {
        OldStores.create(kind, folder, List.of(event("a", 0, CHANGE), event("a", 1, MARKER)));
        try (Store store = StoreKind.openAt(kind.address(folder), OldStores.FIRST)) {
            store.write(reading -> {
                reading.sql().update("INSERT INTO dependency VALUES ('a', 'b', 1, ?)", Long.MAX_VALUE);
                return reading.sql().update("INSERT INTO checkpoint VALUES ('cp-1', 'a', 1, 2, 0)");
            });
        }
        try (Store store = open()) {
            assertThat(store.<List<Dependency>>read(reading -> reading.dependentsOf(List.of("b"))))
                    .containsExactly(new Dependency("a", "b", 1, Long.MAX_VALUE));
            assertThat(store.<Boolean>read(reading -> reading.checkpoint("cp-1").isPresent()))
                    .isTrue();
            assertThat(store.<List<String>>read(reading ->
                            reading.tasksRunning().stream().map(TaskHead::task).toList()))
                    .containsExactly("a");
        }
    }

    @Test
    void the_edges_of_subtasks_are_lacking_where_there_were_events_and_nowhere_else() {
        OldStores.create(kind, folder.resolve("old"), List.of(event("a", 0, CHANGE)));
        OldStores.create(kind, folder.resolve("empty"), List.of());
        kind.create(folder.resolve("new"), OPTIONS).close();
        assertThat(hasGap("old")).isTrue();
        assertThat(hasGap("empty")).isFalse();
        assertThat(hasGap("new")).isFalse();
    }

    /** It does not know what it would leave wrong. */
    @Test
    void a_program_of_the_first_version_that_is_still_running_can_write_no_task_any_more() {
        OldStores.create(kind, folder, List.of(event("a", 0, CHANGE)));
        try (Store old = StoreKind.openAt(kind.address(folder), OldStores.FIRST)) {
            open().close();
            for (String task : List.of("a", "b")) {
                assertThatThrownBy(() -> old.write(reading -> reading.sql()
                                .update(
                                        "INSERT INTO task_head (task, seq, first_position, last_position, status, epoch,"
                                                + " state_hash, events_since_snapshot, bytes_since_snapshot)"
                                                + " VALUES (?, 1, 1, 2, 'RUNNING', 0, 'hash', 0, 0)"
                                                + " ON CONFLICT (task) DO UPDATE SET seq = excluded.seq",
                                        task)))
                        .isInstanceOf(kind == StoreKind.SQLITE ? RefusedException.class : IllegalStateException.class);
            }
        }
    }

    private static NewEvent event(String task, long seq, String name) {
        return new NewEvent("task/" + task, seq, name, "1", new byte[0], new byte[0]);
    }

    private Store open() {
        return StoreKind.openAt(kind.address(folder), OPTIONS);
    }

    private boolean hasGap(String name) {
        try (Store store = StoreKind.openAt(kind.address(folder.resolve(name)), OPTIONS)) {
            return store.read(reading -> reading.hasIndexGap("subtask"));
        }
    }

    private static Optional<Long> changedPosition(Store store, String task) {
        return store.read(reading -> reading.task(task).map(TaskHead::changedPosition));
    }

    private static List<String> changedAfter(Store store, long position) {
        return store.read(reading ->
                reading.tasksChangedAfter(position).stream().map(TaskHead::task).toList());
    }
}
