package dev.rollback.cli;

import static dev.rollback.cli.CoRun.asked;
import static dev.rollback.cli.CoRun.askedMeanwhile;
import static dev.rollback.cli.CoRun.co;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code co rollback undo} and {@code redo}. */
class UndoOnTheCommandLineTest {
    @TempDir
    static Path made;

    private static Story told;

    @TempDir
    Path folder;

    private Workplace here;
    private Story story;
    private String done;

    @BeforeAll
    static void tell() {
        told = Story.ofTheWorkedExample(new Workplace(made, Map.of()));
        co(made, "rollback", "a1", "--cascade", "--reason", "wrong", "--yes").exits(0);
    }

    @BeforeEach
    void copy() throws IOException {
        story = told.copiedTo(folder);
        here = story.here();
        done = story.history().get(0);
    }

    @Test
    void N05_an_undo_shows_its_plan_asks_and_brings_everything_back() {
        co(here, "rollback", "undo", done).exits(2).complains("4 tasks go back", "nobody can be asked");
        asked(here, "y\n", "rollback", "undo", done)
                .exits(0)
                .complains(
                        "undoes:  " + done, "RETRACTED → PENDING", "brought back: 4 tasks", "leaving behind 4 events?")
                .prints("Undoes:", "undo of " + done + " (MANUAL)");
        assertThat(story.n("A") + story.n("B") + story.n("C")).isEqualTo("211");
        assertThat(story.task("D").get("status").asText()).isEqualTo("PENDING");
        co(here, "rollback", "undo", done, "--yes").exits(4).complains("already undone", "co rollback redo " + done);
        co(here, "rollback", "show", done).exits(0).prints("Undone by:");
    }

    @Test
    void N05_a_redo_carries_it_out_again() {
        co(here, "rollback", "redo", done, "--yes").exits(4).complains("was not undone");
        co(here, "rollback", "undo", done, "--yes").exits(0);
        co(here, "rollback", "redo", done, "--dry-run").exits(0).prints("PENDING → RETRACTED");
        co(here, "rollback", "redo", done, "--yes").exits(0).prints("redo of " + done);
        assertThat(story.n("A") + story.n("B")).isEqualTo("1-");
        co(here, "rollback", "redo", "rb-none", "--yes").exits(3).complains("there is no rollback rb-none");
    }

    /** As a damaged store, or a stranger's, may have them; an audit finds it. */
    @Test
    void rows_that_undo_each_other_lead_nowhere() {
        co(here, "rollback", "undo", done, "--yes").exits(0);
        String undo = story.history().get(0);
        try (Store store = Stores.open(StoreAddress.usual(folder), Map.of(), InstantSource.system())) {
            store.<Integer>write(reading ->
                    reading.sql().update("UPDATE view_rollback SET undoes = ? WHERE rollback = ?", undo, done));
            store.<Integer>write(reading -> reading.sql().update("INSERT INTO undo VALUES (?, ?, ?)", undo, done, 1L));
        }
        co(here, "rollback", "history").exits(0).prints(done, undo);
        co(here, "rollback", "show", done).exits(0);
        co(here, "rollback", "show", undo).exits(0);
        co(here, "rollback", "undo", done, "--yes").exits(4).complains("already undone");
        co(here, "audit").exits(5);
    }

    @Test
    void N05_the_undo_of_an_undo_says_that_it_is_a_redo_before_and_after() {
        co(here, "rollback", "undo", "@latest", "--yes")
                .exits(0)
                .complains("@latest is " + done + ": the rollback of ")
                .prints("Undoes:       " + done);
        String undo = story.history().get(0);
        CoRun asked = asked(here, "y\n", "rollback", "undo", "@latest");
        asked.exits(0)
                .complains(
                        "@latest is %s: the undo of %s".formatted(undo, done),
                        "This is a redo: undoing %s carries out %s again.".formatted(undo, done))
                .prints("Redoes:       " + done, "undo of %s, a redo of %s".formatted(undo, done));
        assertThat(asked.err().indexOf("This is a redo")).isLessThan(asked.err().indexOf("[y/N]"));
        String redo = story.history().get(0);
        assertThat(story.item("rollback", "show", redo).get("redoes").asText()).isEqualTo(done);
        assertThat(story.item("rollback", "show", undo).has("redoes")).isFalse();
        co(here, "rollback", "history").exits(0).prints("redo of " + done);

        CoRun third = co(here, "rollback", "undo", "@latest", "--yes").exits(0);
        third.complains("@latest is %s: the redo of %s".formatted(redo, done));
        assertThat(third.out() + third.err()).doesNotContain("Redoes:", "This is a redo");
        co(here, "rollback", "undo", "@latest", "--yes")
                .exits(0)
                .complains("carries out " + done + " again")
                .prints("Redoes:       " + done);
    }

    @Test
    void N05_later_work_is_taken_back_or_left_as_the_person_says() {
        story.set("A", 9);
        co(here, "rollback", "undo", done, "--only-unmoved", "--dry-run")
                .exits(0)
                .prints("3 tasks go back", "1 left as it is", "moved since, and left as it is: A");
        co(here, "rollback", "undo", done, "--only-unmoved", "--yes", "--reason", "half")
                .exits(0)
                .prints("half (MANUAL)");
        assertThat(story.n("A") + story.n("B")).isEqualTo("91");
    }

    @Test
    void both_ways_of_treating_later_work_at_once_are_refused() {
        co(here, "rollback", "undo", done, "--only-unmoved", "--discard-later-work", "--yes")
                .exits(2)
                .complains("mutually exclusive");
        co(here, "rollback", "undo").exits(2).complains("ID");
        co(here, "rollback", "undo", "--cascade", done).exits(2).complains("--cascade");
        assertThat(story.history()).hasSize(1);
    }

    @Test
    void the_latest_to_take_back_is_the_latest_that_changed_something() {
        story.set("A", 9);
        co(here, "rollback", "undo", "@latest", "--yes").exits(4).complains("moved since rollback " + done);
        assertThat(story.history()).as("a refusal leaves its record").hasSize(2);
        co(here, "rollback", "undo", "@latest", "--discard-later-work", "--yes")
                .exits(0)
                .prints("undo of " + done);
        co(here, "rollback", "undo", done.substring(0, 8), "--yes").exits(4).complains("already undone");
    }

    @Test
    void a_refused_rollback_cannot_be_undone_and_one_that_is_not_there_leaves_its_record() {
        co(here, "rollback", "cp-none", "--reason", "x", "--yes").exits(3);
        String refused = story.history().get(0);
        co(here, "rollback", "undo", refused, "--yes").exits(4).complains("was refused and changed nothing");
        co(here, "rollback", "undo", "rb-none", "--yes").exits(3).complains("there is no rollback rb-none");
        co(here, "rollback", "history").prints("undo of rb-none", "FAILED");
    }

    @Test
    void N02_an_undo_does_what_was_shown_or_nothing() {
        askedMeanwhile(here, () -> story.set("B", 5), "y\n", "rollback", "undo", done)
                .exits(4)
                .complains("moved since rollback " + done + ": B");
        assertThat(story.n("A") + story.n("B")).isEqualTo("15");
    }

    @Test
    void after_a_rollback_its_undo_is_offered() {
        CoRun run = co(here, "rollback", "undo", done, "--yes").exits(0);
        String undo = story.history().get(0);
        run.complains("To take this back: co rollback undo " + undo);
        assertThat(run.out()).doesNotContain("To take this back");
    }
}
