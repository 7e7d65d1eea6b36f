package dev.rollback.cli;

import static dev.rollback.cli.CoRun.asked;
import static dev.rollback.cli.CoRun.co;
import static dev.rollback.cli.CoRun.piped;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.json.Json;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** {@code co} as a person uses it: the acceptance rows by their ids, then the grammar's rules. */
@OnEveryStore
class CommandLineTest {
    private static final String TASKS = """
            {
              "tasks": [
                {
                  "id": 1,
                  "title": "First",
                  "status": "pending",
                  "dependencies": [],
                  "priority": "high"
                },
                {
                  "id": 2,
                  "title": "Second",
                  "status": "done",
                  "dependencies": [
                    1
                  ]
                }
              ]
            }
            """;

    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    private Workplace here;

    @BeforeEach
    void init() {
        here = Workplace.of(kind, folder);
        co(here, "init").exits(0);
    }

    @Test
    void G02_a_checkpoint_keeps_version_actor_and_exact_state() {
        co(
                        here,
                        "checkpoints",
                        "create",
                        "--task-id",
                        "t",
                        "--phase",
                        "p",
                        "--id",
                        "cp-1",
                        "--data",
                        "{\"n\":1.00}",
                        "--actor",
                        "ann")
                .exits(0)
                .prints("cp-1");
        JsonNode checkpoint = item(co(here, "checkpoints", "show", "cp-1", "-o", "json"));
        assertThat(checkpoint.get("createdBy").asText()).isEqualTo("ann");
        assertThat(checkpoint.get("schemaVersion").asText()).isEqualTo("1.0");
        assertThat(item(co(here, "tasks", "show", "t", "-o", "json"))
                        .get("data")
                        .toString())
                .isEqualTo("{\"n\":1.00}");
    }

    @Test
    void G03_lists_checkpoints_newest_first_with_steps_and_phases() {
        register("A", "B");
        for (int i = 1; i <= 3; i++) {
            co(
                            here,
                            "checkpoints",
                            "create",
                            "--task-id",
                            "A",
                            "--phase",
                            "phase " + i,
                            "--step",
                            "" + i,
                            "--id",
                            "cp-a" + i)
                    .exits(0);
        }
        co(here, "checkpoints", "create", "--task-id", "B", "--phase", "other", "--id", "cp-b")
                .exits(0);
        assertThat(co(here, "checkpoints", "list", "--task-id", "A", "-o", "id")
                        .out()
                        .lines())
                .containsExactly("cp-a3", "cp-a2", "cp-a1");
        assertThat(co(here, "checkpoints", "list", "-o", "id").out().lines())
                .hasSize(4)
                .startsWith("cp-b");
        co(here, "checkpoints", "list", "--task-id", "A").prints("phase 2", "STEP");
    }

    @Test
    void G04_rolls_back_with_reason_and_metadata_that_can_be_asked_for() {
        changedSince("cp-1");
        JsonNode record = item(co(
                here,
                "rollback",
                "--checkpoint-id",
                "cp-1",
                "--reason",
                "why not",
                "--metadata",
                "ticket=T-1",
                "--yes",
                "-o",
                "json"));
        assertThat(record.get("status").asText()).isEqualTo("SUCCESS");
        assertThat(co(here, "rollback", "history", "--metadata", "ticket=T-1", "-o", "id")
                        .out())
                .startsWith("rb-");
        assertThat(co(here, "rollback", "history", "--metadata", "ticket=T-2", "-o", "id")
                        .out())
                .isEmpty();
        assertThat(item(co(here, "tasks", "show", "A", "-o", "json"))
                        .get("data")
                        .toString())
                .isEqualTo("{\"n\":1}");
    }

