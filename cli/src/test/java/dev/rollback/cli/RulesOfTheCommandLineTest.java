package dev.rollback.cli;

import static dev.rollback.cli.CoRun.asked;
import static dev.rollback.cli.CoRun.co;
import static dev.rollback.cli.CoRun.onScreen;
import static dev.rollback.cli.CoRun.piped;
import static dev.rollback.cli.CoRun.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollback.api.json.Json;
import dev.rollback.cli.terminal.Text;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What holds for every command: what ids and values look like, what is asked, how it is printed. */
@OnEveryStore
class RulesOfTheCommandLineTest {
    private static final String LONG_TITLE =
            "A title that is much longer than the narrow terminal of this test is wide";

    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    private Workplace here;

    @BeforeEach
    void oneTaskThatMovedOn() {
        here = Workplace.of(kind, folder);
        co(here, "init").exits(0);
        co(here, "tasks", "register", "A", "--title", LONG_TITLE).exits(0);
        co(here, "tasks", "start", "A", "--actor", "robot-7").exits(0);
        co(here, "checkpoints", "create", "--task-id", "A", "--phase", "before", "--id", "cp-first")
                .exits(0);
        co(here, "tasks", "update", "A", "--merge", "{\"n\":1}").exits(0);
        co(here, "checkpoints", "create", "--task-id", "A", "--phase", "after", "--id", "cp-second")
                .exits(0);
    }

    @Test
    void tables_fit_the_terminal_and_are_whole_in_a_pipe() {
        assertThat(onScreen(here, 60, "tasks", "list", "--color", "never").out().lines())
                .allSatisfy(line -> assertThat(Text.width(line)).isLessThanOrEqualTo(60))
                .anySatisfy(line -> assertThat(line).endsWith("…"));
        co(here, "tasks", "list").prints(LONG_TITLE);
    }

    @Test
    void wide_characters_keep_the_columns_aligned() {
        co(here, "tasks", "register", "部署", "--title", "shop").exits(0);
        co(here, "tasks", "register", "abcd", "--title", "shop").exits(0);
        List<String> lines = co(here, "tasks", "list").out().lines().toList();
        assertThat(Text.width(before("pending", lines.get(2))))
                .isEqualTo(before("pending", lines.get(3)).length());
    }

    private static String before(String word, String line) {
        return line.substring(0, line.indexOf(word));
    }

    @Test
    void colours_are_for_terminals_unless_they_are_asked_for() {
        String escape = "\u001b[";
        assertThat(onScreen(here, 0, "tasks", "list").out()).contains(escape);
        assertThat(onScreen(here, 0, "tasks", "list", "--color=never").out()).doesNotContain(escape);
        assertThat(with(here, Map.of(), "tasks", "list").out()).doesNotContain(escape);
        assertThat(with(here, Map.of(), "tasks", "list", "--color=always").out())
                .contains(escape);
        co(here, "tasks", "list", "--color=sometimes").exits(2).complains("--color");
    }

    @Test
    void an_answer_goes_to_a_file_whole() throws IOException {
        CoRun run =
                co(here, "tasks", "list", "-o", "json", "--out", "list.json").exits(0);
        assertThat(run.out()).isEmpty();
        Json list = Json.parse(Files.readAllBytes(here.resolve("list.json")));
        assertThat(list.get("schema").orElseThrow()).isEqualTo(Json.of(1));
        assertThat(list.get("items").orElseThrow().size()).isEqualTo(1);
        co(here, "tasks", "show", "nobody", "--out", "no.json").exits(3);
        assertThat(here.resolve("no.json")).doesNotExist();
    }

    @Test
    void an_id_is_a_word_of_its_own_or_an_option() {
        co(here, "checkpoints", "show", "cp-first").exits(0).prints("before");
        co(here, "checkpoints", "show", "--checkpoint-id", "cp-first").exits(0).prints("before");
        co(here, "checkpoints", "show", "cp-first", "--checkpoint-id", "cp-second")
                .exits(2)
                .complains("two different");
        co(here, "checkpoints", "show").exits(2).complains("Missing", "--checkpoint-id");
        co(here, "rollback", "cp-first", "--dry-run").exits(0).prints("1 task goes back");
    }

