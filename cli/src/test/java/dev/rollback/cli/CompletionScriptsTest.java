package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The scripts in real shells. A shell that is not here is skipped, and that is said. */
@DisabledOnOs(OS.WINDOWS)
class CompletionScriptsTest {
    private static final List<String> IDS = List.of("my task", "it's", "a:b", "a:c", "日本 語", "12#2", "$x");

    @TempDir
    static Path home;

    private static Path work;

    @BeforeAll
    static void prepare() throws IOException {
        work = Files.createDirectory(home.resolve("work"));
        Path bin = Files.createDirectory(home.resolve("bin"));
        Path program = Files.writeString(bin.resolve("co"), """
                #!/bin/sh
                exec "%s/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dfile.encoding=UTF-8 \\
                  -cp '%s' dev.rollback.cli.Co "$@"
                """.formatted(
                        System.getProperty("java.home"), System.getProperty("java.class.path")));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        co(work, "init").exits(0);
        IDS.forEach(id ->
                co(work, "tasks", "register", id, "--title", "Title of " + id).exits(0));
        co(work, "checkpoints", "create", "--task-id", "my task", "--phase", "p", "--id", "cp-one")
                .exits(0);
        co(work, "status").exits(0); // brings the views up to date, which completion does not
        Files.writeString(work.resolve("odd name.txt"), "text");
        for (String shell : List.of("bash", "zsh", "fish")) {
            co(work, "completion", shell, "--out", home.resolve(shell).toString())
                    .exits(0);
        }
    }

    @Test
    void bash_is_told_what_the_word_becomes_where_it_stands() throws Exception {
        assertThat(bash("co ta", "ta")).containsExactly("tasks");
        assertThat(bash("co tasks show m", "m")).containsExactly("my\\ task");
        assertThat(bash("co tasks show 'm", "m")).containsExactly("my task");
        assertThat(bash("co tasks show a:", "")).containsExactlyInAnyOrder("b", "c");
        assertThat(bash("co rollback --checkpoint-id=cp", "cp")).containsExactly("cp-one");
        assertThat(bash("co tasks show ", ""))
                .containsExactlyInAnyOrder("my\\ task", "it\\'s", "a:b", "a:c", "日本\\ 語", "12\\#2", "\\$x");
        assertThat(bash("co tasks fail a --error @o", "@o")).containsExactly("@odd name.txt");
    }

    @Test
    void bash_stays_silent_where_there_is_nothing_to_ask() throws Exception {
        String script = "PATH=/nowhere; COMP_LINE='co t' COMP_POINT=4 COMP_WORDS=(co t) COMP_CWORD=1; set -eu;"
                + " source '%s'; _co_complete co t co; echo \"<${COMPREPLY[*]-}>\"".formatted(home.resolve("bash"));
        assertThat(run("", List.of(found("bash"), "--norc", "-c", script))).isEqualTo("<>\n");
    }

    @Test
    void in_bash_tab_completes_the_command_that_is_then_run() throws Exception {
        String typed =
                "source '%s'\nco tasks show m\t\nco tasks show a\tc\t\nco tasks fail my\\ task --error @o\t\nexit\n"
                        .formatted(home.resolve("bash"));
        assertThat(atTerminal(typed, "PS1='> ' bash --norc --noprofile -i"))
                .contains("Title of my task", "Title of a:c", "failed");
    }

    @Test
    void in_zsh_tab_completes_the_command_that_is_then_run() throws Exception {
        found("zsh");
        String typed =
                "autoload -U compinit; compinit -u -D; source '%s'\nco tasks show it\t\nco tasks show a\tc\t\nexit\n"
                        .formatted(home.resolve("zsh"));
        assertThat(atTerminal(typed, "PS1='> ' zsh -f -i")).contains("Title of it's", "Title of a:c");
    }

    @Test
    void in_fish_every_id_is_offered_with_what_it_is() throws Exception {
        String fish = found("fish");
        String script =
                "source '%s'; complete -C 'co tasks show m'; complete -C 'co tasks show a:'; complete -C 'co ta';"
                        + " complete -C 'co rollback cp'; complete -C 'co import odd'";
        assertThat(run("", List.of(fish, "--no-config", "-c", script.formatted(home.resolve("fish"))))
                        .lines())
                .contains(
                        "my task\tpending, Title of my task",
                        "a:b\tpending, Title of a:b",
                        "tasks\tRegister tasks, report what happens to them, look at them.",
                        "cp-one\ttask my task, p",
                        "odd name.txt");
    }

    /** What the function replies outside of a completion; those of readline's own finding are not among it. */
    private static List<String> bash(String line, String replaced) throws Exception {
        String script = """
                compopt() { :; }
                source "$1"; COMP_LINE=$2 COMP_POINT=${#2} COMP_WORDS=(co) COMP_CWORD=1
                _co_complete co "$3" co
                printf '%s\\n' "${COMPREPLY[@]}"
                """;
        String bash = home.resolve("bash").toString();
        return run("", List.of(found("bash"), "--norc", "-c", script, "bash", bash, line, replaced))
                .lines()
                .toList();
    }

    /** What a terminal shows of a session in which this is typed. */
    private static String atTerminal(String typed, String shell) throws Exception {
        return run(typed, List.of(found("script"), "-qec", shell, "/dev/null"));
    }

    private static String run(String typed, List<String> command) throws IOException, InterruptedException {
        File input = Files.writeString(home.resolve("typed"), typed).toFile();
        File output = home.resolve("output").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectInput(input)
                .redirectErrorStream(true)
                .redirectOutput(output);
        Map<String, String> environment = builder.environment();
        environment.put("PATH", home.resolve("bin") + File.pathSeparator + environment.get("PATH"));
        environment.put("HOME", home.toString());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("TERM", "dumb");
        environment.remove("CO_STORE");
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("no end: " + Files.readString(output.toPath(), UTF_8));
        }
        return Files.readString(output.toPath(), UTF_8);
    }

    private static String found(String program) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            Path file = Path.of(folder, program);
            if (Files.isExecutable(file)) {
                return file.toString();
            }
        }
        assumeTrue(false, "there is no " + program + " here");
        return program;
    }
}
