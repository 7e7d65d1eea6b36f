package dev.rollback.cli.command;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.cli.terminal.Screen;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;

/**
 * What a run of {@code co} sees of the world.
 *
 * @param terminal whether a person can be asked
 * @param screen where answers go
 * @param quiet so long a command that writes says nothing of its request id
 */
public record ProcessContext(
        Path directory,
        Map<String, String> environment,
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean terminal,
        Screen screen,
        ZoneId zone,
        InstantSource clock,
        Duration quiet) {
    private static final Duration QUIET = Duration.ofSeconds(2);

    // From Java 22 on the launcher's -Djdk.console=java.base keeps this null where nobody can be asked.
    @SuppressWarnings("SystemConsoleNull")
    public static ProcessContext ofProcess(OutputStream out, OutputStream err) {
        String terminals = System.getProperty("co.terminals", "");
        return new ProcessContext(
                Path.of("").toAbsolutePath(),
                System.getenv(),
                System.in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminals.isEmpty() ? System.console() != null : terminals.contains("0") && terminals.contains("2"),
                Screen.of(name -> System.getProperty(name, ""), System.console() != null),
                ZoneId.systemDefault(),
                InstantSource.system(),
                QUIET);
    }

    /** The same with other ways out. */
    public ProcessContext with(PrintStream changedOut, PrintStream changedErr) {
        return new ProcessContext(
                directory, environment, in, changedOut, changedErr, terminal, screen, zone, clock, quiet);
    }

    /** @throws RefusedException where the process was begun without one */
    public InputStream standardInput() {
        if (System.getProperty("co.stdin", "").equals("closed")) {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT, "standard input is closed: there is nothing to read. Name a file.");
        }
        return in;
    }

    public Path resolve(String path) {
        return directory.resolve(path).normalize();
    }
}
