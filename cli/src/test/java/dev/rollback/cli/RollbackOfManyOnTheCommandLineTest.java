package dev.rollback.cli;

import static dev.rollback.cli.CoRun.asked;
import static dev.rollback.cli.CoRun.askedMeanwhile;
import static dev.rollback.cli.CoRun.co;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** {@code co rollback} of several tasks: the acceptance rows by their ids, on the worked example. */
@OnEveryStore
class RollbackOfManyOnTheCommandLineTest {
    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    private Workplace here;
    private Story story;

    @BeforeEach
    void tell() {
        here = Workplace.of(kind, folder);
        story = Story.ofTheWorkedExample(here);
    }

    @Test
    void G11_P16_the_worked_example_told_with_co() {
        String[] first = {"rollback", "--checkpoint-id", "a1", "--cascade", "--preserve", "C"};
        co(here, with(first, "--dry-run"))
                .exits(0)
                .prints(
                        "3 tasks go back (2 dragged along, 1 retracted), 1 preserved, 4 events compensated",
                        "one moment: position 5",
                        "CASCADE, because a cascade was asked for",
                        "preserved: C");
        String rb1 = id(co(here, with(first, "--reason", "wrong", "--yes", "-o", "id")));
        assertStates("1", "-", "1");
        assertThat(story.task("D").get("status").asText()).isEqualTo("RETRACTED");
        co(here, "tasks", "update", "B", "--merge", "{\"n\":7}", "--epoch", "0").exits(8);
        co(here, "tasks", "update", "A", "--merge", "{\"n\":9}", "--epoch", "1").exits(0);

        co(here, "rollback", "undo", rb1, "--yes")
                .exits(4)
                .complains("moved since rollback " + rb1 + ": A", "--discard-later-work", "--only-unmoved");
        String rb2 = id(co(here, "rollback", "undo", rb1, "--discard-later-work", "--yes", "-o", "id"));
        assertStates("2", "1", "1");
        assertThat(story.task("D").get("status").asText()).isEqualTo("PENDING");
        assertThat(story.task("D").get("epoch").asInt()).isEqualTo(2);

        String rb3 = id(co(here, "rollback", "--checkpoint-id", "a1", "--reason", "A alone", "--yes", "-o", "id"));
        assertStates("1", "1", "1");
        assertThat(story.task("A").get("epoch").asInt()).isEqualTo(3);
        co(here, "rollback", "--checkpoint-id", "a1", "--reason", "again", "--yes")
                .exits(4)
                .complains("already there (" + rb3 + ")");
        co(here, "rollback", "history").exits(0).prints("SUCCESS (undone)", "undo of " + rb1, "D, B, A", "A alone");
        co(here, "rollback", "show", rb1).exits(0).prints("Undone by:", rb2);
        co(here, "tasks", "show", "B", "--at", "before:" + rb1).exits(0).prints("\"n\": 1");
    }

    @Test
    void G08_full_takes_every_task_that_changed_and_asks_whatever_else_it_is_told() {
        co(here, "checkpoint", "--id", "cp-all").exits(0);
        story.register("E").set("A", 3).set("C", 3);
        co(here, "rollback", "cp-all", "--reason", "x").exits(2).complains("FULL", "takes every task that changed");
        asked(here, "y\n", "rollback", "cp-all", "--reason", "x")
                .exits(0)
                .complains(
                        "3 tasks go back (1 retracted), 3 events compensated (one moment: position 11",
                        "FULL, because the checkpoint marks a moment of everything",
                        "needs a yes: a FULL rollback takes every task that changed",
                        "Roll back 3 tasks (1 retracted), leaving behind 3 events?");
        assertStates("2", "1", "1");
        assertThat(story.task("E").get("status").asText()).isEqualTo("RETRACTED");
        co(here, "rollback", "show", "@latest").exits(0).prints("Retracted:", "Strategy:", "FULL");
    }

    @Test
    void G08_a_checkpoint_of_everything_is_checked_like_any_other() {
        co(here, "checkpoint", "--id", "cp-all").exits(0);
        co(here, "checkpoints", "check", "cp-all").exits(4).prints("no: already there");
        story.set("A", 3).set("C", 3).set("C", 4);
        co(here, "checkpoints", "check", "cp-all").exits(0).prints("yes: it would compensate 3 events of 2 tasks");
        assertThat(story.history()).isEmpty();
    }

    @Test
    void G09_partial_takes_the_chosen_components_and_those_they_need() {
        story.set("A", "CACHE", 1).set("A", "DATABASE", 1).checkpoint("A", "a3");
        story.set("A", "CACHE", 2).set("A", "DATABASE", 2).set("A", 5);
        co(here, "rollback", "a3", "--component", "database", "--dry-run")
                .exits(0)
                .prints(
                        "PARTIAL, because components were chosen",
                        "DATABASE; CACHE too, because DATABASE needs it",
                        "CACHE /n",
                        "DATABASE /n");
        co(here, "rollback", "a3", "--component", "database", "--reason", "x", "--yes")
                .exits(0)
                .prints("Components:", "DATABASE");
        assertThat(story.n("A", "CACHE")).isEqualTo("1");
        assertThat(story.n("A", "DATABASE")).isEqualTo("1");
        assertThat(story.n("A")).isEqualTo("5");
    }

