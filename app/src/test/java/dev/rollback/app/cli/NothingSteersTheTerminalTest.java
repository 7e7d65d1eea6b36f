package dev.rollback.app.cli;

import static dev.rollback.app.cli.CoRun.asked;
import static dev.rollback.app.cli.CoRun.co;
import static dev.rollback.app.cli.CoRun.onScreen;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.rollback.api.InvisibleCharacters;
import dev.rollback.api.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Whatever is called whatever: no command prints a character that moves the cursor, hides text or turns it around. */
class NothingSteersTheTerminalTest {
    /** A title of the window, a colour, the same in one character, a new line in one, bidi, an invisible one, and a bell. */
    private static final String HOSTILE =
            "x\u001b]0;owned\u0007\u001b[31m\u009b31m\u0085\u202e\u2066\u2028\u200b\u007f\r\b\uDB40\uDC41\u3164\u2800y";

    private static final Pattern STYLE = Pattern.compile("\u001b\\[([0-4]|2[1-4]|3[1236]|39)m");

    @TempDir
    Path folder = Path.of("");

    private Workplace here = new Workplace(folder, Map.of());

    @BeforeEach
    void aPlaceWithAHostileName() throws IOException {
        here = new Workplace(Files.createDirectory(named(folder, HOSTILE)), Map.of());
    }

    private static Path named(Path folder, String name) {
        try {
            return folder.resolve(name);
        } catch (InvalidPathException e) {
            // where the encoding of file names has no more
            return folder.resolve(name.replaceAll("[^\\x00-\\x7f]", ""));
        }
    }

    @Test
    void of_the_parser_and_the_help_of_any_command() {
        for (List<String> command : commands()) {
            for (String word : List.of("--help", HOSTILE, "--" + HOSTILE, "--at=" + HOSTILE)) {
                List<String> words = new ArrayList<>(command);
                words.add(word);
                assertHarmless(co(here, words.toArray(String[]::new)), words.toString());
                words.add("--color=always");
                assertHarmless(onScreen(here, 60, words.toArray(String[]::new)), words.toString());
            }
        }
    }

    @Test
    void of_any_answer_in_any_format() throws IOException {
        String json = Json.of(Map.of(HOSTILE, HOSTILE)).text();
        Path file = named(here.folder(), HOSTILE + ".json");
        Files.writeString(
                file,
                "{\"tasks\":[{\"id\":7,\"title\":%s,\"status\":%1$s,\"dependencies\":[]}],\"more\":%1$s}"
                        .formatted(Json.of(HOSTILE).text()));
        String name = file.getFileName().toString();
        Files.writeString(named(here.folder(), HOSTILE), HOSTILE);
        String[][] session = {
            {"init"},
            {"init"},
            {"status"},
            {"tasks", "register", "A", "--title", HOSTILE},
            {"tasks", "register", HOSTILE, "--title", "t"},
            {"tasks", "register", "B", "--title", HOSTILE, "--depends-on", "A"},
            {"tasks", "start", "A"},
            {"tasks", "heartbeat", "A"},
            {"tasks", "policy", "A"},
            {"tasks", "update", "A", "--component", HOSTILE, "--merge", "{}"},
            {"tasks", "update", "A", "--merge", HOSTILE},
            {"tasks", "update", "A", "--merge", "@" + HOSTILE},
            {"tasks", "update", "A", "--merge", "@none" + HOSTILE},
            {"tasks", "update", "A", "--component", "CACHE", "--merge", json},
            {"checkpoints", "create", "--task-id", "A", "--phase", HOSTILE, "--label", HOSTILE, "--id", "cp-a"},
            {"checkpoint", HOSTILE, "--description", HOSTILE},
            {"checkpoints", "hold", "cp-a", "--note", HOSTILE},
            {"checkpoints", "list"},
            {"checkpoints", "show", "cp-a"},
            {"checkpoints", "check", "cp-a"},
            {"checkpoints", "release", "cp-a"},
            {"tasks", "update", "A", "--merge", json},
            {"tasks", "update", "A", "--merge", json},
            {"tasks", "list"},
            {"tasks", "show", "A"},
            {"tasks", "fork", "A", "--as", "F"},
            {"tasks", "fail", "A", "--error", HOSTILE},
            {"tasks", "show", "A"},
            {"rollback", "cp-a", "--reason", HOSTILE, "--metadata", "k=" + HOSTILE, "--dry-run"},
            {"rollback", "plan", "--checkpoint-id", "cp-a", "--reason", HOSTILE, "--out", "plan" + name},
            {"rollback", "apply", "plan" + name},
            {"rollback", "cp-a", "--reason", HOSTILE, "--metadata", HOSTILE + "=" + HOSTILE, "--yes"},
            {"rollback", "show", "@latest"},
            {"rollback", "history"},
            {"rollback", "undo", "@latest", "--reason", HOSTILE, "--yes"},
            {"log"},
            {"log", "A"},
            {"log", "--graph"},
            {"diff", "A", "--from", "seq:0", "--to", "seq:3"},
            {"blame", "A"},
            {"import", name},
            {"import", name},
            {"tasks", "show", "7"},
            {"export"},
            {"export", "--out", name, "--force"},
            {"export", "--out", "none" + HOSTILE + "/" + name},
            {"audit"},
            {"audit", "seal", "--out", "seal" + name},
            {"audit", "verify", "--seal", "seal" + name},
            {"audit", "verify", "--seal", name},
            {"views", "rebuild"},
            {"views", "rebuild", HOSTILE},
            {"doctor"},
            {"config", "show"},
            {"backup", "backup" + name},
            {"backup", "backup" + name},
            {"help", HOSTILE},
            {"__complete", "zsh", "tasks", "show", ""},
            {"tasks", "show", HOSTILE, "--store", "jdbc:postgresql://" + HOSTILE},
        };
        for (String[] command : session) {
            for (String format : List.of("table", "json")) {
                String[] words = with(command, "-o", format, "--actor", HOSTILE);
                CoRun run = co(here, words);
                if (!isDocument(command)) {
                    assertHarmless(run, String.join(" ", words));
                }
            }
            assertHarmless(onScreen(here, 40, with(command, "--color=always")), String.join(" ", command));
        }
        assertHarmless(asked(here, "n\n", "rollback", "cp-a", "--reason", HOSTILE), "asked");
    }

