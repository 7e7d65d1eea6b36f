package dev.rollback.docs;

import static dev.rollback.api.ComponentName.CACHE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentEdit;
import dev.rollback.api.TaskCommand.UpdateTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskManager;
import dev.rollback.api.json.Json;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference of meters and loggers names all there are, and none besides. */
class MetersReferenceTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(rollback\\.[a-z.]+)` \\| (?:timer|counter|gauge|summary) \\|");
    private static final Pattern LOGGER = Pattern.compile("getLogger\\((?:\"([^\"]+)\"|([A-Za-z]+)\\.class)\\)");

    private final String page = Documents.read(Documents.ROOT.resolve("docs/reference/meters-and-logs.md"));

    @Test
    void names_every_meter_with_its_kind_unit_and_tags(@TempDir Path directory) {
        List<Meter.Id> meters = metersOfAWorkingEngine(directory);
        TreeSet<String> ours = new TreeSet<>();
        for (Meter.Id meter : meters) {
            if (meter.getName().startsWith("rollback.")) {
                ours.add(meter.getName());
                assertThat(page).contains(row(meter));
                assertThat(meter.getDescription()).as(meter.getName()).isNotBlank();
            } else {
                String[] parts = meter.getName().split("\\.");
                assertThat(page).contains("`" + parts[0] + ".*`", "| `" + parts[1] + "` |");
            }
        }
        assertThat(ROW.matcher(page).results().map(row -> row.group(1))).containsExactlyInAnyOrderElementsOf(ours);
    }

    @Test
    void names_every_logger() throws IOException {
        List<String> missing = new ArrayList<>();
        for (String module : List.of("api", "store", "engine", "projections", "app", "cli")) {
            Path sources = Documents.ROOT.resolve(module).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                    Matcher found = LOGGER.matcher(Documents.read(file));
                    while (found.find()) {
                        String name = found.group(1) != null ? found.group(1) : className(sources.relativize(file));
                        boolean ours = name.startsWith("rollback") || name.startsWith("dev.rollback.");
                        if (ours && !page.contains("| `" + name + "` |")) {
                            missing.add(name);
                        }
                    }
                });
            }
        }
        assertThat(missing).isEmpty();
        assertThat(page).contains("| `rollback` |");
    }

    private static String row(Meter.Id meter) {
        String kind = switch (meter.getType()) {
            case TIMER -> "timer";
            case COUNTER -> "counter";
            case GAUGE -> "gauge";
            case DISTRIBUTION_SUMMARY -> "summary";
            default -> meter.getType().name().toLowerCase(Locale.ROOT);
        };
        String tags = String.join(
                ", ",
                meter.getTags().stream()
                        .map(Tag::getKey)
                        .map(key -> "`" + key + "`")
                        .toList());
        return "| `%s` | %s | %s | %s |"
                .formatted(meter.getName(), kind, meter.getBaseUnit(), tags.isEmpty() ? "–" : tags);
    }

    private static String className(Path source) {
        return source.toString().replaceFirst("\\.java$", "").replace('/', '.');
    }

    private static List<Meter.Id> metersOfAWorkingEngine(Path directory) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        EngineOptions options =
                EngineOptions.defaults().withDirectory(directory).withMeters(registry);
        try (RollbackEngine engine = RollbackEngine.open(options);
                RollbackEngine other = RollbackEngine.open(options.withMeters(new SimpleMeterRegistry()))) {
            engine.tasks().register("A", "Title");
            CheckpointId before = engine.checkpoints().create("A", "before");
            engine.tasks().complete("A");
            engine.rollbacks().rollBack(before, "back");
            engine.tasks().find("A");
            await().atMost(Duration.ofSeconds(60)).until(() -> race(engine.tasks(), other.tasks(), registry));
            return registry.getMeters().stream().map(Meter::getId).toList();
        }
    }

    /** Whether one of two engines that want the same task at once had to try again. */
    private static boolean race(TaskManager tasks, TaskManager others, SimpleMeterRegistry registry) {
        Stream.of(tasks, others, tasks, others, tasks, others)
                .map(engine -> engine.sendAsync(new UpdateTask(new TaskId("A"), List.of(anything()))))
                .toList()
                .forEach(sent -> assertThat(sent).succeedsWithin(Duration.ofSeconds(30)));
        return registry.find("rollback.retries").counter() != null;
    }

    private static ComponentEdit anything() {
        return new ComponentEdit.Merge(CACHE, Json.parse("{\"by\":\"%s\"}".formatted(UUID.randomUUID())));
    }
}
