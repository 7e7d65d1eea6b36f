package dev.rollback.engine.board;

import static dev.rollback.engine.Histories.BAKERY;
import static dev.rollback.engine.Histories.OBSERVATORY;
import static dev.rollback.engine.Histories.ORCHESTRATOR;
import static dev.rollback.engine.Histories.TESTCRAFT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.ImportReport;
import dev.rollback.api.json.Json;
import dev.rollback.engine.Histories;
import dev.rollback.engine.Histories.Version;
import dev.rollback.store.Campaign;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Own and real projects' files, version by version. */
@OnEveryStore
class RealBoardsTest {
    private static final int JUMPS = Campaign.trials(8, 40);

    @Parameter
    private StoreKind kind;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {BAKERY, OBSERVATORY, ORCHESTRATOR, TESTCRAFT})
    void every_version_comes_out_as_it_went_in(String project) {
        try (BoardsUnderTest boards = new BoardsUnderTest(kind, folder)) {
            for (String file : versions(project)) {
                boards.takeAndSeeAgain(file);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {BAKERY, OBSERVATORY, ORCHESTRATOR, TESTCRAFT})
    void every_version_can_be_the_first(String project) {
        List<String> versions = versions(project);
        for (int i = 0; i < versions.size(); i++) {
            try (BoardsUnderTest boards = new BoardsUnderTest(kind, folder.resolve("v" + i))) {
                boards.takeAndSeeAgain(versions.get(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {BAKERY, OBSERVATORY, ORCHESTRATOR, TESTCRAFT})
    void from_any_version_one_can_jump_to_any_other(String project) {
        List<String> versions = versions(project);
        Random random = new Random(7);
        try (BoardsUnderTest boards = new BoardsUnderTest(kind, folder)) {
            for (int i = 0; i < JUMPS; i++) {
                boards.takeAndSeeAgain(versions.get(random.nextInt(versions.size())));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {BAKERY, ORCHESTRATOR})
    void one_task_goes_back_and_the_others_stay(String project) {
        List<String> versions = versions(project);
        int middle = versions.size() / 2;
        String newest = versions.get(versions.size() - 1);
        JsonNode then = Json.parse(versions.get(middle)).node().path("tasks");
        JsonNode now = Json.parse(newest).node().path("tasks");
        JsonNode task = changed(then, now);
        String id = Json.of(task.path("id")).asText();
        try (BoardsUnderTest boards = new BoardsUnderTest(kind, folder)) {
            versions.subList(0, middle + 1).forEach(boards::take);
            CheckpointId checkpoint = boards.checkpoint(id);
            versions.subList(middle + 1, versions.size()).forEach(boards::take);
            boards.rollBack(checkpoint);
            assertThat(boards.exported()).isEqualTo(with(newest, task));
            ImportReport again = boards.take(newest);
            assertThat(again.nothingChanged()).isTrue();
            boards.export();
            assertThat(boards.take(newest).changed()).singleElement().hasToString(id);
            assertThat(boards.exported()).isEqualTo(Json.parse(newest).pretty());
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

    private static List<String> versions(String project) {
        return Histories.some(project).stream().map(Version::text).toList();
    }
}