    @Test
    void json_says_the_same_with_such_characters_written_out() {
        co(here, "init").exits(0);
        co(here, "tasks", "register", "A", "--title", HOSTILE).exits(0);
        CoRun shown = co(here, "tasks", "show", "A", "-o", "json").exits(0).prints("\\u0085", "\\u009b", "\\u202e");
        assertThat(shown.json()
                        .get("item")
                        .orElseThrow()
                        .get("title")
                        .orElseThrow()
                        .asText())
                .isEqualTo(HOSTILE);
    }

    /** In a file or another program a document is byte for byte what it is. */
    private static boolean isDocument(String... command) {
        return List.of(command).equals(List.of("export"));
    }

    @Test
    void an_export_into_a_file_keeps_the_documents_characters() throws IOException {
        co(here, "init").exits(0);
        co(here, "tasks", "register", "A", "--title", "a\u0085\u202eb").exits(0);
        co(here, "export", "--out", "tasks.json").exits(0);
        assertThat(here.resolve("tasks.json")).content().contains("a\u0085\u202eb");
    }

    @Test
    void bytes_that_are_no_text_and_sequences_that_are_cut_are_written_out() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintableOutput output = new PrintableOutput(printed);
        output.allowStyles(true);
        for (byte one : "\u001b[1mé\u001b[0m\u001b[8mx\u001b[2J\u001b".getBytes(StandardCharsets.UTF_8)) {
            output.write(one);
        }
        output.flush();
        output.write(new byte[] {(byte) 0x9B, 'a', (byte) 0xC2, 'b', (byte) 0xFF});
        output.close();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .isEqualTo("\u001b[1mé\u001b[0m\\u001b[8mx\\u001b[2J\\u001b\uFFFDa\uFFFDb\uFFFD");
    }

    @Test
    void a_log_is_one_line_without_what_steers() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream err = new PrintableOutput(printed).stream();
        Logger logger = new LoggerContext().getLogger("a.b.Name");
        LoggingEvent event = new LoggingEvent(
                "here",
                logger,
                Level.WARN,
                "said " + HOSTILE + "\nand more",
                new IllegalStateException(HOSTILE),
                new Object[0]);
        err.print(new LogLine(false).doLayout(event));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .hasLineCount(1)
                .contains("WARN  Name said x\\u001b", "\\nand more", "CO_DEBUG=1")
                .doesNotContain("\tat ", "\u001b");
        assertThat(new LogLine(true).doLayout(event)).contains("\tat ");
    }

    private static List<List<String>> commands() {
        CommandSpec root = new CommandLine(new Co(CoRun.surroundings(Path.of(".")))).getCommandSpec();
        return commands(root, List.of()).toList();
    }

    private static Stream<List<String>> commands(CommandSpec spec, List<String> names) {
        return Stream.concat(
                Stream.of(names), spec.subcommands().entrySet().stream().flatMap(sub -> {
                    List<String> more = new ArrayList<>(names);
                    more.add(sub.getKey());
                    return commands(sub.getValue().getCommandSpec(), more);
                }));
    }

    private static String[] with(String[] command, String... more) {
        return command[0].equals("__complete")
                ? command
                : Stream.concat(Arrays.stream(command), Arrays.stream(more)).toArray(String[]::new);
    }

    private static void assertHarmless(CoRun run, String command) {
        for (String printed : List.of(run.out(), run.err())) {
            String bare =
                    STYLE.matcher(printed.replace(ProgressLine.CLEARED, "")).replaceAll("");
            assertThat(bare.codePoints().filter(NothingSteersTheTerminalTest::steers))
                    .as("%s printed %s", Text.line(command), Text.line(printed))
                    .isEmpty();
            assertThat(run.err()).doesNotContain("this should not happen");
        }
    }

    private static boolean steers(int codePoint) {
        return InvisibleCharacters.isBlank(codePoint)
                || (codePoint != '\n'
                        && codePoint != '\t'
                        && List.of(
                                        (int) Character.CONTROL,
                                        (int) Character.FORMAT,
                                        (int) Character.LINE_SEPARATOR,
                                        (int) Character.PARAGRAPH_SEPARATOR)
                                .contains(Character.getType(codePoint)));
    }
}
