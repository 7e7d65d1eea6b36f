package dev.rollback.cli;

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

/** What can be said about which tasks go back, and where to: each way of it, and what makes no sense. */
class ScopeOnTheCommandLineTest {
    @TempDir
    static Path made;

    private static Story told;

    @TempDir
    Path folder;

    private Workplace here;
    private Story story;

    @BeforeAll
    static void tell() {
        told = Story.ofTheWorkedExample(new Workplace(made, Map.of()));
        co(made, "checkpoint", "--id", "cp-all").exits(0);
        told.set("A", "CACHE", 3).set("B", 3).set("C", 3);
    }

    @BeforeEach
    void copy() throws IOException {
        story = told.copiedTo(folder);
        here = story.here();
    }

    @Test
    void P10_the_plan_of_each_strategy_is_complete() {
        assertPlan("FULL", List.of("A", "B", "C"), "cp-all", "--strategy", "full");
        assertPlan("PARTIAL", List.of("A"), "a2", "--strategy", "Partial", "--component", "cache");
        assertPlan("SELECTIVE", List.of("B", "A"), "a2", "--strategy", "SELECTIVE", "--task-id", "A,B");
        assertPlan("CASCADE", List.of("B", "C", "A"), "a2", "--strategy", "cascade");
        assertPlan("POINT_IN_TIME", List.of("A", "B", "C"), "--at", "cp-all", "--strategy", "point-in-time");
        assertPlan("POINT_IN_TIME", List.of("A", "B", "C"), "--at", "pos:11", "--strategy", "point_in_time");
    }

    @Test
    void a_component_that_no_task_has_is_a_slip_and_stops_nobody() {
        co(here, "tasks", "start", "A").exits(0);
        String before = story.history().toString();
        for (String[] how : new String[][] {{"--yes"}, {"--dry-run"}}) {
            co(here, "rollback", "a2", "--component", "CASHE", "--reason", "r", how[0])
                    .exits(2)
                    .complains("no task that goes back has a component CASHE, now or then: they have CACHE, ");
        }
        assertThat(story.history().toString()).isEqualTo(before);
        for (String option : List.of("--component", "--exclude-component")) {
            co(here, "rollback", "a2", option, option.equals("--component") ? "CACHE,CASHE" : "CASHE", "--dry-run")
                    .exits(2)
                    .complains("no task that goes back has a component CASHE");
        }
        co(here, "rollback", "a2", "--component", "CACHE,DATABASE", "--dry-run")
                .exits(0)
                .prints("warning: no task that goes back has a component DATABASE");
    }

    @Test
    void a_task_that_an_undo_put_elsewhere_is_not_said_to_stand_at_the_checkpoint() {
        co(here, "rollback", "a2", "--reason", "r", "--yes").exits(0);
        co(here, "rollback", "undo", "@latest", "--yes").exits(0);
        assertThat(co(here, "rollback", "a2", "--component", "FILE_SYSTEM", "--reason", "r", "--yes")
                        .exits(4)
                        .err())
                .contains("nothing has changed FILE_SYSTEM of task A since a2")
                .doesNotContain("stands at a2");
    }

    @Test
    void what_did_not_change_is_named_with_its_component_and_counts_no_events() {
        co(here, "checkpoints", "create", "--task-id", "A", "--phase", "p", "--id", "cp-now")
                .exits(0);
        co(here, "tasks", "update", "A", "--merge", "{\"n\":9}").exits(0);
        co(here, "rollback", "cp-now", "--component", "CACHE", "--reason", "r", "--yes")
                .exits(4)
                .complains("nothing has changed CACHE of task A since cp-now");
        co(here, "rollback", "cp-now", "--exclude-component", "TASK_STATE", "--reason", "r", "--yes")
                .exits(4)
                .complains("nothing has changed task A without TASK_STATE since cp-now");
        co(here, "tasks", "start", "A").exits(0);
        co(here, "rollback", "cp-now", "--component", "CACHE", "--dry-run")
                .exits(0)
                .prints("1 only stopped", "0 events compensated");
    }

    private void assertPlan(String strategy, List<String> tasks, String... scope) {
        JsonNode plan = plan(scope);
        assertThat(plan.at("/scope/strategy").asText()).isEqualTo(strategy);
        assertThat(plan.get("because").asText()).isEqualTo("it was asked for");
        assertThat(plan.get("digest").asText()).hasSize(64);
        assertThat(plan.get("tasks"))
                .as(strategy)
                .extracting(task -> task.get("taskId").asText())
                .containsExactlyInAnyOrderElementsOf(tasks);
        assertThat(plan.get("tasks"))
                .allSatisfy(task -> assertThat(task.get("differences")).isNotEmpty());
        boolean asks = strategy.equals("FULL") || strategy.equals("POINT_IN_TIME");
        assertThat(plan.get("confirmations").isEmpty()).isNotEqualTo(asks);
    }

    @Test
    void P13_the_strategy_follows_from_the_rest_and_why_is_shown() {
        assertThat(why("a2")).isEqualTo("SELECTIVE: the checkpoint is of one task");
        assertThat(why("cp-all")).isEqualTo("FULL: the checkpoint marks a moment of everything");
        assertThat(why("--at", "pos:11")).isEqualTo("POINT_IN_TIME: a moment was named, and no tasks");
        assertThat(why("a2", "--component", "CACHE")).isEqualTo("PARTIAL: components were chosen");
        assertThat(why("cp-all", "--task-id", "B")).isEqualTo("SELECTIVE: tasks were chosen");
        assertThat(why("cp-all", "--task-id", "B", "--cascade")).isEqualTo("CASCADE: a cascade was asked for");
    }

