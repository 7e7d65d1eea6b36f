package dev.rollback.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rollback.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged {@code co} as a process: its exit codes, its streams, its Java. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
    private static final Path CO = Path.of(System.getProperty("project.root"), "cli/target/co/bin/co");

    @TempDir
    Path here;

    private record Ran(int exit, String out, String err) {}

    @Test
    void G21_the_guides_three_commands_work_word_for_word_as_processes() throws Exception {
        assertThat(co("init").exit()).isZero();
        co("checkpoints", "create", "--task-id", "task-123", "--phase", "p", "--id", "cp-456", "--data", "{\"n\":1}");
        co("tasks", "update", "task-123", "--merge", "{\"n\":2}");
        assertThat(co("checkpoints", "list", "--task-id", "task-123").out()).contains("cp-456");
        Ran unasked = co("rollback", "--checkpoint-id", "cp-456", "--reason", "Manual correction");
        assertThat(unasked.exit()).isEqualTo(2);
        assertThat(unasked.out()).isEmpty();
        assertThat(co("rollback", "--checkpoint-id", "cp-456", "--reason", "Manual correction", "--yes")
                        .exit())
                .isZero();
        assertThat(co("rollback", "history", "--limit", "20").out()).contains("Manual correction", "SUCCESS");
    }

    @Test
    void data_is_on_standard_output_and_everything_else_on_standard_error() throws Exception {
        co("init");
        // from a script: this process may run under a locale that cannot pass such words on
        Path script = Files.writeString(
                here.resolve("register.sh"), "exec '" + CO + "' tasks register 'ä-部署' --title t -o json\n");
        Ran registered = run(Map.of(), List.of("/bin/sh", script.toString()));
        assertThat(registered.err()).isEmpty();
        assertThat(Json.parse(registered.out())
                        .get("item")
                        .orElseThrow()
                        .get("taskId")
                        .orElseThrow()
                        .asText())
                .isEqualTo("ä-部署");
        Ran refused = co("tasks", "show", "nobody");
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).startsWith("co: ").hasLineCount(1);
        assertThat(co("tasks", "shw").exit()).isEqualTo(2);
    }

    @Test
    void G20_one_setting_tells_the_story_of_a_rollback_without_its_state() throws Exception {
        co("init");
        co("checkpoints", "create", "--task-id", "a", "--phase", "p", "--id", "cp-1", "--data", "{\"k\":\"secret\"}");
        co("tasks", "update", "a", "--merge", "{\"k\":\"other\"}");
        List<String> rollback =
                List.of(CO.toString(), "rollback", "cp-1", "--reason", "whispered", "--metadata", "m=whispered");
        List<String> confirmed = new ArrayList<>(rollback);
        confirmed.addAll(List.of("--yes", "-o", "json"));
        Ran told = run(Map.of("CO_LOG", "debug"), confirmed);
        assertThat(told.exit()).isZero();
        assertThat(told.err().lines().filter(line -> line.contains(" DEBUG rollback rb-")))
                .hasSize(7)
                .last()
                .asString()
                .contains("done");
        assertThat(told.err()).contains("cp-1").doesNotContain("secret", "other", "whispered");
        assertThat(Json.parse(told.out()).get("kind").orElseThrow().asText()).isEqualTo("rollback");
        co("tasks", "update", "a", "--merge", "{\"k\":\"third\"}");
        assertThat(run(Map.of(), confirmed).err()).doesNotContain("DEBUG");
    }

    @Test
    void nothing_of_the_meters_is_loaded() throws Exception {
        Path loaded = here.resolve("loaded.txt");
        run(Map.of("CO_JAVA_OPTS", "-Xlog:class+load:file=" + loaded), List.of(CO.toString(), "demo"));
        assertThat(Files.readString(loaded))
                .contains("dev.rollback.app.RollbackEngine ")
                .doesNotContain("micrometer", "dev.rollback.app.meters", "HdrHistogram");
    }

    @Test
    void the_demo_is_not_led_astray_by_what_is_configured_above_its_folder() throws Exception {
        Files.writeString(here.resolve("orchestrator_config.json"), "{\"rollback_storage_dir\":\"kept\"}");
        Path temporary = Files.createDirectories(here.resolve("tmp"));
        Ran demo = run(Map.of("CO_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary), List.of(CO.toString(), "demo"));
        assertThat(demo.out()).contains("Made a store in .taskmaster/rollbacks.", "SUCCESS");
        assertThat(here.resolve("kept")).doesNotExist();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void runs_through_a_link_from_another_folder() throws Exception {
        Path bin = Files.createDirectories(here.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("co"), CO);
        Files.createSymbolicLink(bin.resolve("again"), Path.of("co"));
        assertThat(run(Map.of(), List.of(bin.resolve("again").toString(), "--version"))
                        .out())
                .startsWith("co 0");
    }

    @Test
    void says_so_where_java_is_missing_or_too_old() throws Exception {
        Map<String, String> none = Map.of("PATH", here.toString(), "JAVA_HOME", "");
        Ran missing = run(none, List.of("/bin/sh", CO.toString(), "--version"));
        assertThat(missing.exit()).isEqualTo(1);
        assertThat(missing.err()).contains("no Java found");
        Path old = Files.createDirectories(here.resolve("old/bin")).resolve("java");
        Files.writeString(old, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));
        Ran tooOld = run(Map.of("JAVA_HOME", here.resolve("old").toString()), List.of(CO.toString(), "--version"));
        assertThat(tooOld.exit()).isEqualTo(1);
        assertThat(tooOld.err()).contains("is Java 11", "17");
    }

    @Test
    void with_a_closed_standard_input_it_works_and_refuses_only_to_read_that() throws Exception {
        assertThat(shell("exec '" + CO + "' init <&-"))
                .isEqualTo(new Ran(0, "Made a store in .taskmaster/rollbacks.\n", ""));
        assertThat(shell("exec '" + CO + "' status <&-").exit()).isZero();
        for (String reading : List.of("import -", "tasks register A --title -", "audit verify --seal -")) {
            assertThat(shell("exec '" + CO + "' " + reading + " <&-"))
                    .isEqualTo(new Ran(
                            2,
                            "",
                            "co: standard input is closed: there is nothing to read. Name a file. (INVALID_INPUT)\n"));
        }
        assertThat(co("tasks", "list", "-o", "id").out()).isEmpty();
        assertThat(shell("exec '" + CO + "' rollback cp-1 --reason r <&-").exit())
                .isEqualTo(3);
    }

    /** As a line of a script says it. */
    private Ran shell(String line) throws Exception {
        return run(Map.of(), List.of("/bin/sh", "-c", line));
    }

    @Test
    void an_interrupt_exits_with_130() throws Exception {
        assumeThat(interruptsAreIgnored())
                .as("interrupts are ignored here, and so in every child")
                .isFalse();
        co("init");
        Process waiting = new ProcessBuilder(CO.toString(), "import", "-")
                .directory(here.toFile())
                .start();
        assertThat(waiting.isAlive()).isTrue();
        Process signal = new ProcessBuilder("kill", "-INT", Long.toString(waiting.pid())).start();
        assertThat(signal.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(waiting.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(waiting.exitValue()).isEqualTo(130);
    }

    /** As in a background job of a shell; a child inherits it and Java leaves it so. */
    private static boolean interruptsAreIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    private Ran co(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(CO.toString()));
        command.addAll(List.of(words));
        return run(Map.of(), command);
    }

    private Ran run(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(here, "out", "");
        Path err = Files.createTempFile(here, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(here.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CO_") || name.startsWith("XDG_"));
        builder.environment().put("HOME", here.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Ran(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
