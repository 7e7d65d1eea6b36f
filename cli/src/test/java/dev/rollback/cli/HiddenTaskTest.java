package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.json.Json;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreMonitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** One damaged event hides its own task, and nothing else. */
@OnEveryStore
class HiddenTaskTest {
    private static final String WHY = "event 3 (task.TaskStarted, revision 1, of task/A)";

    @Parameter
    StoreKind kind;

    @TempDir
    Path here;

    private Workplace place;

    @BeforeEach
    void twoTasksOfWhichOneIsDamaged() {
        place = Workplace.of(kind, here);
        co(place, "init").exits(0);
        co(place, "tasks", "register", "A", "--title", "Aye").exits(0);
        co(place, "tasks", "register", "B", "--title", "Bee").exits(0);
        co(place, "tasks", "start", "A").exits(0);
        co(place, "checkpoints", "create", "--task-id", "A", "--phase", "p", "--id", "cp-a")
                .exits(0);
        co(place, "checkpoints", "create", "--task-id", "B", "--phase", "p", "--id", "cp-b")
                .exits(0);
        co(place, "tasks", "update", "B", "--merge", "{\"n\":1}").exits(0);
    }

    @Test
    void a_damaged_payload_hides_its_task() {
        damage("payload", "{\"taskId");
        othersAreShown(WHY + ": its payload cannot be read");
    }

    @Test
    void a_missing_part_hides_its_task() {
        damage("payload", "{}");
        othersAreShown(WHY + ": its part 'taskId' is missing");
    }

    @Test
    void damaged_metadata_hide_their_task_in_the_views() {
        damage("metadata", "[");
        co(place, "tasks", "list").exits(0).prints("Bee").complains("task A is hidden: " + WHY);
        co(place, "tasks", "show", "A").exits(5).complains(WHY);
        co(place, "log").exits(0).prints("unreadable: " + WHY);
        co(place, "doctor").exits(5).prints(WHY);
    }

    @Test
    void an_event_that_does_not_fit_the_state_before_it_hides_its_task() {
        sql(
                "UPDATE event SET name = 'task.TaskUpdated', payload = ? WHERE position = 3",
                ("{\"taskId\":\"A\",\"changes\":[{\"component\":\"TASK_STATE\",\"kind\":\"PATCH\","
                                + "\"body\":[{\"op\":\"remove\",\"path\":\"/none\"}]}]}")
                        .getBytes(StandardCharsets.UTF_8));
        co(place, "tasks", "list").exits(0).prints("Bee").complains("task A is hidden: event 3 (task.TaskUpdated");
        co(place, "tasks", "show", "A").exits(5);
        co(place, "export").exits(0).prints("Bee").complains("task A is hidden");
        co(place, "doctor").exits(5).prints("event 3 of task/A: it does not fit");
    }

    @Test
    void a_view_made_again_hides_the_same_and_an_audit_finds_the_event_and_no_view() {
        damage("payload", "[]");
        co(place, "tasks", "list").exits(0).prints("Bee").complains("task A is hidden");
        Json audit = co(place, "audit", "-o", "json").exits(5).json();
        assertThat(audit.text())
                .contains("{\"check\":\"EVENTS\",\"looked\":6,\"divergences\":1}")
                .containsPattern("\"check\":\"VIEWS\",\"looked\":[1-9][0-9]*,\"divergences\":0}");
    }

    @Test
    void a_file_that_may_hold_a_hidden_task_is_not_written_over() throws IOException {
        String file = "{\"tasks\":[{\"id\":\"A\",\"title\":\"Aye\",\"status\":\"in-progress\",\"subtasks\":"
                + "[{\"id\":1,\"title\":\"below\",\"status\":\"pending\"}]},{\"id\":\"B\",\"title\":\"Bee\"}]}";
        Files.writeString(here.resolve("tasks.json"), file);
        co(place, "import", "tasks.json").exits(0);
        damage("payload", "{");
        for (boolean seenByTheViews : List.of(false, true)) {
            if (seenByTheViews) {
                co(place, "views", "rebuild").exits(0);
            }
            co(place, "tasks", "update", "B", "--merge", "{\"n\":%s}".formatted(seenByTheViews))
                    .exits(0);
            co(place, "export", "--out", "tasks.json")
                    .exits(4)
                    .complains("the store cannot read", "(A", "tasks.json may still hold that");
            assertThat(here.resolve("tasks.json")).hasContent(file);
        }
        co(place, "rollback", "cp-b", "--reason", "r", "--export", "--yes")
                .exits(4)
                .complains("tasks.json may still hold that", "Nothing was rolled back");
        co(place, "export", "--out", "new.json")
                .exits(0)
                .complains("task A is hidden", "task A.1 is hidden: it is a subtask below task A, which is hidden");
        co(place, "export", "--out", "tasks.json").exits(4).complains("tasks.json may still hold that");
        co(place, "import", "tasks.json", "--keep-ours").exits(0);
        co(place, "export", "--out", "tasks.json", "--force").exits(0).complains("task A.1 is hidden");
        assertThat(here.resolve("tasks.json")).content().doesNotContain("below").contains("Bee");
    }

