package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.cli.terminal.ShellText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is rolled back is what was named, whatever ids there are. */
class IdsWithCommasTest {
    @TempDir
    Path folder;

    private Workplace here;

    @BeforeEach
    void tasks() {
        here = new Workplace(folder, Map.of());
        co(here, "init").exits(0);
        for (String id : List.of("x", "y", "x,y", "p,q", "p")) {
            co(here, "tasks", "register", id, "--title", "T").exits(0);
        }
        co(here, "checkpoint", "--id", "cp-all").exits(0);
        for (String id : List.of("x", "y", "x,y", "p,q", "p")) {
            co(here, "tasks", "update", id, "--merge", "{\"n\":1}").exits(0);
        }
    }

    private String goesBack(String... options) {
        String[] words = new String[options.length + 5];
        System.arraycopy(new String[] {"rollback", "plan", "cp-all", "-o", "id"}, 0, words, 0, 5);
        System.arraycopy(options, 0, words, 5, options.length);
        return String.join(" ", co(here, words).exits(0).out().lines().sorted().toList());
    }

    @Test
    void a_list_that_is_an_id_too_is_refused_with_both_ways_to_say_it() {
        for (String option : List.of("--task-id", "--preserve")) {
            co(here, "rollback", "cp-all", option, "x,y", "--reason", "why", "--yes")
                    .exits(2)
                    .complains("two ways", option + "='x\\,y'", option + "=x " + option + "=y");
        }
        co(here, "rollback", "cp-all", "--task-id", "p,x,y", "--reason", "why", "--yes")
                .exits(2)
                .complains("two ways");
        co(here, "tasks", "register", "d", "--title", "T", "--depends-on", "x,y")
                .exits(2)
                .complains("--depends-on='x\\,y'");
        assertThat(co(here, "rollback", "history", "-o", "id").exits(0).out()).isEmpty();
    }

    @Test
    void the_ways_that_are_suggested_mean_what_they_say() {
        for (String id : List.of("a\\,b", "a\\", "b", "a,b")) {
            co(here, "tasks", "register", id, "--title", "T").exits(0);
        }
        co(here, "rollback", "--at", "pos:1", "--task-id", "a\\\\,b", "--dry-run")
                .exits(2)
                .complains("--task-id='a\\\\\\,b' for that one task", "--task-id='a\\' --task-id=b for the list");
        assertThat(co(here, "rollback", "--at", "pos:1", "--task-id=a\\", "--task-id=b", "--dry-run", "-o", "id")
                        .exits(0)
                        .out()
                        .lines())
                .containsExactlyInAnyOrder("a\\", "b");
        assertThat(co(here, "rollback", "--at", "pos:1", "--task-id=a\\\\\\,b", "--dry-run", "-o", "id")
                        .exits(0)
                        .out())
                .isEqualTo("a\\,b\n");
    }

    @Test
    void each_can_be_named_exactly() {
        assertThat(goesBack("--task-id", "x\\,y")).isEqualTo("x,y");
        assertThat(goesBack("--task-id", "x", "--task-id", "y")).isEqualTo("x y");
        assertThat(goesBack("--task-id", "x\\,y,p")).isEqualTo("p x,y");
        assertThat(goesBack("--preserve", "x\\,y", "--preserve=p\\,q")).isEqualTo("p x y");
        co(here, "tasks", "register", "d", "--title", "T", "--depends-on", "x\\,y,p")
                .exits(0);
        assertThat(co(here, "tasks", "show", "d", "-o", "json")
                        .json()
                        .node()
                        .get("item")
                        .get("dependsOn"))
                .extracting(id -> id.asText())
                .containsExactly("x,y", "p");
    }

    @Test
    void a_text_that_is_only_an_id_is_that_id() {
        assertThat(goesBack("--task-id", "p,q")).isEqualTo("p,q");
    }

    @Test
    void commands_that_are_suggested_are_quoted_for_the_shell() {
        String id = "it's a; task";
        co(here, "tasks", "register", id, "--title", "T").exits(0);
        co(here, "tasks", "start", id).exits(0);
        co(here, "checkpoints", "create", "--task-id", id, "--phase", "p", "--id", "cp-s")
                .exits(0);
        co(here, "tasks", "update", id, "--merge", "{\"n\":1}").exits(0);
        co(here, "rollback", "cp-s", "--reason", "why", "--yes")
                .exits(0)
                .complains("co tasks start 'it'\\''s a; task'");
        assertThat(ShellText.operand("-x")).isEqualTo("-- -x");
        assertThat(ShellText.word("x,y")).isEqualTo("x,y");
        co(here, "tasks", "register", "--title", "T", "--", "-x").exits(0);
        co(here, "tasks", "start", "--", "-x").exits(0);
    }

    @Test
    void completion_offers_them_as_the_option_reads_them() {
        assertThat(offered("rollback", "--task-id", "x")).contains("x\tpending, T", "x\\,y\tpending, T");
        assertThat(offered("rollback", "--task-id", "p,x\\,")).containsExactly("p,x\\,y\tpending, T");
        assertThat(offered("checkpoints", "create", "--task-id", "x,")).containsExactly("x,y\tpending, T");
        assertThat(offered("tasks", "show", "x,")).containsExactly("x,y\tpending, T");
    }

    private List<String> offered(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "__complete";
        all[1] = "zsh";
        System.arraycopy(words, 0, all, 2, words.length);
        return co(here, all).exits(0).out().lines().skip(3).toList();
    }
}
