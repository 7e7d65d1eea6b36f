package dev.rollback.cli;

import dev.rollback.cli.command.ProcessContext;
import dev.rollback.cli.terminal.Screen;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * {@code co} in this process, as in a shell without a terminal whose two outputs go to one place.
 *
 * @param printed all that it printed, in order
 */
public record CoInProcess(int exit, String printed) {

    /** Its jar, or the folder of its classes where nothing is packaged. */
    public static Path program() throws URISyntaxException {
        return Path.of(
                Co.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    public static CoInProcess run(Path directory, Map<String, String> environment, List<String> arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream output = new PrintStream(printed, true, StandardCharsets.UTF_8);
        ProcessContext surroundings = new ProcessContext(
                directory,
                environment,
                InputStream.nullInputStream(),
                output,
                output,
                false,
                Screen.NONE,
                ZoneOffset.UTC,
                InstantSource.system(),
                Duration.ofHours(1));
        int exit = Co.run(surroundings, arguments.toArray(String[]::new));
        return new CoInProcess(exit, printed.toString(StandardCharsets.UTF_8));
    }
}