    @Test
    void a_rollback_its_undo_and_its_redo_end_well_where_what_is_offered_next_cannot_be_read() throws IOException {
        Files.writeString(here.resolve("other.json"), "{\"tasks\":[{\"id\":\"C\",\"title\":\"Sea\"}]}");
        co(place, "import", "other.json").exits(0);
        sql("UPDATE event SET payload = ? WHERE name = 'board.BoardImported'", new byte[] {'['});
        co(place, "export").exits(5).complains("board.BoardImported");
        String done = endsWell("rollback", "--checkpoint-id", "cp-b", "--reason", "r", "--yes");
        String undo = endsWell("rollback", "undo", done, "--yes");
        String redo = endsWell("rollback", "redo", done, "--yes");
        assertThat(co(place, "rollback", "history", "-o", "id").out().lines()).containsExactly(redo, undo, done);
    }

    /** Done, with a word about the rest. */
    private String endsWell(String... command) {
        co(place, command)
                .exits(0)
                .prints("SUCCESS")
                .complains("warning: ", "board.BoardImported", "To take this back: co rollback undo rb-");
        return co(place, "rollback", "history", "--limit", "1", "-o", "id")
                .out()
                .strip();
    }

    private void othersAreShown(String why) {
        co(place, "status").exits(0).prints("hidden:", "1 task").complains(why);
        co(place, "tasks", "list").exits(0).prints("Bee").complains("task A is hidden: " + why);
        co(place, "tasks", "list", "--at", "now").exits(0).prints("Bee").complains("task A is hidden: " + why);
        co(place, "tasks", "show", "A").exits(5).complains(why);
        co(place, "tasks", "show", "B").exits(0);
        co(place, "export").exits(0).prints("Bee").complains("task A is hidden: " + why);
        co(place, "export", "--out", "tasks.json").exits(0).complains("task A is hidden: " + why);
        co(place, "import", "tasks.json").exits(0);
        co(place, "log").exits(0).prints("unreadable: " + why);
        assertThat(co(place, "log", "-o", "json").exits(0).out()).contains("\"unreadable\"");
        co(place, "diff", "--from", "pos:1").exits(0).complains("task A is hidden: " + why);
        co(place, "backup", "copy.db").exits(0);
        co(place, "checkpoints", "list").exits(0).prints("cp-b");
        co(place, "rollback", "--checkpoint-id", "cp-b", "--reason", "r", "--yes")
                .exits(0);
        co(place, "tasks", "start", "B").exits(0);
        co(place, "tasks", "complete", "A").exits(5).complains(why);
        co(place, "doctor").exits(5).prints(why);
        co(place, "audit").exits(5).prints(why);
    }

    private void damage(String column, String bytes) {
        sql("UPDATE event SET " + column + " = ? WHERE position = 3", bytes.getBytes(StandardCharsets.UTF_8));
    }

    private void sql(String statement, Object... parameters) {
        try (Store store = Stores.create(
                kind == StoreKind.SQLITE ? StoreAddress.usual(here) : StoreAddress.of(kind.address(here), here),
                System.getenv(),
                InstantSource.system(),
                StoreMonitor.NONE)) {
            int edited = store.write(reading -> reading.sql().update(statement, parameters));
            assertThat(edited).isEqualTo(1);
        }
        co(place, "views", "rebuild").exits(0); // they have taken the event in before it was damaged
    }
}
