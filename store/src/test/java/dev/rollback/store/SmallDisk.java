package dev.rollback.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands where a folder is a small disk of its own, which nobody outside sees and which is gone afterwards: a
 * mount in a namespace. Inside, the command is root and may mount the disk anew, such as read-only.
 */
public final class SmallDisk {
    private static final long DEADLINE_SECONDS = 120;

    private final Path folder;
    private final String size;

    /** Skips the test where the machine does not allow it. */
    public SmallDisk(Path folder, String size) {
        this.folder = folder;
        this.size = size;
        assumeTrue(isPossible(folder), "no namespace with a mount of its own can be had here (unshare -rm)");
    }

    /** What the command printed on both streams; it must end with 0. */
    public String run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("small-disk", ".txt");
        try {
            assertThat(exit(folder, size, command, output))
                    .as(() -> read(output))
                    .isZero();
            return read(output);
        } finally {
            Files.delete(output);
        }
    }

    /** The same for the main method of a class of the tests, with the folder as its argument. */
    public String run(Class<?> program) throws IOException, InterruptedException {
        return run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                folder.toString()));
    }

    private static boolean isPossible(Path folder) {
        try {
            Path nowhere = Files.createTempFile("small-disk", ".txt");
            boolean possible = exit(folder, "100k", List.of("true"), nowhere) == 0;
            Files.delete(nowhere);
            return possible;
        } catch (IOException e) {
            return false; // no such program
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int exit(Path folder, String size, List<String> command, Path output)
            throws IOException, InterruptedException {
        String mounted = "mount -t tmpfs -o size=\"$1\" tmpfs \"$0\" && cd \"$0\" && shift && exec \"$@\"";
        List<String> words = new ArrayList<>(
                List.of("unshare", "--map-root-user", "--mount", "sh", "-c", mounted, folder.toString(), size));
        words.addAll(command);
        Process process = new ProcessBuilder(words)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("no end after %d s: %s".formatted(DEADLINE_SECONDS, read(output)));
        }
        return process.exitValue();
    }

    private static String read(Path output) {
        try {
            return Files.readString(output, UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
