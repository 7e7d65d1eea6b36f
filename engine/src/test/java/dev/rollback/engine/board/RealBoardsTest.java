package dev.rollback.engine.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.ImportReport;
import dev.rollback.api.json.Json;
import dev.rollback.engine.storage.OnEveryStore;
import dev.rollback.engine.storage.StoreKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two real projects' files, version by version. Skipped where absent. */
@OnEveryStore
class RealBoardsTest {
    private static final Path DATA = Path.of(System.getProperty("shared.data", "absent"));
    private static final String ORCHESTRATOR = "task-master-orchestrator";
    private static final String TESTCRAFT = "task-master-testcraft";
    private static final int JUMPS = 40;

    @Parameter
    private StoreKind kind;

    @TempDir
    private Path folder;

    @BeforeEach
    void data_is_there() {
        assumeTrue(Files.isDirectory(DATA), () -> "no shared data at " + DATA);
    }

    @ParameterizedTest
    @ValueSource(strings = {ORCHESTRATOR, TESTCRAFT})
    void every_version_comes_out_as_it_went_in(String project) {
        try (BoardsUnderTest boards = new BoardsUnderTest(kind, folder)) {
            for (String file : versions(project)) {
                boards.takeAndSeeAgain(file);
                assertSameText(boards, file);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ORCHESTRATOR, TESTCRAFT})
    void every_version_can_be_the_first(String project) {
        List<String> versions = versions(project);
        for (int i = 0; i < versions.size(); i++) {
            try (BoardsUnderTest boards = new BoardsUnderTest(kind, folder.resolve("v" + i))) {
                boards.takeAndSeeAgain(versions.get(i));
                assertSameText(boards, versions.get(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ORCHESTRATOR, TESTCRAFT})
    void from_any_version_one_can_jump_to_any_other(String project) {
        List<String> versions = versions(project);
        Random random = new Random(7);
        try (BoardsUnderTest boards = new BoardsUnderTest(kind, folder)) {
            for (int i = 0; i < JUMPS; i++) {
                boards.takeAndSeeAgain(versions.get(random.nextInt(versions.size())));
            }
        }
    }

    @Test
    void one_task_goes_back_and_the_others_stay() {
        List<String> versions = versions(ORCHESTRATOR);
        JsonNode then = Json.parse(versions.get(11)).node().path("tasks");
        JsonNode now = Json.parse(versions.get(22)).node().path("tasks");
        JsonNode task = changed(then, now);
        String id = Json.of(task.path("id")).asText();
        try (BoardsUnderTest boards = new BoardsUnderTest(kind, folder)) {
            versions.subList(0, 12).forEach(boards::take);
            CheckpointId checkpoint = boards.checkpoint(id);
            versions.subList(12, 23).forEach(boards::take);
            boards.rollBack(checkpoint);
            assertThat(boards.exported()).isEqualTo(with(versions.get(22), task));
            ImportReport again = boards.take(versions.get(22));
            assertThat(again.nothingChanged()).isTrue();
            boards.export();
            assertThat(boards.take(versions.get(22)).changed()).singleElement().hasToString(id);
            assertThat(boards.exported()).isEqualTo(Json.parse(versions.get(22)).pretty());
        }
    }

    /** A task without subtasks, the only one of its id, that is another now. */
    private static JsonNode changed(JsonNode then, JsonNode now) {
        Map<String, Integer> uses = new HashMap<>();
        Map<String, JsonNode> present = new HashMap<>();
        now.forEach(task -> {
            uses.merge(task.path("id").asText(), 1, Integer::sum);
            present.put(task.path("id").asText(), task);
        });
        for (JsonNode task : then) {
            JsonNode later = present.get(task.path("id").asText());
            if (later != null
                    && task.path("subtasks").isEmpty()
                    && uses.getOrDefault(task.path("id").asText(), 0) == 1
                    && !later.equals(task)) {
                return task;
            }
        }
        throw new AssertionError("no task changed");
    }

    private static String with(String file, JsonNode task) {
        Json copy = Json.of(Json.parse(file).node().deepCopy());
        ArrayNode tasks = (ArrayNode) copy.node().path("tasks");
        for (int i = 0; i < tasks.size(); i++) {
            if (tasks.get(i).path("id").equals(task.path("id"))) {
                tasks.set(i, task);
            }
        }
        return copy.pretty();
    }

    /** Where the file is laid out as Task Master does it, the very text comes out. */
    private static void assertSameText(BoardsUnderTest boards, String file) {
        String text = file.stripTrailing();
        if (Json.parse(file).pretty().equals(text)) {
            assertThat(boards.exported()).isEqualTo(text);
        }
    }

    private static List<String> versions(String project) {
        try (Stream<Path> files = Files.list(DATA.resolve(project))) {
            return files.sorted().map(RealBoardsTest::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
