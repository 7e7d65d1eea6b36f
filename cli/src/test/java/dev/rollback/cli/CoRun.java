package dev.rollback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.json.Json;
import dev.rollback.cli.command.ProcessContext;
import dev.rollback.cli.terminal.Screen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;

/** One run of {@code co} in this process: its exit code and what it printed. */
record CoRun(int exit, String out, String err) {
    private static final Map<String, String> NO_COLOR = Map.of("NO_COLOR", "1");

    /** However slow the machine is. */
    private static final Duration QUIET = Duration.ofHours(1);

    static CoRun co(Path directory, String... arguments) {
        return co(in(directory), arguments);
    }

    static CoRun co(Workplace place, String... arguments) {
        return run(place.with(NO_COLOR), false, Screen.NONE, "", arguments);
    }

    /** As a person at a terminal who types {@code input}. */
    static CoRun asked(Workplace place, String input, String... arguments) {
        return run(place.with(NO_COLOR), true, Screen.NONE, input, arguments);
    }

    /** As {@link #asked}, and something happens while the person reads. */
    static CoRun askedMeanwhile(Workplace place, Runnable happens, String input, String... arguments) {
        InputStream typed = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        InputStream thinking = new FilterInputStream(typed) {
            private boolean begun;

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (!begun) {
                    begun = true;
                    happens.run();
                }
                return super.read(bytes, offset, length);
            }
        };
        return run(place.with(NO_COLOR), true, Screen.NONE, thinking, arguments);
    }

    static CoRun piped(Workplace place, String input, String... arguments) {
        return run(place.with(NO_COLOR), false, Screen.NONE, input, arguments);
    }

    static CoRun piped(Workplace place, InputStream input, String... arguments) {
        return run(place.with(NO_COLOR), false, Screen.NONE, input, arguments);
    }

    /** With both outputs on a terminal of so many columns, and nobody to ask. */
    static CoRun onScreen(Workplace place, int columns, String... arguments) {
        return run(place, false, new Screen(true, true, columns), "", arguments);
    }

    static CoRun with(Path directory, Map<String, String> environment, String... arguments) {
        return with(in(directory), environment, arguments);
    }

    static CoRun with(Workplace place, Map<String, String> environment, String... arguments) {
        return run(place.with(environment), false, Screen.NONE, "", arguments);
    }

    /** Of a run that prints nothing and cannot ask. */
    static ProcessContext surroundings(Path directory) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new ProcessContext(
                directory,
                Map.of(),
                InputStream.nullInputStream(),
                nowhere,
                nowhere,
                false,
                Screen.NONE,
                ZoneOffset.UTC,
                InstantSource.system(),
                QUIET);
    }

    private static Workplace in(Path directory) {
        return new Workplace(directory, Map.of());
    }

    private static CoRun run(Workplace place, boolean terminal, Screen screen, String input, String... arguments) {
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return run(place, terminal, screen, in, arguments);
    }

    /** As {@link #co}, of which every command that writes takes long. */
    static CoRun slowly(Workplace place, String... arguments) {
        return run(place.with(NO_COLOR), false, Screen.NONE, InputStream.nullInputStream(), Duration.ZERO, arguments);
    }

    private static CoRun run(Workplace place, boolean terminal, Screen screen, InputStream in, String... arguments) {
        return run(place, terminal, screen, in, QUIET, arguments);
    }

    private static CoRun run(
            Workplace place, boolean terminal, Screen screen, InputStream in, Duration quiet, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ProcessContext surroundings = new ProcessContext(
                place.folder(),
                place.environment(),
                in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                screen,
                ZoneOffset.UTC,
                InstantSource.system(),
                quiet);
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
