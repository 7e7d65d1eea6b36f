package dev.rollback.cli;

import static dev.rollback.cli.CoRun.asked;
import static dev.rollback.cli.CoRun.co;
import static dev.rollback.cli.CoRun.onScreen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.InvisibleCharacters;
import dev.rollback.api.json.Json;
import dev.rollback.cli.terminal.HostileText;
import dev.rollback.cli.terminal.PrintableOutput;
import dev.rollback.cli.terminal.ProgressLine;
import dev.rollback.cli.terminal.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
    private static final Pattern STYLE = Pattern.compile("\u001b\\[([0-4]|2[1-4]|3[1236]|39)m");

    @TempDir
    Path folder = Path.of("");

    private Workplace here = new Workplace(folder, Map.of());

    @BeforeEach
    void aPlaceWithAHostileName() throws IOException {
        here = new Workplace(Files.createDirectory(named(folder, HostileText.ALL)), Map.of());
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
            for (String word : List.of("--help", HostileText.ALL, "--" + HostileText.ALL, "--at=" + HostileText.ALL)) {
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
        String json = Json.of(Map.of(HostileText.ALL, HostileText.ALL)).text();
        Path file = named(here.folder(), HostileText.ALL + ".json");
        Files.writeString(
                file,
                "{\"tasks\":[{\"id\":7,\"title\":%s,\"status\":%1$s,\"dependencies\":[]}],\"more\":%1$s}"
                        .formatted(Json.of(HostileText.ALL).text()));
        String name = file.getFileName().toString();
        Files.writeString(named(here.folder(), HostileText.ALL), HostileText.ALL);
        String[][] session = {
            {"init"},
            {"init"},
            {"status"},
            {"tasks", "register", "A", "--title", HostileText.ALL},
            {"tasks", "register", HostileText.ALL, "--title", "t"},
            {"tasks", "register", "B", "--title", HostileText.ALL, "--depends-on", "A"},
            {"tasks", "start", "A"},
            {"tasks", "heartbeat", "A"},
            {"tasks", "policy", "A"},
            {"tasks", "update", "A", "--component", HostileText.ALL, "--merge", "{}"},
            {"tasks", "update", "A", "--merge", HostileText.ALL},
            {"tasks", "update", "A", "--merge", "@" + HostileText.ALL},
            {"tasks", "update", "A", "--merge", "@none" + HostileText.ALL},
            {"tasks", "update", "A", "--component", "CACHE", "--merge", json},
            {
                "checkpoints",
                "create",
                "--task-id",
                "A",
                "--phase",
                HostileText.ALL,
                "--label",
                HostileText.ALL,
                "--id",
                "cp-a"
            },
            {"checkpoint", HostileText.ALL, "--description", HostileText.ALL},
            {"checkpoints", "hold", "cp-a", "--note", HostileText.ALL},
            {"checkpoints", "list"},
            {"checkpoints", "show", "cp-a"},
            {"checkpoints", "check", "cp-a"},
            {"checkpoints", "release", "cp-a"},
            {"tasks", "update", "A", "--merge", json},
            {"tasks", "update", "A", "--merge", json},
            {"tasks", "list"},
            {"tasks", "show", "A"},
            {"tasks", "fork", "A", "--as", "F"},
            {"tasks", "fail", "A", "--error", HostileText.ALL},
            {"tasks", "show", "A"},
            {"rollback", "cp-a", "--reason", HostileText.ALL, "--metadata", "k=" + HostileText.ALL, "--dry-run"},
            {"rollback", "plan", "--checkpoint-id", "cp-a", "--reason", HostileText.ALL, "--out", "plan" + name},
            {"rollback", "apply", "plan" + name},
            {
                "rollback",
                "cp-a",
                "--reason",
                HostileText.ALL,
                "--metadata",
                HostileText.ALL + "=" + HostileText.ALL,
                "--yes"
            },
            {"rollback", "show", "@latest"},
            {"rollback", "history"},
            {"rollback", "undo", "@latest", "--reason", HostileText.ALL, "--yes"},
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
            {"export", "--out", "none" + HostileText.ALL + "/" + name},
            {"audit"},
            {"audit", "seal", "--out", "seal" + name},
            {"audit", "verify", "--seal", "seal" + name},
            {"audit", "verify", "--seal", name},
            {"views", "rebuild"},
            {"views", "rebuild", HostileText.ALL},
            {"doctor"},
            {"config", "show"},
            {"backup", "backup" + name},
            {"backup", "backup" + name},
            {"help", HostileText.ALL},
            {"__complete", "zsh", "tasks", "show", ""},
            {"tasks", "show", HostileText.ALL, "--store", "jdbc:postgresql://" + HostileText.ALL},
        };
        for (String[] command : session) {
            for (String format : List.of("table", "json")) {
                String[] words = with(command, "-o", format, "--actor", HostileText.ALL);
                CoRun run = co(here, words);
                if (!isDocument(command)) {
                    assertHarmless(run, String.join(" ", words));
                }
            }
            assertHarmless(onScreen(here, 40, with(command, "--color=always")), String.join(" ", command));
        }
        assertHarmless(asked(here, "n\n", "rollback", "cp-a", "--reason", HostileText.ALL), "asked");
    }

    @Test
    void json_says_the_same_with_such_characters_written_out() {
        co(here, "init").exits(0);
        co(here, "tasks", "register", "A", "--title", HostileText.ALL).exits(0);
        CoRun shown = co(here, "tasks", "show", "A", "-o", "json").exits(0).prints("\\u0085", "\\u009b", "\\u202e");
        assertThat(shown.json()
                        .get("item")
                        .orElseThrow()
                        .get("title")
                        .orElseThrow()
                        .asText())
                .isEqualTo(HostileText.ALL);
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
