package dev.rollback.cli;

import static dev.rollback.cli.CoRun.asked;
import static dev.rollback.cli.CoRun.co;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holding and cleaning up, as a person does it. */
class RetentionOnTheCommandLineTest {
    @TempDir
    static Path made;

    private static Story told;

    @TempDir
    Path folder;

    private Workplace here;
    private Story story;

    @BeforeAll
    static void tell() {
        told = Story.begun(new Workplace(made, Map.of())).register("A");
        for (int i = 1; i <= 4; i++) {
            told.set("A", i).checkpoint("A", "cp-a" + i);
        }
        told.set("A", 5);
    }

    @BeforeEach
    void copy() throws IOException {
        story = told.copiedTo(folder);
        here = story.here();
    }

    @Test
    void G15_shows_what_would_go_and_what_is_kept_and_why_and_asks() {
        co(here, "checkpoints", "hold", "cp-a1", "--note", "for the audit")
                .exits(0)
                .prints("cp-a1: created, held");

        co(here, "checkpoints", "prune", "--keep-last", "1", "--dry-run")
                .exits(0)
                .prints("cp-a3", "cp-a2", "pruned", "kept: it is held", "2 checkpoints would go, 1 kept");
        CoRun unasked = co(here, "checkpoints", "prune", "--keep-last", "1").exits(2);
        unasked.complains("2 checkpoints would go, 1 kept", "--yes");
        asked(here, "n\n", "checkpoints", "prune", "--keep-last", "1").exits(2).complains("Clean up 2 checkpoints?");
        assertThat(ids("list")).containsExactly("cp-a4", "cp-a3", "cp-a2", "cp-a1");

        asked(here, "y\n", "checkpoints", "prune", "--keep-last", "1").exits(0).prints("2 checkpoints went, 1 kept");
        assertThat(ids("list")).containsExactly("cp-a4", "cp-a1");
        assertThat(ids("list", "--all")).containsExactly("cp-a4", "cp-a3", "cp-a2", "cp-a1");
        co(here, "checkpoints", "prune", "--keep-last", "1").exits(0).prints("0 checkpoints went, 1 kept");
    }

    @Test
    void G15_the_report_for_programs_names_what_went_and_what_stayed() {
        co(here, "checkpoints", "hold", "cp-a1").exits(0);
        JsonNode plan = co(here, "checkpoints", "prune", "--keep-last", "2", "--dry-run", "-o", "json")
                .exits(0)
                .json()
                .node();
        assertThat(plan.get("kind").asText()).isEqualTo("prune");
        assertThat(plan.at("/item/pruned/0/checkpointId").asText()).isEqualTo("cp-a2");
        assertThat(plan.at("/item/kept/0/promise").asText()).isEqualTo("HELD");
        assertThat(co(here, "checkpoints", "prune", "--keep-last", "2", "--yes", "-o", "id")
                        .exits(0)
                        .out()
                        .lines())
                .containsExactly("cp-a2");
        assertThat(co(here, "checkpoints", "prune", "--keep-last", "2", "--yes", "-o", "id")
                        .exits(0)
                        .out())
                .isEmpty();
    }

    @Test
    void P03_delete_asks_and_check_list_and_show_say_what_became_of_it() {
        co(here, "checkpoints", "delete", "cp-a1").exits(2).complains("--yes");
        asked(here, "y\n", "checkpoints", "delete", "cp-a1")
                .exits(0)
                .complains("Delete checkpoint cp-a1?")
                .prints("cp-a1: pruned");
        co(here, "checkpoints", "check", "cp-a1").exits(3).prints("no: ", "cleaned up at", "--at pos:");
        co(here, "rollback", "--checkpoint-id", "cp-a1", "--reason", "r", "--yes")
                .exits(3)
                .complains("cleaned up at");
        co(here, "checkpoints", "show", "cp-a1").exits(0).prints("pruned", "Cleaned up");
        co(here, "checkpoints", "list", "--all").exits(0).prints("pruned");
        assertThat(ids("list")).doesNotContain("cp-a1");

        co(here, "rollback", "--checkpoint-id", "cp-a2", "--reason", "r", "--yes")
                .exits(0);
        co(here, "checkpoints", "delete", "cp-a2", "--yes").exits(4).complains("(CURRENT)");
        co(here, "checkpoints", "delete", "cp-none", "--yes").exits(3);
    }