    @Test
    void the_latest_is_the_latest_of_the_task_that_is_named() {
        co(here, "checkpoints", "create", "--task-id", "B", "--phase", "p", "--id", "cp-of-b", "--data", "{}")
                .exits(0);
        co(here, "checkpoints", "show", "@latest").prints("cp-of-b");
        co(here, "tasks", "update", "A", "--merge", "{\"n\":2}").exits(0);
        co(here, "rollback", "@latest", "--task-id", "A", "--dry-run").exits(0).prints("to:      cp-second");
        co(here, "rollback", "@latest", "--task-id", "C", "--dry-run").exits(3).complains("no checkpoint of task C");
    }

    @Test
    void the_question_names_what_is_lost_and_who_works_on_it() {
        asked(here, "n\n", "rollback", "cp-first", "--reason", "x")
                .exits(2)
                .complains("2 events", "1 checkpoint", "the work of robot-7 on task A", "[y/N]");
        asked(here, "y\n", "rollback", "cp-first", "--reason", "x").exits(0).complains("robot-7 was working on task A");
    }

    @Test
    void P01_an_unknown_checkpoint_leaves_its_record_even_where_nobody_can_be_asked() {
        co(here, "rollback", "--checkpoint-id", "cp-nope", "--reason", "x").exits(3);
        co(here, "rollback", "show", "@latest").prints("FAILED", "NOT_FOUND");
    }

    @Test
    void the_same_rollback_request_is_answered_again() {
        String[] request = {"rollback", "cp-first", "--reason", "x", "--request-id", "r1", "--yes", "-o", "id"};
        String first = co(here, request).exits(0).out();
        assertThat(co(here, request).exits(0).out()).isEqualTo(first);
        assertThat(co(here, "rollback", "history", "-o", "id").out()).isEqualTo(first);
    }

    @Test
    void a_file_of_text_is_taken_without_its_final_line_end() throws IOException {
        Files.writeString(here.resolve("why.txt"), "because\nof this\n");
        co(here, "rollback", "cp-first", "--reason", "@why.txt", "--yes").exits(0);
        Json record = co(here, "rollback", "show", "@latest", "-o", "json").json();
        assertThat(record.get("item").orElseThrow().get("note").orElseThrow().asText())
                .isEqualTo("because\nof this");
    }

    @Test
    void imports_from_standard_input_and_several_files_under_one_request() throws IOException {
        piped(here, "{\"tasks\":[{\"id\":1,\"title\":\"one\",\"status\":\"pending\"}]}", "import", "-")
                .exits(0);
        Files.writeString(here.resolve("2.json"), "{\"tasks\":[{\"id\":1,\"title\":\"two\",\"status\":\"pending\"}]}");
        Files.writeString(here.resolve("3.json"), "{\"tasks\":[{\"id\":1,\"title\":\"three\",\"status\":\"done\"}]}");
        for (int i = 0; i < 2; i++) {
            co(here, "import", "2.json", "3.json", "--request-id", "r").exits(0);
        }
        co(here, "tasks", "show", "1").prints("three", "completed");
    }

    @Test
    void an_export_keeps_links_and_the_permissions_of_the_file() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Path real = here.resolve("real.json");
        Path link = Files.createSymbolicLink(here.resolve("link.json"), real);
        co(here, "export", "--out", "real.json").exits(0);
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r--r--"));
        co(here, "tasks", "complete", "A").exits(0);
        co(here, "export", "--out", "link.json").exits(0);
        assertThat(link).isSymbolicLink();
        assertThat(real).content().contains("\"done\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-r--r--");
        assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".new"));
    }

    @Test
    void helps_at_any_depth() {
        co(here, "help").exits(0).prints("checkpoints", "rollback");
        co(here, "help", "tasks", "update").exits(0).prints("--merge");
        co(here, "help", "tasks", "updat").exits(2).complains("no command 'tasks updat'");
    }
}
