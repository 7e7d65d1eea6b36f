package dev.rollback.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollback.api.json.Json;
import dev.rollback.store.Campaign;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Successive versions of Task Master files: two histories of the project's own, which are always there, and two of real
 * projects beside the checkout; a test of these is skipped where they are absent.
 */
public final class Histories {
    public static final String BAKERY = "bakery";
    public static final String OBSERVATORY = "observatory";
    public static final String ORCHESTRATOR = "task-master-orchestrator";
    public static final String TESTCRAFT = "task-master-testcraft";

    private static final List<String> OWN = List.of(BAKERY, OBSERVATORY);
    private static final Path OWN_FOLDER =
            Path.of(System.getProperty("project.root", ".."), "engine/src/test/resources/boards");
    private static final Path REAL_FOLDER = Path.of(System.getProperty("shared.data", "absent"));
    private static final DateTimeFormatter COMMIT_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss[XX]");
    private static final int ONE_OF = 4;

    /** @param time when it was committed */
    public record Version(Instant time, String text) {
        public Json json() {
            return Json.parse(text);
        }
    }

    private Histories() {}

    /** Every version, oldest first. */
    public static List<Version> of(String name) {
        boolean own = OWN.contains(name);
        Path folder = (own ? OWN_FOLDER : REAL_FOLDER).resolve(name);
        assumeTrue(own || Files.isDirectory(folder), () -> "the real histories are not there: no " + REAL_FOLDER);
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(Histories::version).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every version of an own history; of a real one the first, the last and every fourth, or all with {@code -Pthorough}. */
    public static List<Version> some(String name) {
        List<Version> all = of(name);
        return Campaign.isThorough() || OWN.contains(name)
                ? all
                : IntStream.range(0, all.size())
                        .filter(n -> n % ONE_OF == 0 || n == all.size() - 1)
                        .mapToObj(all::get)
                        .toList();
    }

    private static Version version(Path file) {
        String name = file.getFileName().toString();
        String time = name.substring(name.indexOf('_') + 1).replace(".json", "").replace('p', '+');
        try {
            return new Version(
                    OffsetDateTime.parse(time, COMMIT_TIME).toInstant(), new String(Files.readAllBytes(file), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
