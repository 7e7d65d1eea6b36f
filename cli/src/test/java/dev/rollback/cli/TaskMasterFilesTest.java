package dev.rollback.cli;

import static dev.rollback.cli.CoRun.askedMeanwhile;
import static dev.rollback.cli.CoRun.co;
import static dev.rollback.cli.CoRun.onScreen;
import static dev.rollback.cli.CoRun.piped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.cli.command.CoCommand;
import dev.rollback.cli.command.ProcessContext;
import dev.rollback.cli.command.Session;
import dev.rollback.cli.files.FileExport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A Task Master file and its store, as a person works with both. */
class TaskMasterFilesTest {
    private static final String FILE = """
            {
                "tasks": [
                    {"id": 1, "title": "First", "status": "pending", "dependencies": []},
                    {"id": 2, "title": "caf\\u00e9", "status": "done", "n": [1e3, -0]}
                ]
            }""";

    @TempDir
    private Path here;

    private Path file;

    @BeforeEach
    void a_store() {
        file = here.resolve("tasks.json");
        co(here, "init").exits(0);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"pending\"', PENDING",
        "'\"in-progress\"', RUNNING",
        "'\"review\"', RUNNING",
        "'\"done\"', COMPLETED",
        "'\"completed\"', COMPLETED",
        "'\"deferred\"', PENDING",
        "'\"blocked\"', PENDING",
        "'\"cancelled\"', CANCELLED",
        "'\"waiting for Ann\"', PENDING",
        "'\"\"', PENDING",
        "7, PENDING",
        "null, PENDING",
        ", PENDING"
    })
    void each_status_of_a_file_is_what_it_means_and_comes_out_as_it_was(String status, String expected) {
        String member = status == null ? "" : ",\"status\": " + status;
        write("{\"tasks\": [{\"id\": 1" + member + "}]}");
        co(here, "import", "tasks.json").exits(0);
        assertThat(co(here, "-o", "json", "tasks", "show", "1")
                        .exits(0)
                        .json()
                        .node()
                        .findValue("status")
                        .asText())
                .isEqualTo(expected);
        co(here, "checkpoints", "create", "--task-id", "1", "--phase", "p", "--id", "cp-1")
                .exits(0);
        if (expected.equals("PENDING")) {
            co(here, "tasks", "start", "1").exits(0);
            co(here, "tasks", "complete", "1").exits(0);
        } else {
            co(here, "tasks", "update", "1", "--merge", "{\"x\":1}").exits(0);
        }
        assertThat(co(here, "export").exits(0).out()).isNotEqualTo(read());
        co(here, "checkpoints", "check", "cp-1").exits(0);
        co(here, "rollback", "--checkpoint-id", "cp-1", "--reason", "r", "--yes")
                .exits(0);
        assertThat(co(here, "export").exits(0).out()).isEqualTo(read());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lf", "crlf", "tabs", "minified", "bom", "newline"})
    void a_document_that_nothing_changed_comes_back_byte_for_byte(String form) throws IOException {
        String text = switch (form) {
            case "crlf" -> FILE.replace("\n", "\r\n");
            case "tabs" -> FILE.replace("    ", "\t");
            case "minified" -> FILE.replaceAll("\\s+", "");
            case "bom" -> '\uFEFF' + FILE;
            case "newline" -> FILE + "\n";
            default -> FILE;
        };
        write(text);
        co(here, "import", "tasks.json").exits(0).prints("2 new");
        co(here, "import", "tasks.json").exits(0).prints("nothing changed");
        co(here, "export", "--out", "copy.json").exits(0);
        co(here, "export", "--out", "tasks.json").exits(0);
        assertThat(co(here, "export").out()).isEqualTo(text);
        assertThat(Files.readString(here.resolve("copy.json"))).isEqualTo(text);
        assertThat(read()).isEqualTo(text);
        co(here, "checkpoint", "before").exits(0);
        co(here, "tasks", "start", "1").exits(0);
        co(here, "export", "--out", "tasks.json").exits(0);
        assertThat(read()).isEqualTo(text.replace("pending", "in-progress"));
        co(here, "export", "--at", "pos:3", "--out", "past.json").exits(0);
        assertThat(Files.readString(here.resolve("past.json"))).isEqualTo(text);
    }

    @Test
    void on_a_terminal_a_document_is_shown_without_what_steers_it() {
        write('\uFEFF' + FILE.replace("\n", "\r\n"));
        co(here, "import", "tasks.json").exits(0);
        assertThat(onScreen(new Workplace(here, Map.of()), 80, "export")
                        .exits(0)
                        .out())
                .isEqualTo(FILE);
    }

    @Test
    void another_layout_is_taken_over_and_is_all_that_changed() {
        write(FILE);
        co(here, "import", "tasks.json").exits(0);
        write(FILE.replace("    ", "\t"));
        co(here, "import", "tasks.json").exits(0).prints("only the file's own data or its layout changed");
        assertThat(co(here, "export").out()).isEqualTo(read());
        co(here, "import", "tasks.json").exits(0).prints("nothing changed");
    }

    @Test
    void a_file_that_this_store_wrote_some_exports_ago_is_overwritten() {
        write(FILE);
        co(here, "import", "tasks.json").exits(0);
        co(here, "export", "--out", "copy.json").exits(0);
        co(here, "export", "--at", "pos:3", "--out", "past.json").exits(0);
        co(here, "tasks", "start", "1").exits(0);
        co(here, "export", "--out", "tasks.json").exits(0);
        co(here, "tasks", "complete", "1").exits(0);
        co(here, "export", "--out", "tasks.json").exits(0);
        co(here, "export", "--out", "copy.json").exits(0);
        co(here, "export", "--out", "past.json").exits(0);
        co(here, "log").exits(0).prints("copied to");
    }

    @Test
    void a_file_that_was_edited_and_one_that_the_store_never_saw_are_told_apart() throws IOException {
        write(FILE);
        co(here, "import", "tasks.json").exits(0);
        co(here, "export", "--out", "copy.json").exits(0);
        Files.writeString(here.resolve("copy.json"), FILE.replace("First", "Edited"));
        Files.writeString(here.resolve("other.json"), FILE.replace("First", "Other"));
        co(here, "export", "--out", "copy.json").exits(4).complains("copy.json was edited since it was last");
        co(here, "export", "--out", "other.json").exits(4).complains("other.json is not known to this store");
        assertThat(Files.readString(here.resolve("other.json"))).contains("Other");
        co(here, "export", "--out", "other.json", "--force").exits(0);
        co(here, "tasks", "start", "1").exits(0);
        co(here, "export", "--out", "other.json").exits(0);
    }

    @Test
    void a_rollback_its_undo_and_its_redo_write_the_file_in_the_same_breath() {
        started();
        String later = read();
        rollback("--export").exits(0).complains("Wrote tasks.json.");
        assertThat(read()).isEqualTo(FILE);
        co(here, "status").prints("tasks.json says the same as the store");
        String done = co(here, "rollback", "history", "--limit", "1", "-o", "id")
                .out()
                .strip();
        co(here, "rollback", "undo", "@latest", "--export", "--yes").exits(0).complains("Wrote tasks.json.");
        assertThat(read()).isEqualTo(later);
        co(here, "rollback", "redo", done, "--export", "--yes").exits(0).complains("Wrote tasks.json.");
        assertThat(read()).isEqualTo(FILE);
        co(here, "rollback", "undo", "@latest", "--export", "--yes").exits(0);
        assertThat(read()).isEqualTo(later);
        co(here, "rollback", "plan", "--checkpoint-id", "cp-1", "--out", "plan.json")
                .exits(0);
        co(here, "rollback", "apply", "plan.json", "--reason", "r", "--export", "--yes")
                .exits(0);
        assertThat(read()).isEqualTo(FILE);
    }

    @Test
    void standard_input_and_output_are_no_files() {
        piped(new Workplace(here, Map.of()), FILE, "import", "-").exits(0);
        assertThat(co(here, "status").exits(0).out()).doesNotContain("file:");
        assertThat(co(here, "export", "--out", "-").exits(0).out()).isEqualTo(FILE);
        assertThat(co(here, "status", "--out", "-").exits(0).out()).contains("store:");
        assertThat(here.resolve("-")).doesNotExist();
    }

    @Test
    void a_document_without_a_task_changes_nothing() {
        write("{}");
        co(here, "import", "tasks.json").exits(0).prints("nothing changed: there is no task in it.");
    }

    @Test
    void an_edit_between_the_look_at_the_file_and_its_writing_is_not_lost() {
        started();
        co(here, "tasks", "complete", "1").exits(0);
        Co co = new Co(CoRun.surroundings(here));
        try (Session session = co.session()) {
            CoCommand command = (CoCommand) new CommandLine(co)
                    .getSubcommands()
                    .get("export")
                    .getCommandSpec()
                    .userObject();
            FileExport export = FileExport.to(command, "tasks.json");
            export.require("Look again.");
            write(read().replace("First", "Edited"));
            assertThatThrownBy(export::write).hasMessageContaining("tasks.json was edited meanwhile, and is as it was");
            assertThat(read()).contains("Edited");
            assertThat(session.isWritable()).isTrue();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_pipe_takes_the_document_and_is_not_read() throws Exception {
        started();
        Path pipe = here.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<String> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        co(here, "export", "--out", "pipe").exits(0).complains("Wrote pipe.");
        assertThat(taken.get(1, TimeUnit.MINUTES)).isEqualTo(read());
        co(here, "status").prints("tasks.json says the same as the store");
    }

    @Test
    void a_repeated_rollback_says_its_first_answer_whatever_became_of_the_file() {
        started();
        String answer = rollback("--export", "--request-id", "R1").exits(0).out();
        write(read().replace("First", "Edited"));
        CoRun again = rollback("--export", "--request-id", "R1").exits(4);
        assertThat(again.out()).isEqualTo(answer);
        again.complains("is done, but the file was not written: tasks.json was edited");
        assertThat(again.err()).doesNotContain("Nothing was rolled back");
        assertThat(read()).contains("Edited");
    }

    @Test
    void where_the_export_would_be_refused_nothing_is_rolled_back() {
        started();
        write(read().replace("First", "Edited"));
        String events = events();
        rollback("--export").exits(4).complains("was edited since", "Nothing was rolled back");
        rollback("--export", "--dry-run").exits(4);
        co(here, "rollback", "undo", "@latest", "--export", "--yes").exits(3);
        assertThat(events()).isEqualTo(events);
        assertThat(read()).contains("Edited");
        rollback().exits(0);
    }

    @Test
    void without_an_imported_file_there_is_nothing_to_export_to() {
        co(here, "tasks", "register", "1", "--title", "t").exits(0);
        co(here, "checkpoints", "create", "--task-id", "1", "--phase", "p", "--id", "cp-1")
                .exits(0);
        co(here, "tasks", "start", "1").exits(0);
        String events = events();
        rollback("--export").exits(3).complains("no file was imported", "co export --out FILE");
        assertThat(events()).isEqualTo(events);
    }

    @Test
    void a_file_elsewhere_that_only_the_store_names_is_not_written(@TempDir Path elsewhere) throws IOException {
        Path named = Files.writeString(elsewhere.resolve("tasks.json"), FILE);
        co(here, "import", named.toString()).exits(0);
        co(here, "checkpoints", "create", "--task-id", "1", "--phase", "p", "--id", "cp-1")
                .exits(0);
        co(here, "tasks", "start", "1").exits(0);
        String events = events();
        rollback("--export").exits(2).complains("the store names " + named, "co export --out " + named);
        Files.delete(named);
        rollback("--export").exits(2);
        assertThat(events()).isEqualTo(events);
        assertThat(named).doesNotExist();
    }

    @Test
    void an_edit_while_a_person_reads_the_plan_stops_the_rollback() {
        started();
        String events = events();
        askedMeanwhile(
                        new Workplace(here, Map.of()),
                        () -> write(read().replace("First", "Edited")),
                        "yes\n",
                        "rollback",
                        "--checkpoint-id",
                        "cp-1",
                        "--reason",
                        "r",
                        "--export")
                .exits(4)
                .complains("Nothing was rolled back");
        assertThat(events()).isEqualTo(events);
        assertThat(read()).contains("Edited");
    }

    @Test
    void a_rollback_is_done_and_says_so_where_its_file_is_edited_before_it_is_written() {
        started();
        String edited = read().replace("First", "Edited");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        OutputStream answer = new OutputStream() {
            @Override
            public void write(int one) {
                TaskMasterFilesTest.this.write(edited); // the rollback is done: its answer comes out
            }
        };
        ProcessContext surroundings = CoRun.surroundings(here).with(stream(answer), stream(said));
        int exit = Co.run(
                surroundings, "rollback", "--checkpoint-id", "cp-1", "--reason", "r", "--yes", "--export", "-o", "id");
        String done = co(here, "rollback", "history", "--limit", "1", "-o", "id")
                .out()
                .strip();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains(
                        done + " is done, but the file was not written: tasks.json was edited meanwhile",
                        "co export --out tasks.json");
        assertThat(exit).isEqualTo(4);
        assertThat(read()).isEqualTo(edited);
        assertThat(co(here, "tasks", "list", "--status", "running", "-o", "id").out())
                .isEmpty();
        co(here, "rollback", "undo", done, "--yes").exits(0);
    }

    private static PrintStream stream(OutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    /** Imported, with a checkpoint of task 1 before it was started, and exported. */
    private void started() {
        write(FILE);
        co(here, "import", "tasks.json").exits(0);
        co(here, "checkpoints", "create", "--task-id", "1", "--phase", "p", "--id", "cp-1")
                .exits(0);
        co(here, "tasks", "start", "1").exits(0);
        co(here, "export", "--out", "tasks.json").exits(0);
    }

    private CoRun rollback(String... more) {
        String[] all = {"rollback", "--checkpoint-id", "cp-1", "--reason", "r", "--yes"};
        String[] arguments = Arrays.copyOf(all, all.length + more.length);
        System.arraycopy(more, 0, arguments, all.length, more.length);
        return co(here, arguments);
    }

    private String events() {
        return String.valueOf(co(here, "-o", "json", "status").json().node().findValue("events"));
    }

    private void write(String text) {
        try {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