    @Test
    void G12_history_is_newest_first_limited_and_by_task() {
        register("B");
        changedSince("cp-1");
        co(here, "rollback", "--checkpoint-id", "cp-1", "--reason", "one", "--yes")
                .exits(0);
        co(here, "tasks", "update", "A", "--merge", "{\"n\":3}").exits(0);
        co(here, "rollback", "--checkpoint-id", "cp-1", "--reason", "two", "--yes")
                .exits(0);
        co(here, "rollback", "--checkpoint-id", "cp-nope", "--reason", "three", "--yes")
                .exits(3);
        JsonNode history = co(here, "rollback", "history", "-o", "json").json().node();
        assertThat(history.get("items"))
                .extracting(record -> record.get("note").asText())
                .containsExactly("three", "two", "one");
        assertThat(history.get("items").get(0).get("error").asText()).contains("cp-nope");
        assertThat(co(here, "rollback", "history", "--limit", "1", "-o", "id")
                        .out()
                        .lines())
                .hasSize(1);
        assertThat(co(here, "rollback", "history", "--task-id", "A", "-o", "id")
                        .out()
                        .lines())
                .hasSize(2);
        assertThat(co(here, "rollback", "history", "--task-id", "B", "-o", "id").out())
                .isEmpty();
    }

    @Test
    void G14_can_it_be_rolled_back_to_yes_or_no_with_the_reason() {
        co(here, "tasks", "register", "A", "--title", "Alpha", "--policy", "rollback-on-failure=false")
                .exits(0);
        co(here, "checkpoints", "create", "--task-id", "A", "--phase", "p", "--id", "cp-good")
                .exits(0);
        co(here, "checkpoints", "check", "cp-good").exits(4).prints("no: already there");
        co(here, "tasks", "fail", "A", "--error", "boom").exits(0);
        co(here, "checkpoints", "check", "cp-good").exits(0).prints("yes");
        co(here, "checkpoints", "create", "--task-id", "A", "--phase", "p", "--id", "cp-bad")
                .exits(0);
        co(here, "checkpoints", "check", "cp-bad").exits(4).prints("no: ").prints("had failed");
        co(here, "checkpoints", "check", "cp-none").exits(3).prints("there is no checkpoint cp-none");
        co(here, "tasks", "register", "B", "--title", "Beta", "--policy", "rollback-enabled=false")
                .exits(0);
        co(here, "checkpoints", "create", "--task-id", "B", "--phase", "p", "--id", "cp-fixed")
                .exits(0);
        co(here, "tasks", "update", "B", "--merge", "{\"n\":1}").exits(0);
        co(here, "checkpoints", "check", "cp-fixed").exits(4).prints("forbids rollback");
        assertThat(co(here, "rollback", "history", "-o", "id").exits(0).out()).isEmpty();
    }

    @Test
    void G16_P01_a_rollback_to_an_unknown_checkpoint_changes_nothing_and_leaves_a_failed_record() {
        register("A");
        co(here, "rollback", "--checkpoint-id", "cp-nope", "--reason", "x", "--yes")
                .exits(3)
                .complains("there is no checkpoint cp-nope");
        JsonNode record = item(co(here, "rollback", "show", "@latest", "-o", "json"));
        assertThat(record.get("status").asText()).isEqualTo("FAILED");
        assertThat(record.get("code").asText()).isEqualTo("NOT_FOUND");
    }

    @Test
    void G18_every_cause_is_recorded() {
        for (String cause : List.of(
                "MANUAL",
                "ERROR",
                "VALIDATION_FAILED",
                "TIMEOUT",
                "RESOURCE_LIMIT",
                "DEPENDENCY_FAILED",
                "CIRCUIT_BREAKER")) {
            changedSince("cp-" + cause);
            JsonNode record = item(co(
                    here,
                    "rollback",
                    "--checkpoint-id",
                    "cp-" + cause,
                    "--reason",
                    "x",
                    "--cause",
                    cause,
                    "--yes",
                    "-o",
                    "json"));
            assertThat(record.get("reason").asText()).isEqualTo(cause);
        }
        co(here, "rollback", "--checkpoint-id", "cp-MANUAL", "--reason", "x", "--cause", "MOOD", "--yes")
                .exits(2)
                .complains("MOOD");
    }

