package dev.rollback.engine.moment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.BoardManager;
import dev.rollback.api.Moment;
import dev.rollback.api.Moment.AtDocument;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.Moment.AtTime;
import dev.rollback.api.RequestContext;
import dev.rollback.api.TaskView;
import dev.rollback.api.TasksAtPage;
import dev.rollback.api.json.Json;
import dev.rollback.engine.Histories;
import dev.rollback.engine.Histories.Version;
import dev.rollback.engine.TestEngine;
import dev.rollback.store.Campaign;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoredEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Own and real projects' histories, imported: any moment since is the file version that was the newest then. */
@ParameterizedClass
@CsvSource({
    "SQLITE, bakery",
    "SQLITE, observatory",
    "POSTGRESQL, bakery",
    "SQLITE, task-master-orchestrator",
    "POSTGRESQL, task-master-testcraft"
})
class MomentsOfRealBoardsTest {
    private static final int MOMENTS = Campaign.trials(60, 500);

    @Parameter(0)
    StoreKind kind;

    @Parameter(1)
    String project;

    @TempDir
    Path folder;

    private final TreeMap<Long, Version> byPosition = new TreeMap<>();
    private TestEngine engine;
    private BoardManager boards;

    @BeforeEach
    void the_history_is_imported() {
        List<Version> versions = Histories.some(project);
        engine = TestEngine.on(kind.create(folder));
        boards = new BoardManager(engine.commands, engine.queries, RequestContext.of("ann"));
        byPosition.put(0L, new Version(Instant.MIN, "{}"));
        for (Version version : versions) {
            boards.importDocument(version.json(), "tasks.json", version.time(), false);
            byPosition.put(engine.head(), version);
        }
    }

    @AfterEach
    void close() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void N07_any_moment_is_the_file_version_that_was_the_newest_then() {
        Random random = new Random(42);
        for (int n = 0; n < MOMENTS; n++) {
            long position = 1 + random.nextLong(engine.head());
            Moment moment = n % 2 == 0 ? new AtPosition(position) : new AtTime(recordedAt(position));
            TasksAtPage page = engine.tasks.listAt(moment);
            Version version = byPosition.get(byPosition.floorKey(page.at().position()));
            assertThat(byPosition)
                    .as("%s resolves to a cut", moment)
                    .containsKey(page.at().position());
            assertThat(page.at().position()).isLessThanOrEqualTo(Math.max(position, endOfUnit(position)));
            assertThat(told(page)).as("the tasks at %s", moment).isEqualTo(said(version.json()));
        }
    }

    @Test
    void N07_every_version_is_exported_at_its_own_time() {
        for (Version version : byPosition.values()) {
            if (version.json().size() > 0) {
                var then = boards.documentAt(new AtDocument(version.time()));
                assertThat(then.document()).isEqualTo(newestOf(version.time()));
            }
        }
    }

    /** Of versions of one time the last one imported counts. */
    private Json newestOf(Instant time) {
        return byPosition.values().stream()
                .filter(version -> version.time().equals(time))
                .reduce((first, second) -> second)
                .orElseThrow()
                .json();
    }

    /** What the engine tells of top-level tasks: title and the file's status text, in order. */
    private static List<String> told(TasksAtPage page) {
        return page.items().stream()
                .filter(task -> task.parent() == null)
                .map(MomentsOfRealBoardsTest::line)
                .sorted()
                .toList();
    }

    private static String line(TaskView task) {
        return task.title() + " | " + task.statusText();
    }

    /** What the file says, of all its tags, read with Jackson alone. */
    private static List<String> said(Json file) {
        List<JsonNode> lists = new ArrayList<>(List.of(file.node().path("tasks")));
        file.node().forEach(tag -> lists.add(tag.path("tasks")));
        List<String> lines = new ArrayList<>();
        lists.forEach(tasks -> tasks.forEach(task -> lines.add(
                task.path("title").asText() + " | " + task.path("status").asText())));
        return lines.stream().sorted().toList();
    }

    private Instant recordedAt(long position) {
        return engine.store
                .<List<StoredEvent>>read(reading -> reading.after(position - 1, 1))
                .get(0)
                .recordedAt();
    }

    private long endOfUnit(long position) {
        return byPosition.ceilingKey(position);
    }
}
