package dev.rollback.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollback.cli.CoInProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A shell in a folder of its own, in which {@code co} is the packaged one where the build has packaged it. A line that is
 * nothing but one {@code co} is run within this process, which prints the same in a tenth of the time.
 */
final class CoProcess {
    private static final long DEADLINE_SECONDS = 120;

    private final Path home;
    private final Path directory;
    private final Map<String, String> exported = new HashMap<>();
    private int lastExit;

    CoProcess(Path home) throws Exception {
        this.home = home;
        this.directory = Files.createDirectories(home.resolve("work"));
        Path bin = Files.createDirectories(home.resolve("bin"));
        Path program = CoInProcess.program();
        Path packaged = program.resolveSibling("co/bin/co");
        // From the classes of a build that packages nothing, an older package must not be tested in their place.
        boolean isPackaged = Files.isRegularFile(program) && Files.isExecutable(packaged);
        String script = isPackaged ? "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(packaged) : unpackaged();
        Path co = Files.writeString(bin.resolve("co"), script);
        Files.setPosixFilePermissions(co, PosixFilePermissions.fromString("rwx------"));
    }

    private static String unpackaged() {
        return """
                #!/bin/sh
                exec "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -Dfile.encoding=UTF-8 \\
                  $CO_JAVA_OPTS -cp '%s' dev.rollback.cli.Co "$@"
                """.formatted(System.getProperty("java.class.path"));
    }

    Path directory() {
        return directory;
    }

    int lastExit() {
        return lastExit;
    }

    /** Sets a variable for the commands to come, as in one terminal. */
    void export(String name, String value) {
        exported.put(name, value);
    }

    /** All that a terminal would show of this command. */
    String run(String command) throws IOException, InterruptedException {
        Optional<PlainCommand> plain = PlainCommand.of(command)
                .filter(line -> line.words().size() > 1 && line.words().get(0).equals("co"))
                .filter(line -> !line.variables().containsKey("CO_LOG")); // logging is set up once in a process
        return plain.isPresent() ? runHere(plain.get()) : runInShell(command);
    }

    private String runHere(PlainCommand command) {
        Map<String, String> environment = environment();
        environment.putAll(command.variables());
        CoInProcess run = CoInProcess.run(
                directory,
                environment,
                command.words().subList(1, command.words().size()));
        lastExit = run.exit();
        return run.printed();
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("CO_") || name.startsWith("XDG_"));
        environment.put("HOME", home.toString());
        environment.putAll(exported);
        return environment;
    }

    private String runInShell(String command) throws IOException, InterruptedException {
        File output = home.resolve("output").toFile();
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "(exit " + lastExit + ")\n" + command)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(output)
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(environment());
        environment.put("PATH", home.resolve("bin") + File.pathSeparator + environment.get("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("CO_JAVA_OPTS", "-Duser.name=ann");
        environment.put("TZ", "UTC");
        environment.put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("no end after " + DEADLINE_SECONDS + " s: " + command);
        }
        lastExit = process.exitValue();
        return Files.readString(output.toPath(), UTF_8);
    }
}