    @Test
    void G21_the_guides_three_commands_work_word_for_word() {
        co(
                        here,
                        "checkpoints",
                        "create",
                        "--task-id",
                        "task-123",
                        "--phase",
                        "p",
                        "--id",
                        "cp-456",
                        "--data",
                        "{\"n\":1}")
                .exits(0);
        co(here, "tasks", "update", "task-123", "--merge", "{\"n\":2}").exits(0);
        co(here, "checkpoints", "list", "--task-id", "task-123").exits(0).prints("cp-456");
        asked(here, "y\n", "rollback", "--checkpoint-id", "cp-456", "--reason", "Manual correction")
                .exits(0)
                .prints("SUCCESS");
        co(here, "rollback", "history", "--limit", "20").exits(0).prints("Manual correction", "SUCCESS");
    }

    @Test
    void P04_another_run_sees_all_that_an_earlier_one_did() {
        changedSince("cp-1");
        co(here, "rollback", "--checkpoint-id", "cp-1", "--reason", "x", "--yes")
                .exits(0);
        co(here, "status").exits(0).prints("checkpoints:  1", "rollbacks:    1", "1 pending");
    }

    @Test
    void P22_metadata_titles_and_steps_never_overwrite_each_other() {
        co(here, "tasks", "register", "A", "--title", "The title").exits(0);
        co(here, "tasks", "update", "A", "--merge", "{\"title\":\"data\",\"step\":9,\"status\":\"odd\"}")
                .exits(0);
        co(
                        here,
                        "checkpoints",
                        "create",
                        "--task-id",
                        "A",
                        "--phase",
                        "p",
                        "--step",
                        "3",
                        "--id",
                        "cp-1",
                        "--metadata",
                        "step=7",
                        "--metadata",
                        "title=meta")
                .exits(0);
        JsonNode task = item(co(here, "tasks", "show", "A", "-o", "json"));
        assertThat(task.get("title").asText()).isEqualTo("The title");
        assertThat(task.get("data").get("title").asText()).isEqualTo("data");
        assertThat(task.get("status").asText()).isEqualTo("PENDING");
        JsonNode checkpoint = item(co(here, "checkpoints", "show", "cp-1", "-o", "json"));
        assertThat(checkpoint.get("step").asInt()).isEqualTo(3);
        assertThat(checkpoint.get("metadata").get("step").asText()).isEqualTo("7");
    }

    @Test
    void asks_before_work_is_lost_and_takes_only_a_yes_for_one() {
        changedSince("cp-1");
        String[] rollback = {"rollback", "--checkpoint-id", "cp-1", "--reason", "x"};
        co(here, rollback).exits(2).complains("nothing was done", "--yes", "/data/n", "1 event");
        asked(here, "n\n", rollback).exits(2).complains("nothing was done");
        asked(here, "", rollback).exits(2);
        assertThat(co(here, "rollback", "history", "-o", "id").out()).isEmpty();
        asked(here, "yes\n", rollback).exits(0);
    }

    @Test
    void a_dry_run_shows_the_plan_and_does_nothing() {
        changedSince("cp-1");
        co(here, "rollback", "--checkpoint-id", "cp-1", "--dry-run")
                .exits(0)
                .prints("1 task goes back", "/data/n", "2", "1");
        assertThat(item(co(here, "rollback", "--checkpoint-id", "cp-1", "--dry-run", "-o", "json"))
                        .get("digest")
                        .asText())
                .hasSize(64);
        assertThat(co(here, "rollback", "history", "-o", "id").out()).isEmpty();
    }

    @Test
    void says_already_there() {
        changedSince("cp-1");
        co(here, "rollback", "--checkpoint-id", "cp-1", "--reason", "x", "--yes")
                .exits(0);
        co(here, "rollback", "--checkpoint-id", "cp-1", "--reason", "x", "--yes")
                .exits(4)
                .complains("already there (rb-");
        co(here, "checkpoints", "check", "cp-1").exits(4).prints("no: already there");
    }

