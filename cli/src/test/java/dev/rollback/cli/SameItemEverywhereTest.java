package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.api.json.Json;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** The same task, checkpoint, rollback and plan is the same JSON, whichever command tells of it. */
@OnEveryStore
class SameItemEverywhereTest {
    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    private Workplace here;

    @BeforeEach
    void tasks_with_data_components_and_refused_work() {
        here = Workplace.of(kind, folder);
        co(here, "init").exits(0);
        co(here, "tasks", "register", "a", "--title", "Alpha").exits(0);
        co(here, "tasks", "register", "b", "--title", "Beta", "--depends-on", "a")
                .exits(0);
        co(here, "tasks", "start", "a").exits(0);
        co(here, "tasks", "update", "a", "--merge", "{\"n\":1.00}").exits(0);
        co(here, "tasks", "update", "a", "--component", "CACHE", "--merge", "{\"warm\":true}")
                .exits(0);
        co(here, "tasks", "update", "b", "--component", "QUEUE", "--merge", "{\"length\":3}")
                .exits(0);
    }

    private void goBack() {
        co(here, "checkpoints", "create", "--task-id", "a", "--phase", "p", "--id", "cp-1")
                .exits(0);
        co(here, "tasks", "update", "a", "--merge", "{\"n\":2}").exits(0);
        co(here, "rollback", "cp-1", "--reason", "why", "--metadata", "ticket=7", "--yes")
                .exits(0);
        co(here, "tasks", "update", "a", "--epoch", "0", "--merge", "{\"n\":3}").exits(8);
    }

    @Test
    void a_task() {
        goBack();
        for (String id : List.of("a", "b")) {
            JsonNode shown = item("tasks", "show", id);
            assertThat(shown.get("components")).as("%s has components", id).isNotEmpty();
            assertThat(item("tasks", "show", id, "--at", "now")).isEqualTo(shown);
            assertThat(listed("taskId", id, "tasks", "list")).isEqualTo(shown);
            assertThat(listed("taskId", id, "tasks", "list", "--status", status(shown)))
                    .isEqualTo(shown);
            assertThat(listed("taskId", id, "tasks", "list", "--at", "now")).isEqualTo(shown);
            assertThat(line("taskId", id, "tasks", "list")).isEqualTo(shown);
            assertThat(line("taskId", id, "tasks", "show", id)).isEqualTo(shown);
        }
        assertThat(item("tasks", "show", "a").get("refusedWork")).hasSize(1);
    }

    @Test
    void a_part_of_a_list_has_the_tasks_of_that_part() {
        assertThat(listed("taskId", "b", "tasks", "list", "--offset", "1", "--limit", "1"))
                .isEqualTo(item("tasks", "show", "b"));
    }

    @Test
    void a_checkpoint() {
        JsonNode made = item(
                "checkpoints",
                "create",
                "--task-id",
                "a",
                "--phase",
                "p",
                "--id",
                "cp-1",
                "--step",
                "3",
                "--label",
                "l",
                "--description",
                "d",
                "--metadata",
                "ticket=7");
        isTheSameEverywhere("cp-1", made);
        JsonNode everything = item("checkpoint", "a label", "--id", "cp-all");
        isTheSameEverywhere("cp-all", everything);
        // Whether the command changed anything is a fact about the command, which it adds to the item.
        isTheSameEverywhere("cp-1", without("changed", item("checkpoints", "hold", "cp-1")));
        co(here, "rollback", "cp-1", "--reason", "why", "--yes").exits(0);
        JsonNode restored = item("checkpoints", "show", "cp-1");
        assertThat(restored.get("state").asText()).isEqualTo("RESTORED");
        isTheSameEverywhere("cp-1", restored);
    }

    private void isTheSameEverywhere(String id, JsonNode answer) {
        assertThat(item("checkpoints", "show", id)).isEqualTo(answer);
        assertThat(item("checkpoints", "show", id, "--at", "now")).isEqualTo(answer);
        assertThat(listed("checkpointId", id, "checkpoints", "list")).isEqualTo(answer);
        assertThat(listed("checkpointId", id, "checkpoints", "list", "--at", "now"))
                .isEqualTo(answer);
        assertThat(line("checkpointId", id, "checkpoints", "list")).isEqualTo(answer);
    }

    @Test
    void a_rollback() {
        goBack();
        String id = listed("rollbackId", null, "rollback", "history")
                .get("rollbackId")
                .asText();
        JsonNode undo = item("rollback", "undo", id, "--yes");
        assertThat(undo.get("tasks")).hasSize(1);
        for (String one : List.of(id, undo.get("rollbackId").asText())) {
            JsonNode shown = item("rollback", "show", one);
            assertThat(item("rollback", "show", one, "--at", "now")).isEqualTo(shown);
            assertThat(listed("rollbackId", one, "rollback", "history")).isEqualTo(shown);
            assertThat(listed("rollbackId", one, "rollback", "history", "--at", "now"))
                    .isEqualTo(shown);
            assertThat(line("rollbackId", one, "rollback", "history")).isEqualTo(shown);
        }
        assertThat(item("rollback", "show", undo.get("rollbackId").asText())).isEqualTo(undo);
    }

    @Test
    void a_plan() throws IOException {
        co(here, "checkpoints", "create", "--task-id", "a", "--phase", "p", "--id", "cp-1")
                .exits(0);
        co(here, "tasks", "update", "a", "--merge", "{\"n\":2}").exits(0);
        JsonNode plan = item("rollback", "plan", "cp-1", "--reason", "why", "--metadata", "ticket=7");
        assertThat(item("rollback", "cp-1", "--reason", "why", "--metadata", "ticket=7", "--dry-run"))
                .isEqualTo(plan);
        String file = here.resolve("plan.json").toString();
        assertThat(item("rollback", "plan", "cp-1", "--reason", "why", "--metadata", "ticket=7", "--out", file))
                .isEqualTo(plan);
        JsonNode kept = Json.parse(Files.readString(Path.of(file))).node();
        assertThat(kept.get("item")).isEqualTo(plan);
        // A kept scope names its strategy, so why it was chosen is known to the first plan only.
        assertThat(without("because", item("rollback", "apply", file, "--dry-run")))
                .isEqualTo(without("because", plan));
    }

    private static JsonNode without(String name, JsonNode item) {
        return ((ObjectNode) item.deepCopy()).without(List.of(name));
    }

    private static String status(JsonNode task) {
        return task.get("status").asText();
    }

    private JsonNode item(String... words) {
        return co(here, with("json", words)).exits(0).json().node().get("item");
    }

    private JsonNode listed(String name, @Nullable String id, String... words) {
        JsonNode items = co(here, with("json", words)).exits(0).json().node().get("items");
        for (JsonNode item : items) {
            if (id == null || item.get(name).asText().equals(id)) {
                return item;
            }
        }
        throw new AssertionError(id + " is not in " + items);
    }

    private JsonNode line(String name, String id, String... words) {
        return co(here, with("jsonl", words))
                .exits(0)
                .out()
                .lines()
                .map(line -> Json.parse(line).node())
                .filter(item -> item.get(name).asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String[] with(String format, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-o", format));
        return all.toArray(String[]::new);
    }
}
