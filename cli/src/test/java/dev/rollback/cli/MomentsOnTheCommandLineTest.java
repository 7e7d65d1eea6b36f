package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --at}: a deployment that went wrong, looked at as it was. */
class MomentsOnTheCommandLineTest {
    @TempDir
    Path here;

    @BeforeEach
    void the_history() {
        co(here, "init").exits(0);
        co(here, "tasks", "register", "deploy", "--title", "Deploy").exits(0); // 1
        co(here, "tasks", "update", "deploy", "--merge", "{\"step\":1}").exits(0); // 2
        co(here, "checkpoints", "create", "--task-id", "deploy", "--phase", "p", "--id", "cp-before")
                .exits(0); // 3
        co(here, "tasks", "update", "deploy", "--merge", "{\"step\":2}").exits(0); // 4
        co(here, "tasks", "register", "docs", "--title", "Docs").exits(0); // 5
        co(here, "rollback", "--checkpoint-id", "cp-before", "--reason", "x", "--yes")
                .exits(0); // 6-8
    }

    @Test
    void N07_a_task_is_shown_as_it_was_at_any_named_moment() {
        assertThat(step("pos:2")).isEqualTo(1);
        assertThat(step("pos:5")).isEqualTo(2);
        assertThat(step("seq:3")).isEqualTo(2);
        assertThat(step("cp-before")).isEqualTo(1);
        assertThat(step("cp-befo")).isEqualTo(1);
        assertThat(step("before:@latest")).isEqualTo(2);
        assertThat(step("after:@latest")).isEqualTo(1);
        assertThat(step("now")).isEqualTo(1);
        assertThat(step("@latest")).isEqualTo(1);
    }

    @Test
    void N07_what_the_moment_meant_is_told_on_standard_error_and_in_json() {
        co(here, "tasks", "show", "deploy", "--at", "pos:7").exits(0).complains("as of position 5, recorded ");
        co(here, "tasks", "show", "deploy", "--at", "seq:1").exits(0).complains("as of event 1, position 2");
        CoRun json = co(here, "tasks", "show", "deploy", "--at", "pos:7", "-o", "json")
                .exits(0);
        assertThat(Json.parse(json.out()).node().at("/at/position").asLong()).isEqualTo(5);
        co(here, "tasks", "list", "--at", "pos:0").exits(0).complains("as of position 0, before everything");
    }

    @Test
    void N07_all_tasks_are_listed_as_they_were() {
        assertThat(co(here, "tasks", "list", "--at", "cp-before", "-o", "id")
                        .exits(0)
                        .out())
                .isEqualTo("deploy\n");
        assertThat(co(here, "tasks", "list", "--at", "pos:5", "-o", "id")
                        .exits(0)
                        .out())
                .isEqualTo("deploy\ndocs\n");
        co(here, "tasks", "list", "--at", "1h ago", "-o", "id").exits(0).complains("before everything");
    }

    @Test
    void N07_a_document_of_the_past_is_written_as_a_copy() throws IOException {
        Path file = here.resolve("then.json");
        co(here, "export", "--at", "cp-before", "--out", "then.json").exits(0).complains("as of position 3");
        JsonNode tasks = Json.parse(Files.readString(file)).node().findValue("tasks");
        assertThat(tasks).hasSize(1);
        co(here, "export", "--at", "pos:5", "--out", "then.json").exits(4).complains("copy");
        assertThat(Json.parse(Files.readString(file)).node().findValue("tasks")).hasSize(1);
        co(here, "export", "--at", "pos:5", "--out", "then.json", "--force").exits(0);
        assertThat(Json.parse(Files.readString(file)).node().findValue("tasks")).hasSize(2);
    }

    @Test
    void N07_what_names_no_moment_is_refused_with_the_forms_that_do() {
        co(here, "tasks", "list", "--at", "soon")
                .exits(2)
                .complains("names no moment")
                .complains("10m ago");
        co(here, "tasks", "list", "--at", "pos:x").exits(2).complains("'x' is no number");
        co(here, "tasks", "list", "--at", "pos:-1").exits(2).complains("below 0");
        co(here, "tasks", "list", "--at", "pos:99").exits(3).complains("the store ends at 8");
        co(here, "tasks", "list", "--at", "cp-none").exits(3).complains("cp-none");
        co(here, "tasks", "list", "--at", "seq:1").exits(2).complains("one task's stream");
        co(here, "tasks", "list", "--at", "file:2020-01-01").exits(3).complains("--as-of");
        co(here, "tasks", "show", "docs", "--at", "pos:4").exits(3).complains("there was no task docs then");
    }

    @Test
    void a_checkpoint_of_everything_is_a_moment_like_any_other() {
        co(here, "checkpoint", "before lunch", "--id", "cp-lunch", "--metadata", "why=tests")
                .exits(0)
                .prints("cp-lunch marks everything at position 9");
        co(here, "tasks", "update", "deploy", "--merge", "{\"step\":3}").exits(0);
        assertThat(step("cp-lunch")).isEqualTo(1);
        assertThat(step("now")).isEqualTo(3);
        co(here, "checkpoints", "list").exits(0).prints("(everything)").prints("before lunch");
        co(here, "checkpoints", "show", "cp-lunch").exits(0).prints("tests");
        co(here, "checkpoints", "check", "cp-lunch").exits(0).prints("yes: it would compensate 1 event of task deploy");
        co(here, "rollback", "cp-lunch", "--reason", "x", "--yes").exits(0).prints("FULL");
        assertThat(step("now")).isEqualTo(1);
        co(here, "checkpoint", "--id", "cp-lunch").exits(4).complains("already");
        assertThat(co(here, "checkpoint", "-o", "id").exits(0).out()).startsWith("cp-");
    }

    @Test
    void N07_checkpoints_rollbacks_and_the_status_are_shown_as_they_were() {
        assertThat(co(here, "checkpoints", "list", "--at", "pos:2", "-o", "id")
                        .exits(0)
                        .out())
                .isEmpty();
        co(here, "checkpoints", "list", "--at", "pos:5").exits(0).prints("created");
        co(here, "checkpoints", "list").exits(0).prints("restored");
        co(here, "checkpoints", "show", "cp-before", "--at", "pos:2").exits(3);
        co(here, "checkpoints", "show", "cp-before", "--at", "pos:4").exits(0).prints("created");
        assertThat(co(here, "rollback", "history", "--at", "pos:5", "-o", "id")
                        .exits(0)
                        .out())
                .isEmpty();
        co(here, "rollback", "show", "@latest", "--at", "pos:5").exits(3);
        co(here, "status", "--at", "pos:4").exits(0).prints("1 pending").complains("as of position 4");
    }

    private int step(String at) {
        CoRun run =
                co(here, "tasks", "show", "deploy", "--at", at, "-o", "json").exits(0);
        return Json.parse(run.out()).node().at("/item/data/step").asInt();
    }
}