    @Test
    void an_id_may_be_its_unique_beginning_or_latest() {
        register("A");
        co(here, "checkpoints", "create", "--task-id", "A", "--phase", "p", "--id", "cp-abcd1")
                .exits(0);
        co(here, "checkpoints", "create", "--task-id", "A", "--phase", "p", "--id", "cp-abcd2")
                .exits(0);
        co(here, "checkpoints", "show", "cp-abcd").exits(2).complains("cp-abcd1, cp-abcd2");
        co(here, "checkpoints", "show", "cp-abc").exits(3);
        co(here, "checkpoints", "show", "@latest").exits(0).prints("cp-abcd2");
    }

    @Test
    void imports_and_exports_what_it_was_given() throws IOException {
        Files.writeString(here.resolve("tasks.json"), TASKS);
        co(here, "import", "tasks.json").exits(0).prints("tasks.json: 2 new");
        co(here, "import", "tasks.json").exits(0).prints("nothing changed");
        assertThat(co(here, "export").exits(0).out()).isEqualTo(TASKS);
        co(here, "tasks", "complete", "1").exits(0);
        co(here, "status").prints("co export --out tasks.json");
        co(here, "export", "--out", "tasks.json").exits(0);
        assertThat(Files.readString(here.resolve("tasks.json")))
                .isEqualTo(TASKS.replaceFirst("\"pending\"", "\"done\""));
        co(here, "import", "tasks.json").exits(0).prints("nothing changed");
    }

    @Test
    void refuses_to_overwrite_a_file_that_somebody_edited() throws IOException {
        Path file = here.resolve("tasks.json");
        Files.writeString(file, TASKS);
        co(here, "import", "tasks.json").exits(0);
        Files.writeString(file, TASKS.replace("First", "Edited"));
        co(here, "export", "--out", "tasks.json").exits(4).complains("was edited since");
        assertThat(Files.readString(file)).contains("Edited");
        co(here, "export", "--out", "tasks.json", "--force").exits(0);
        assertThat(Files.readString(file)).isEqualTo(TASKS);
    }

    @Test
    void broken_json_is_refused_with_file_line_and_column_before_anything_is_written() throws IOException {
        Files.writeString(here.resolve("good.json"), TASKS);
        Files.writeString(here.resolve("bad.json"), "{\n  \"tasks\": [,]\n}\n");
        co(here, "import", "good.json", "bad.json").exits(2).complains("bad.json:2:");
        co(here, "status").prints("events:       0");
    }

    @Test
    void a_file_that_is_no_task_master_document_is_refused_before_the_one_ahead_of_it_is_written() throws IOException {
        Files.writeString(here.resolve("good.json"), TASKS);
        Files.writeString(here.resolve("bad.json"), "{\"tasks\":[{\"title\":\"no id\"}]}");
        co(here, "import", "good.json", "bad.json").exits(2).complains("bad.json", "/tasks/0");
        co(here, "status").prints("events:       0");
    }

    @Test
    void a_copy_exported_elsewhere_is_not_what_imports_are_compared_with() throws IOException {
        Files.writeString(here.resolve("tasks.json"), TASKS);
        co(here, "import", "tasks.json").exits(0);
        co(here, "tasks", "complete", "1").exits(0);
        co(here, "export", "--out", "copy.json").exits(0);
        assertThat(Files.readString(here.resolve("copy.json"))).contains("First");
        co(here, "import", "tasks.json").exits(0).prints("nothing changed");
    }

    @Test
    void values_come_as_text_from_a_file_or_from_standard_input() throws IOException {
        register("A");
        Files.writeString(here.resolve("n.json"), "{\"n\":1}");
        co(here, "tasks", "update", "A", "--merge", "@n.json").exits(0);
        piped(here, "{\"m\":2}", "tasks", "update", "A", "--merge", "-").exits(0);
        assertThat(item(co(here, "tasks", "show", "A", "-o", "json"))
                        .get("data")
                        .toString())
                .isEqualTo("{\"n\":1,\"m\":2}");
    }