    private String why(String... scope) {
        JsonNode plan = plan(scope);
        return plan.at("/scope/strategy").asText() + ": " + plan.get("because").asText();
    }

    @Test
    void P11_what_makes_no_sense_is_refused_by_name_and_leaves_nothing() {
        refused(2, "--checkpoint-id=ID' or '--at=MOMENT'", "--task-id", "A");
        refused(2, "either checkpoints or a moment", "a1", "--at", "pos:5");
        refused(
                2,
                "'half' is no strategy: it is full, partial, selective, cascade, point-in-time",
                "a1",
                "--strategy=half");
        refused(2, "a PARTIAL rollback needs components", "a1", "--strategy", "partial");
        refused(2, "a SELECTIVE rollback needs tasks", "cp-all", "--strategy", "selective");
        refused(2, "a CASCADE rollback to a moment of everything needs tasks", "cp-all", "--cascade");
        refused(2, "a FULL rollback goes to one moment", "--checkpoint-id", "a1,cp-all", "--strategy", "full");
        refused(2, "both of task A", "--checkpoint-id", "a1,a2");
        refused(2, "task A is to go back and to be preserved", "a1", "--preserve", "A");
        refused(2, "both chosen and excluded", "a1", "--component", "cache", "--exclude-component", "CACHE");
        refused(2, "CACHE is excluded, but DATABASE", "a1", "--component=database", "--exclude-component=cache");
        refused(2, "a component is", "a1", "--component", "ca-che");
        refused(2, "empty place in 'A,,B'", "a1", "--task-id", "A,,B");
        refused(2, "empty place in ','", "a1", "--task-id", ",");
        refused(2, "empty place in '1,'", "a1", "--preserve", "1,");
        refused(2, "names no moment", "--at", "soon");
        refused(2, "one task's stream", "--at", "seq:1", "--task-id", "A");
        assertThat(story.history()).isEmpty();
    }

    @Test
    void G16_what_is_not_there_is_refused_and_leaves_a_failed_record() {
        refused(3, "there is no task nobody", "cp-all", "--task-id", "nobody");
        refused(3, "there is no preserved task nobody", "cp-all", "--preserve", "nobody");
        refused(3, "there is no checkpoint cp-none", "--checkpoint-id", "a1,cp-none");
        refused(3, "the store ends at", "--at", "pos:999");
        refused(3, "there is no rollback rb-none", "--at", "before:rb-none");
        assertThat(story.history()).hasSize(5);
        co(here, "rollback", "history")
                .exits(0)
                .prints("FAILED", "before rb-none", "pos:999", "a1, cp-none", "there is no task nobody");
    }

    @Test
    void a_moment_in_words_is_told_as_the_position_it_meant() {
        co(here, "rollback", "--at", "cp-all", "--dry-run").exits(0).complains("to position 11, recorded ");
        co(here, "rollback", "--at", "2020-01-01", "--dry-run")
                .exits(0)
                .prints("4 tasks go back (4 retracted)")
                .complains("to position 0, before everything");
        co(here, "rollback", "--at", "before:@latest", "--dry-run")
                .exits(3)
                .complains("no rollback that changed anything yet");
    }

    @Test
    void the_history_says_where_each_rollback_went() {
        co(here, "rollback", "--at", "pos:11", "--reason", "x", "--yes")
                .exits(0)
                .prints("pos:11");
        String rb = story.history().get(0);
        story.set("A", 9);
        co(here, "rollback", "--at", "after:@latest", "--task-id", "A", "--reason", "x", "--yes")
                .exits(0);
        co(here, "rollback", "--at", "before:" + rb, "--reason", "x", "--yes").exits(0);
        co(here, "rollback", "--at", "cp-all", "--task-id", "C", "--reason", "x", "--yes")
                .exits(0);
        co(here, "rollback", "undo", "@latest", "--yes").exits(0);
        co(here, "rollback", "history")
                .exits(0)
                .prints(
                        "pos:11",
                        "after " + rb,
                        "before " + rb,
                        "cp-all",
                        "undo of " + story.history().get(1));
    }

    @Test
    void words_in_front_of_another_command_are_not_lost_in_silence() {
        co(here, "rollback", "a1", "--reason", "x", "--yes").exits(0);
        co(here, "rollback", "--dry-run", "undo", "@latest")
                .exits(2)
                .complains("'--dry-run' says nothing in front of 'undo'");
        co(here, "rollback", "a1", "plan", "a2").exits(2).complains("'a1' says nothing in front of 'plan'");
        co(here, "tasks", "--out", "x", "list").exits(2).complains("'--out'");
        co(here, "--actor", "ann", "rollback", "-o", "id", "history").exits(0);
        co(here, "rollback", "--help", "undo").exits(0).prints("Usage: co rollback");
    }

    private void refused(int exit, String why, String... scope) {
        String[] words = words(List.of("rollback", "--reason", "x", "--yes"), scope);
        co(here, words).exits(exit).complains(why);
    }

    private JsonNode plan(String... scope) {
        return story.item(words(List.of("rollback", "plan"), scope));
    }

    private static String[] words(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
