package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A refusal names its code, is one JSON object where JSON was asked for, and is never on standard output. */
class RefusalsTest {
    @TempDir
    Path folder;

    private Workplace here;

    @BeforeEach
    void store() {
        here = new Workplace(folder, Map.of());
        co(here, "init").exits(0);
        co(here, "tasks", "register", "A", "--title", "Alpha").exits(0);
        co(here, "checkpoints", "create", "--task-id", "A", "--phase", "p", "--id", "cp-1")
                .exits(0);
        co(here, "tasks", "update", "A", "--merge", "{\"n\":1}").exits(0);
    }

    private static JsonNode refusal(CoRun run) {
        assertThat(run.out()).isEmpty();
        List<String> lines = run.err().lines().toList();
        return Json.parse(lines.get(lines.size() - 1)).node();
    }

    @Test
    void a_refusal_is_json_where_json_was_asked_for() {
        for (String format : List.of("json", "jsonl", "JSON")) {
            JsonNode refusal =
                    refusal(co(here, "tasks", "show", "none", "-o", format).exits(3));
            assertThat(refusal.get("schema").asInt()).isEqualTo(1);
            assertThat(refusal.get("kind").asText()).isEqualTo("refusal");
            assertThat(refusal.get("code").asText()).isEqualTo("NOT_FOUND");
            assertThat(refusal.get("message").asText()).startsWith("there is no task none");
            assertThat(refusal.get("remedy").asText()).contains("co tasks list");
            assertThat(refusal.get("exit").asInt()).isEqualTo(3);
        }
    }

    @Test
    void a_wrong_command_line_is_json_too_wherever_the_format_was_named() {
        for (String[] words : List.of(
                new String[] {"-o", "json", "tasks", "show", "A", "--nonsense"},
                new String[] {"tasks", "show", "A", "--nonsense", "-ojson"},
                new String[] {"tasks", "show", "A", "--nonsense", "--output=json"},
                new String[] {"tasks", "show", "-o=json"})) {
            JsonNode refusal = refusal(co(here, words).exits(2));
            assertThat(refusal.get("code").asText()).isEqualTo("USAGE");
            assertThat(refusal.get("exit").asInt()).isEqualTo(2);
            assertThat(refusal.get("remedy").asText()).contains("co tasks show --help");
        }
    }

    @Test
    void what_was_not_confirmed_is_json_behind_its_plan() {
        JsonNode refusal = refusal(
                co(here, "rollback", "cp-1", "--reason", "why", "-o", "json").exits(2));
        assertThat(refusal.get("code").asText()).isEqualTo("NOT_CONFIRMED");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_command_whose_answer_cannot_be_kept_is_done_and_says_so() {
        co(here, "tasks", "register", "9", "--title", "nine", "-o", "json", "--out", "/dev/full")
                .exits(1)
                .complains("/dev/full cannot be written", "The command is done; only its answer is lost.", "IO_ERROR");
        co(here, "tasks", "show", "9").exits(0);
        CoRun sealed = co(here, "audit", "seal", "--out", "/dev/full").exits(1);
        assertThat(sealed.err()).contains("cannot be written").doesNotContain("Sealed");
    }

    @Test
    void a_text_of_any_size_does_not_widen_a_table() {
        co(here, "tasks", "register", "9", "--title", "n".repeat(3_000)).exits(0);
        assertThat(co(here, "tasks", "list").exits(0).out().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(700));
        co(here, "tasks", "list", "-o", "json").exits(0).prints("n".repeat(3_000));
    }

    @Test
    void for_people_a_refusal_ends_with_its_code() {
        co(here, "tasks", "show", "none").exits(3).complains("co: there is no task none", "(NOT_FOUND)");
        co(here, "rollback", "cp-1", "--reason", "why").exits(2).complains("(NOT_CONFIRMED)");
        co(here, "tasks", "show").exits(2).complains("(USAGE)");
        co(here, "tasks", "complete", "A", "--epoch", "7").exits(8).complains("(STALE_EPOCH)");
    }

    @Test
    void an_option_of_a_neighbour_is_told_where_it_belongs() {
        co(here, "rollback", "plan", "cp-1", "--yes")
                .exits(2)
                .complains("--yes belongs to 'co rollback', 'co rollback apply'", "not to 'co rollback plan'");
        co(here, "tasks", "start", "A", "--error=x").exits(2).complains("--error belongs to 'co tasks fail'");
        co(here, "rollback", "plan", "cp-1", "--preserv", "A").exits(2).complains("Did you mean --preserve?");
        co(here, "tasks", "list", "--statsu", "failed").exits(2).complains("Did you mean --status?");
    }
}