    @Test
    void the_same_request_twice_is_one_checkpoint() {
        register("A");
        String[] create = {"checkpoints", "create", "--task-id", "A", "--phase", "p", "--request-id", "r-1", "-o", "id"
        };
        String first = co(here, create).exits(0).out();
        assertThat(co(here, create).exits(0).out()).isEqualTo(first);
        assertThat(co(here, "checkpoints", "list", "-o", "id").out().lines()).hasSize(1);
    }

    @Test
    void work_of_an_old_epoch_is_refused() {
        changedSince("cp-1");
        co(here, "rollback", "--checkpoint-id", "cp-1", "--reason", "x", "--yes")
                .exits(0);
        co(here, "tasks", "update", "A", "--merge", "{\"n\":9}", "--epoch", "0")
                .exits(8)
                .complains("epoch 1");
        co(here, "tasks", "update", "A", "--merge", "{\"n\":9}", "--epoch", "1").exits(0);
    }

    @Test
    void text_cannot_hide_or_turn_the_line_around() {
        co(here, "tasks", "register", "A", "--title", "\u001b[31mred\u202ederutaeper")
                .exits(0);
        assertThat(co(here, "tasks", "list").out())
                .contains("\\u001b[31mred\\u202e")
                .doesNotContain("\u001b", "\u202e");
    }

    @Test
    void misuse_exits_with_2_and_says_where_the_help_is() {
        co(here, "tsks").exits(2).complains("tasks", "--help");
        co(here, "tasks", "update", "A").exits(2).complains("--merge");
        co(here).exits(2);
        co(here, "rollback", "--reason", "x").exits(2).complains("--checkpoint-id");
        co(here, "tasks", "register", " ", "--title", "x").exits(2).complains("blank");
    }

    @Test
    void every_command_has_help() {
        Set<String> seen = new HashSet<>();
        for (String line : List.of(
                "init",
                "status",
                "demo",
                "import",
                "export",
                "rollback",
                "rollback plan",
                "rollback apply",
                "rollback undo",
                "rollback redo",
                "rollback history",
                "rollback show",
                "checkpoints create",
                "checkpoints list",
                "checkpoints show",
                "checkpoints check",
                "checkpoints hold",
                "checkpoints release",
                "checkpoints archive",
                "checkpoints delete",
                "checkpoints prune",
                "tasks register",
                "tasks list",
                "tasks show",
                "tasks start",
                "tasks update",
                "tasks complete",
                "tasks fail",
                "tasks cancel",
                "tasks reopen",
                "tasks heartbeat",
                "tasks withdraw",
                "config show")) {
            String help = co(here, (line + " --help").split(" ")).exits(0).out();
            assertThat(help).contains("Usage: co " + line);
            assertThat(seen.add(help)).isTrue();
        }
        co(here, "help", "rollback").exits(0).prints("--checkpoint-id");
        co(here, "--version").exits(0).prints("co ");
    }

    @Test
    void the_demo_tells_the_story() {
        CoRun demo = co(here, "demo").exits(0);
        demo.prints("$ co init", "1 task goes back", "SUCCESS", "epoch 1", "says the same as the store");
        assertThat(demo.out()).doesNotContain("this should not happen");
    }

    private void changedSince(String checkpoint) {
        co(here, "tasks", "register", "A", "--title", "Alpha");
        co(here, "tasks", "update", "A", "--merge", "{\"n\":1}").exits(0);
        co(here, "checkpoints", "create", "--task-id", "A", "--phase", "p", "--id", checkpoint)
                .exits(0);
        co(here, "tasks", "update", "A", "--merge", "{\"n\":2}").exits(0);
    }

    private void register(String... ids) {
        for (String id : ids) {
            co(here, "tasks", "register", id, "--title", "Task " + id).exits(0);
        }
    }

    private static JsonNode item(CoRun run) {
        Json document = run.exits(0).json();
        assertThat(document.node().get("schema").asInt()).isEqualTo(1);
        return document.node().get("item");
    }
}