    @Test
    void an_archived_one_is_taken_by_force_only_and_a_released_one_may_go() {
        co(here, "checkpoints", "hold", "--checkpoint-id", "cp-a2").exits(0);
        co(here, "checkpoints", "show", "cp-a2").exits(0).prints("created, held", "Held since");
        co(here, "checkpoints", "archive", "cp-a2").exits(4).complains("co checkpoints release cp-a2");
        co(here, "checkpoints", "release", "cp-a2").exits(0).prints("cp-a2: created");
        co(here, "checkpoints", "archive", "cp-a2").exits(0).prints("cp-a2: archived");
        JsonNode view =
                co(here, "checkpoints", "show", "cp-a2", "-o", "json").json().node();
        assertThat(view.at("/item/state").asText()).isEqualTo("ARCHIVED");
        assertThat(view.at("/item/cleanedUpAt").asText()).endsWith("Z");
        co(here, "rollback", "cp-a2", "--reason", "r", "--yes").exits(3).complains("--force");
        co(here, "rollback", "cp-a2", "--reason", "r", "--yes", "--force").exits(0);
    }

    @Test
    void a_moment_of_a_pruned_checkpoint_is_reached_as_the_refusal_says() {
        co(here, "checkpoints", "prune", "--keep-last", "1", "--yes").exits(0);
        String refusal = co(here, "checkpoints", "check", "cp-a1").exits(3).out();
        String way =
                refusal.substring(refusal.indexOf("--at"), refusal.indexOf("--task-id A") + "--task-id A".length());
        String[] words = ("rollback " + way + " --reason r --yes").split(" ");
        co(here, words).exits(0);
        assertThat(story.n("A")).isEqualTo("1");
    }

    @Test
    void what_fits_no_rule_is_a_usage_error_that_says_what_does() {
        co(here, "checkpoints", "prune").exits(2).complains("--keep-last N", "--older-than 7d");
        co(here, "checkpoints", "prune", "--older-than", "7x").exits(2).complains("30m, 12h, 7d or 2w");
        co(here, "checkpoints", "prune", "--older-than", "P7D").exits(2).complains("30m, 12h, 7d or 2w");
        co(here, "checkpoints", "prune", "--keep-last", "0").exits(2).complains("at least the newest 1");
        co(here, "checkpoints", "prune", "--older-than", "999999w").exits(2).complains("36500 days");
        co(here, "checkpoints", "prune", "--keep-last", "1", "--task-id", "X", "--yes")
                .exits(3);
        for (String age : new String[] {"30m", "12h", "7d", "2w"}) {
            co(here, "checkpoints", "prune", "--older-than", age, "--dry-run")
                    .exits(0)
                    .prints("0 checkpoints would go");
        }
        co(here, "checkpoints", "prune", "--older-than", "0m", "--dry-run")
                .exits(0)
                .prints("3 checkpoints would go");
    }

    @Test
    void the_same_request_is_not_asked_again() {
        String[] prune = {"checkpoints", "prune", "--keep-last", "2", "--yes", "--request-id", "r-1", "-o", "id"};
        String first = co(here, prune).exits(0).out();
        story.set("A", 9);
        assertThat(co(here, prune).exits(0).out()).isEqualTo(first);
    }

    private List<String> ids(String... words) {
        List<String> line = new ArrayList<>(List.of("checkpoints"));
        line.addAll(List.of(words));
        line.addAll(List.of("-o", "id"));
        return co(here, line.toArray(String[]::new)).exits(0).out().lines().toList();
    }
}
