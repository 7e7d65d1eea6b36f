package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static dev.rollback.cli.CoRun.onScreen;
import static dev.rollback.cli.CoRun.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.json.Json;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code co diff} and {@code co blame}: the limits of a deployment, changed at night. */
class HistoryOnTheCommandLineTest {
    @TempDir
    Path here;

    @BeforeEach
    void the_history() {
        co(here, "init").exits(0);
        co(here, "tasks", "register", "deploy", "--title", "Deploy", "--actor", "ann")
                .exits(0); // 1
        configured("ann", "{\"region\":\"eu\",\"limits\":{\"cpu\":2,\"memory\":\"4g\"}}"); // 2
        co(here, "checkpoints", "create", "--task-id", "deploy", "--phase", "p", "--id", "cp-good")
                .exits(0); // 3
        configured("robot-7", "{\"limits\":{\"memory\":\"16g\"}}", "--request-id", "night"); // 4
        co(here, "tasks", "register", "docs", "--title", "Docs").exits(0); // 5
    }

    @Test
    void N07_blame_tells_value_position_time_person_and_event_of_each_field() {
        List<String> lines = co(here, "blame", "deploy", "--component", "configuration")
                .exits(0)
                .out()
                .lines()
                .toList();
        assertThat(lines.get(0)).matches("FIELD +VALUE +POSITION +WHEN +WHO +WHAT");
        assertThat(lines.get(1)).matches("CONFIGURATION /region +\"eu\" +2 +\\d{4}-.{19}00 +ann +updated");
        assertThat(lines.get(3)).matches("CONFIGURATION /limits/memory +\"16g\" +4 +\\d{4}-.{19}00 +robot-7 +updated");
        assertThat(lines).hasSize(4);
    }

    @Test
    void N07_a_field_that_was_brought_back_names_the_event_and_the_rollback() {
        rollBack();
        List<String> lines = co(here, "blame", "deploy", "/limits/memory")
                .exits(0)
                .out()
                .lines()
                .toList();
        assertThat(lines.get(1)).matches("CONFIGURATION /limits/memory +\"4g\" +2 .* ann +updated");
        assertThat(lines.get(2)).matches("  brought back by +7 .* bob +rb-.*");
        JsonNode field = fields("blame", "deploy", "/limits/memory").get(0);
        assertThat(field.at("/setBy/position").asLong()).isEqualTo(2);
        assertThat(field.at("/setBy/actor").asText()).isEqualTo("ann");
        assertThat(field.at("/broughtBackBy/rollbackId").asText()).startsWith("rb-");
        assertThat(field.at("/broughtBackBy/position").asLong()).isEqualTo(7);
        assertThat(field.at("/broughtBackBy/actor").asText()).isEqualTo("bob");
        assertThat(fields("blame", "deploy", "/region").get(0).has("broughtBackBy"))
                .isFalse();
    }

    @Test
    void N07_blame_speaks_of_any_moment() {
        JsonNode now = fields("blame", "deploy", "/limits/memory").get(0);
        assertThat(now.at("/setBy/requestId").asText()).isEqualTo("night");
        assertThat(now.at("/setBy/recordedAt").asText()).endsWith("Z");
        CoRun then = co(here, "blame", "deploy", "/limits/memory", "--at", "cp-good", "-o", "json")
                .exits(0)
                .complains("as of position 3, recorded ");
        assertThat(then.json().node().at("/at/position").asLong()).isEqualTo(3);
        assertThat(then.json().node().at("/items/0/setBy/position").asLong()).isEqualTo(2);
    }

    @Test
    void a_container_of_one_origin_is_one_line_for_people_and_never_in_json() {
        co(here, "blame", "deploy", "--at", "pos:2")
                .exits(0)
                .prints("CONFIGURATION /limits  {\"cpu\":2,\"memory\":\"4g\"}");
        assertThat(co(here, "blame", "deploy", "/limits", "--at", "pos:2").out().lines())
                .hasSize(3);
        assertThat(fields("blame", "deploy", "--at", "pos:2"))
                .extracting(field -> field.get("path").asText())
                .containsExactly("/region", "/limits/cpu", "/limits/memory", "/title", "/status");
        assertThat(co(here, "blame", "deploy", "/limits", "-o", "jsonl").out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(Json.parse(line).get("setBy")).isPresent());
        assertThat(co(here, "blame", "deploy", "/limits", "-o", "id").out())
                .isEqualTo("CONFIGURATION /limits/cpu\nCONFIGURATION /limits/memory\n");
    }

    @Test
    void a_field_that_is_not_there_is_answered_with_where_to_look() {
        co(here, "tasks", "update", "deploy", "--merge", "{\"n\":1}").exits(0);
        co(here, "blame", "deploy", "/n").exits(3).complains("no field /n, but /data/n. 'co blame deploy' shows");
        co(here, "blame", "deploy", "/x").exits(3).complains("no field /x. 'co blame deploy' shows those it has.");
        co(here, "blame", "deploy", "n").exits(2).complains("'n' is no path", "/data/tables");
        co(here, "blame", "deploy", "--component", "cache")
                .exits(3)
                .complains("has no component CACHE: it has CONFIGURATION, TASK_STATE.");
        co(here, "blame", "nobody").exits(3).complains("there is no task nobody. 'co tasks list'");
        co(here, "blame", "docs", "--at", "pos:2").exits(3).complains("not there yet at position 2", "at position 5");
    }