    @Test
    void G10_selective_takes_the_chosen_tasks_and_never_touches_what_is_preserved() {
        JsonNode record = story.item(
                "rollback",
                "--at",
                "pos:5",
                "--task-id",
                "A,B",
                "--task-id",
                "D",
                "--preserve",
                "C",
                "--reason",
                "x",
                "--yes");
        assertThat(record.at("/scope/strategy").asText()).isEqualTo("SELECTIVE");
        assertThat(record.get("tasks"))
                .extracting(task -> task.get("taskId").asText())
                .containsExactly("D", "B", "A");
        assertStates("1", "-", "1");
        assertThat(story.task("C").get("epoch").asInt()).isZero();
    }

    @Test
    void G10_what_stands_there_already_and_what_is_kept_is_told() {
        story.register("E", "C");
        co(here, "rollback", "--at", "pos:10", "--task-id", "A,B,E", "--cascade", "--dry-run")
                .exits(0)
                .prints("1 task goes back (1 retracted)", "stands there already: A, B");
        co(here, "rollback", "a1", "--cascade", "--preserve", "C", "--dry-run")
                .exits(0)
                .prints("1 preserved, 1 kept because of that", "preserved: C", "kept because C is preserved: E");
    }

    @Test
    void P12_excluded_components_are_named_and_untouched() {
        story.set("A", "QUEUE", 1).checkpoint("A", "a3").set("A", "QUEUE", 2).set("A", 5);
        co(here, "rollback", "a3", "--exclude-component", "queue", "--reason", "x", "--yes")
                .exits(0)
                .prints("Without:", "QUEUE");
        assertThat(story.n("A", "QUEUE")).isEqualTo("2");
        assertThat(story.n("A")).isEqualTo("2");
        story.set("A", 6);
        co(here, "rollback", "a3", "--component", "QUEUE", "--exclude-component", "TASK_STATE", "--dry-run")
                .exits(2)
                .complains("TASK_STATE is excluded, but QUEUE");
    }

    @Test
    void several_checkpoints_take_each_task_to_its_own() {
        story.checkpoint("B", "b1").set("A", 3).set("B", 3);
        co(here, "rollback", "--checkpoint-id", "a2,b1", "--dry-run")
                .exits(0)
                .prints("2 tasks go back", "mixed moments", "to:      a2", "to:      b1");
        co(here, "rollback", "--checkpoint-id", "a2", "--checkpoint-id", "b1", "--reason", "x", "--yes")
                .exits(0)
                .prints("Moment:", "mixed", "a2, b1");
        assertStates("2", "1", "1");
        co(here, "rollback", "a1", "--checkpoint-id", "a2", "--dry-run")
                .exits(2)
                .complains("two different ids");
    }

    @Test
    void N02_what_was_shown_is_what_happens_or_nothing() {
        askedMeanwhile(here, () -> story.set("B", 8), "y\n", "rollback", "a1", "--cascade", "--reason", "x")
                .exits(4)
                .complains("the plan is another now: moved: B");
        assertStates("2", "8", "1");
        askedMeanwhile(here, () -> story.register("E", "B"), "y\n", "rollback", "a1", "--cascade", "--reason", "x")
                .exits(4)
                .complains("joined: E");
        Runnable marked = () -> story.checkpoint("B", "b2");
        askedMeanwhile(here, marked, "y\n", "rollback", "a1", "--cascade", "--reason", "x")
                .exits(0);
        assertStates("1", "-", "-");
    }

    @Test
    void N11_the_same_request_twice_is_one_rollback_and_is_not_asked_again() {
        String[] request = {"rollback", "a1", "--cascade", "--reason", "x", "--request-id", "r1", "-o", "id"};
        String first = asked(here, "y\n", request).exits(0).out();
        assertThat(co(here, request).exits(0).out()).isEqualTo(first);
        assertThat(story.history()).hasSize(1);
        co(here, "rollback", "a1", "--reason", "x", "--request-id", "r1", "--yes")
                .exits(4)
                .complains("request r1 was used for something else");
    }

    private void assertStates(String a, String b, String c) {
        assertThat(story.n("A") + " " + story.n("B") + " " + story.n("C")).isEqualTo(a + " " + b + " " + c);
    }

    private static String id(CoRun run) {
        return run.exits(0).out().strip();
    }

    private static String[] with(String[] words, String... more) {
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return all;
    }
}
