package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds a store's contents is as private as the store, unless a file that is there says otherwise. */
class PrivateOutputTest {
    private static final List<List<String>> WRITING = List.of(
            List.of("status", "--out", "FILE"),
            List.of("tasks", "list", "-o", "json", "--out", "FILE"),
            List.of("log", "--out", "FILE"),
            List.of("rollback", "plan", "cp-one", "--out", "FILE"),
            List.of("audit", "--out", "FILE"),
            List.of("audit", "seal", "--out", "FILE"),
            List.of("export", "--out", "FILE"),
            List.of("export", "--at", "now", "--force", "--out", "FILE"),
            List.of("backup", "FILE", "--force"));

    @TempDir
    Path here;

    @BeforeEach
    void aStore() {
        co(here, "init").exits(0);
        co(here, "tasks", "register", "A", "--title", "secret").exits(0);
        co(here, "checkpoints", "create", "--task-id", "A", "--phase", "p", "--id", "cp-one")
                .exits(0);
        co(here, "tasks", "start", "A").exits(0);
    }

    @Test
    void a_new_file_is_for_its_owner_alone() throws IOException {
        for (List<String> command : WRITING) {
            Path file = here.resolve("new-" + WRITING.indexOf(command));
            write(command, file);
            assertThat(mode(file)).as("%s", command).isEqualTo("rw-------");
        }
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void a_file_that_is_there_keeps_its_permissions() throws IOException {
        for (String mode : List.of("rw-r--r--", "rw-rw----", "r--------")) {
            for (List<String> command : WRITING) {
                Path file = here.resolve(mode + WRITING.indexOf(command));
                write(command, file);
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
                write(command, file);
                assertThat(mode(file)).as("%s", command).isEqualTo(mode);
            }
        }
    }

    @Test
    void a_file_of_a_group_stays_with_that_group() throws IOException {
        Assumptions.assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)); // who is in every group
        for (List<String> command : WRITING) {
            Path file = here.resolve("group-" + WRITING.indexOf(command));
            write(command, file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
            Files.setAttribute(file, "unix:gid", 4711);
            write(command, file);
            assertThat(Files.getAttribute(file, "unix:gid")).as("%s", command).isEqualTo(4711);
            assertThat(mode(file)).as("%s", command).isEqualTo("rw-rw----");
        }
    }

    @Test
    void no_umask_makes_it_wider() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path store = Files.createDirectory(here.resolve("open"));
        for (String command : List.of("init --store made/store", "export --out made/plan.json --store made/store")) {
            ProcessBuilder builder = new ProcessBuilder(
                            "sh",
                            "-c",
                            "umask 000; exec \"$0\" -XX:TieredStopAtLevel=1 -cp \"$1\" " + Co.class.getName() + " "
                                    + command,
                            java,
                            System.getProperty("java.class.path"))
                    .directory(store.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(here.resolve("output").toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("CO_") || name.startsWith("XDG_"));
            builder.environment().put("HOME", here.toString());
            Process process = builder.start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            if (command.startsWith("init")) {
                co(here, "tasks", "register", "A", "--title", "t", "--store", "open/made/store")
                        .exits(0);
            }
        }
        assertThat(mode(store.resolve("made/store"))).isEqualTo("rwx------");
        assertThat(mode(store.resolve("made/store/store.db"))).isEqualTo("rw-------");
        assertThat(mode(store.resolve("made/plan.json"))).isEqualTo("rw-------");
    }

    private void write(List<String> command, Path file) {
        List<String> words = new ArrayList<>(command);
        words.replaceAll(word -> word.replace("FILE", file.toString()));
        co(here, words.toArray(String[]::new)).exits(0);
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(here)) {
            return files.filter(file -> file.getFileName().toString().startsWith(".co-"))
                    .toList();
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
