package dev.rollback.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;

/** One run of {@code co} in this process: its exit code and what it printed. */
record CoRun(int exit, String out, String err) {

    static CoRun co(Path directory, String... arguments) {
        return run(directory, false, "", arguments);
    }

    /** As a person at a terminal who types {@code input}. */
    static CoRun asked(Path directory, String input, String... arguments) {
        return run(directory, true, input, arguments);
    }

    static CoRun piped(Path directory, String input, String... arguments) {
        return run(directory, false, input, arguments);
    }

    /** With both outputs on a terminal of so many columns, and nobody to ask. */
    static CoRun onScreen(Path directory, int columns, String... arguments) {
        return run(directory, Map.of(), false, new Screen(true, true, columns), "", arguments);
    }

    static CoRun with(Path directory, Map<String, String> environment, String... arguments) {
        return run(directory, environment, false, Screen.NONE, "", arguments);
    }

    /** Of a run that prints nothing and cannot ask. */
    static Surroundings surroundings(Path directory) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new Surroundings(
                directory,
                Map.of(),
                InputStream.nullInputStream(),
                nowhere,
                nowhere,
                false,
                Screen.NONE,
                ZoneOffset.UTC,
                InstantSource.system());
    }

    private static CoRun run(Path directory, boolean terminal, String input, String... arguments) {
        return run(directory, Map.of("NO_COLOR", "1"), terminal, Screen.NONE, input, arguments);
    }

    private static CoRun run(
            Path directory,
            Map<String, String> environment,
            boolean terminal,
            Screen screen,
            String input,
            String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                directory,
                environment,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                screen,
                ZoneOffset.UTC,
                InstantSource.system());
        int exit = Co.run(surroundings, arguments);
        return new CoRun(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    CoRun exits(int code) {
        assertThat(exit).as("exit code; out: %s; err: %s", out, err).isEqualTo(code);
        return this;
    }

    CoRun prints(String... words) {
        assertThat(out).contains(words);
        return this;
    }

    CoRun complains(String... words) {
        assertThat(err).contains(words);
        return this;
    }

    Json json() {
        return Json.parse(out);
    }
}