    @Test
    void N07_a_diff_shows_what_was_and_what_is() {
        CoRun run = co(here, "diff", "deploy", "--from", "cp-good").exits(0);
        assertThat(run.out().replaceAll(" +", " ")).isEqualTo("""
                task: deploy
                title: Deploy
                status: PENDING
                events: 2 → 3
                 CONFIGURATION /limits/memory
                 - "4g"
                 + "16g"
                """);
        run.complains("from position 3, recorded ", "to position 5, recorded ");
        co(here, "diff", "deploy", "--from", "cp-good", "--to", "pos:3")
                .exits(0)
                .complains("task deploy is the same at both moments");
        JsonNode diff = item("diff", "deploy", "--from", "now", "--to", "seq:0");
        assertThat(diff.at("/to/seq").asLong()).isZero();
        assertThat(diff.at("/differences/0/component").asText()).isEqualTo("CONFIGURATION");
        assertThat(diff.at("/differences/0/before/region").asText()).isEqualTo("eu");
        assertThat(diff.at("/differences/0").has("after")).isFalse();
    }

    @Test
    void N07_a_diff_of_all_tasks_is_a_line_for_each_that_changed() {
        rollBack();
        List<String> lines = co(here, "diff", "--from", "cp-good", "--to", "before:@latest")
                .exits(0)
                .out()
                .lines()
                .toList();
        assertThat(lines.get(1)).matches("deploy +PENDING +2 → 3 +Deploy +CONFIGURATION /limits/memory");
        assertThat(lines.get(2)).matches("docs +\\(none\\) → PENDING +\\(none\\) → 0 +Docs +TASK_STATE");
        assertThat(lines).hasSize(3);
        co(here, "diff", "--from", "cp-good", "--to", "before:@latest", "--full")
                .prints("  CONFIGURATION /limits/memory\n    - \"4g\"\n    + \"16g\"\n");
        assertThat(co(here, "diff", "--from", "cp-good", "-o", "id").out()).isEqualTo("docs\n");
        co(here, "diff", "--from", "now").exits(0).complains("all tasks are the same at both moments");
        co(here, "diff", "--from", "pos:0", "--limit", "1").complains("1 of 2 shown");
        co(here, "diff", "--from", "seq:1").exits(2).complains("no moment of all tasks");
        co(here, "diff", "deploy").exits(2).complains("--from");
    }

    @Test
    void what_was_is_red_and_what_is_is_green() {
        assertThat(onScreen(new Workplace(here, Map.of()), 80, "diff", "deploy", "--from", "cp-good", "--color=always")
                        .out())
                .contains("\u001b[31m    - \"4g\"\u001b[0m", "\u001b[32m    + \"16g\"\u001b[0m");
        assertThat(with(here, Map.of(), "diff", "deploy", "--from", "cp-good").out())
                .doesNotContain("\u001b");
    }

    @Test
    void nothing_in_a_field_can_steer_the_terminal() {
        configured("ann", "{\"\u202e\":\"\u202eevil\\n\u0085\"}");
        for (String format : List.of("table", "id")) {
            assertThat(co(here, "blame", "deploy", "-o", format).out())
                    .contains("/\\u202e")
                    .doesNotContain("\u202e", "\u0085");
        }
        assertThat(co(here, "diff", "deploy", "--from", "cp-good").out())
                .contains("+ \"\\u202eevil\\n\\u0085\"")
                .doesNotContain("\u202e", "\u0085");
    }

    @Test
    void a_retracted_or_withdrawn_task_can_be_asked_for_too() {
        co(here, "tasks", "withdraw", "docs").exits(0);
        co(here, "blame", "docs", "/status").exits(0).prints("\"WITHDRAWN\"", "withdrawn");
    }

    private void configured(String actor, String json, String... more) {
        String[] words = {"tasks", "update", "deploy", "--component", "configuration", "--merge", json, "--actor", actor
        };
        String[] all = Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
        co(here, all).exits(0);
    }

    private void rollBack() {
        co(here, "rollback", "cp-good", "--reason", "x", "--yes", "--actor", "bob")
                .exits(0); // 6-8
    }

    private JsonNode fields(String... arguments) {
        return json(arguments).get("items");
    }

    private JsonNode item(String... arguments) {
        return json(arguments).get("item");
    }

    private JsonNode json(String... arguments) {
        String[] words = Arrays.copyOf(arguments, arguments.length + 2);
        words[arguments.length] = "-o";
        words[arguments.length + 1] = "json";
        return co(here, words).exits(0).json().node();
    }
}
