package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that found everything as it should be says so, and nothing is written. */
class UnchangedTest {
    @TempDir
    Path folder = Path.of("");

    private Workplace here = new Workplace(folder, Map.of());

    @BeforeEach
    void oneTask() {
        here = new Workplace(folder, Map.of());
        co(here, "init").exits(0);
        co(here, "tasks", "register", "A", "--title", "t").exits(0);
        co(here, "checkpoints", "create", "--task-id", "A", "--phase", "p", "--id", "cp-a")
                .exits(0);
    }

    @Test
    void an_update_that_changes_nothing() {
        assertChanges("A: updated (event 2", "tasks", "update", "A", "--merge", "{\"n\":1}");
        assertUnchanged("A: unchanged (event 2", "tasks", "update", "A", "--merge", "{\"n\":1}");
        assertUnchanged("A: unchanged (event 2", "tasks", "update", "A", "--patch", "[]");
        assertUnchanged("A: unchanged (event 2", "tasks", "update", "A", "--replace", "{\"n\":1}");
    }

    @Test
    void switches_that_are_set_already() {
        assertChanges("A: switches set", "tasks", "policy", "A", "--policy", "epoch-required=true");
        assertUnchanged("A: unchanged", "tasks", "policy", "A", "--policy", "epoch-required=true");
    }

    @Test
    void a_checkpoint_that_is_held_released_or_archived_already() {
        assertUnchanged("(unchanged)", "checkpoints", "release", "cp-a");
        assertChanges("cp-a: ", "checkpoints", "hold", "cp-a");
        assertUnchanged("(unchanged)", "checkpoints", "hold", "cp-a");
        assertChanges("cp-a: ", "checkpoints", "release", "cp-a");
        co(here, "checkpoints", "create", "--task-id", "A", "--phase", "later").exits(0);
        assertChanges("cp-a: archived", "checkpoints", "archive", "cp-a");
        assertUnchanged("cp-a: archived (unchanged)", "checkpoints", "archive", "cp-a");
    }

    @Test
    void a_request_that_was_answered_says_again_what_it_did() {
        String[] request = {"tasks", "update", "A", "--merge", "{\"n\":1}", "--request-id", "r"};
        co(here, request).exits(0).prints("A: updated");
        co(here, request).exits(0).prints("A: updated");
    }

    @Test
    void a_file_that_is_exported_as_it_is() throws IOException {
        co(here, "export", "--out", "tasks.json").exits(0).complains("Wrote tasks.json.");
        Object before = Files.getLastModifiedTime(here.resolve("tasks.json"));
        co(here, "export", "--out", "tasks.json").exits(0).complains("tasks.json is unchanged.");
        assertThat(Files.getLastModifiedTime(here.resolve("tasks.json"))).isEqualTo(before);
    }

    private void assertChanges(String says, String... command) {
        co(here, command).exits(0).prints(says);
    }

    private void assertUnchanged(String says, String... command) {
        String log = co(here, "log", "-o", "id").out();
        co(here, command).exits(0).prints(says);
        String[] json = Arrays.copyOf(command, command.length + 2);
        json[command.length] = "-o";
        json[command.length + 1] = "json";
        assertThat(co(here, json).exits(0).json().get("item").orElseThrow().get("changed"))
                .contains(Json.of(false));
        assertThat(co(here, "log", "-o", "id").out()).isEqualTo(log);
    }
}
