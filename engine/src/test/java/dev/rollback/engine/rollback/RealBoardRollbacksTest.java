package dev.rollback.engine.rollback;

import static dev.rollback.engine.Histories.BAKERY;
import static dev.rollback.engine.Histories.OBSERVATORY;
import static dev.rollback.engine.Histories.ORCHESTRATOR;
import static dev.rollback.engine.Histories.TESTCRAFT;
import static dev.rollback.engine.rollback.Crew.ids;
import static dev.rollback.engine.rollback.Crew.tasks;
import static dev.rollback.engine.rollback.Crew.undo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.LeftAlone;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.api.json.Json;
import dev.rollback.engine.Histories;
import dev.rollback.engine.Histories.Version;
import dev.rollback.engine.LogWalk;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rollbacks in own and real projects' histories. */
@OnEveryStore
class RealBoardRollbacksTest {
    private static final int JUMPS = 6;

    @Parameter
    private StoreKind kind;

    @TempDir
    private Path folder;

    private Crew crew;

    @BeforeEach
    void open() {
        crew = Crew.in(kind, folder);
    }

    @AfterEach
    void close() {
        if (crew != null) {
            long head = crew.engine.head();
            crew.engine.store.<Void>read(reading -> {
                new LogWalk().to(reading, head).assertIndexAgrees(reading);
                return null;
            });
            crew.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {BAKERY, OBSERVATORY, ORCHESTRATOR, TESTCRAFT})
    void everything_back_to_a_version_is_that_file_and_its_undo_is_the_newest(String project) {
        List<String> versions = versions(project);
        List<Long> positions = new ArrayList<>();
        for (String version : versions) {
            crew.boards.importDocument(Json.parse(version), "tasks.json");
            positions.add(crew.engine.head());
        }
        Random random = new Random(11);
        for (int i = 0; i < JUMPS; i++) {
            int to = random.nextInt(versions.size() - 1);
            crew.rollBack(RollbackScope.to(new AtPosition(positions.get(to))), "rb-" + i);
            assertThat(exported()).as("version %d", to).isEqualTo(pretty(versions.get(to)));
            crew.rollBack(undo("rb-" + i), "un-" + i);
            assertThat(exported()).isEqualTo(pretty(versions.get(versions.size() - 1)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {BAKERY, ORCHESTRATOR})
    void G11_a_cascade_in_a_board_keeps_what_is_preserved_and_its_undo_exports_the_file_before(String project) {
        List<String> versions = versions(project);
        crew.boards.importDocument(Json.parse(versions.get(0)), "tasks.json");
        CheckpointId before = crew.checkpoint("1", "before");
        versions.stream().skip(1).forEach(version -> crew.boards.importDocument(Json.parse(version), "tasks.json"));
        String newest = exported();
        RollbackScope scope = RollbackScope.to(before).cascading().preserving(ids("3"));
        RollbackPlan plan = crew.plan(scope);
        assertThat(plan.scope().strategy()).isEqualTo(RollbackStrategy.CASCADE);
        assertThat(tasks(plan)).contains("1", "2").doesNotContain("3");
        assertThat(plan.leftAlone()).contains(new LeftAlone(Crew.id("3"), Crew.id("3")));
        assertThat(tasks(plan).indexOf("2")).isLessThan(tasks(plan).indexOf("1"));
        String preserved = crew.engine.state("3").content().hash();
        crew.rollBack(scope, "rb-1");
        assertThat(exported()).isNotEqualTo(newest);
        assertThat(crew.engine.state("3").content().hash()).isEqualTo(preserved);
        crew.rollBack(undo("rb-1"), "rb-2");
        assertThat(exported()).isEqualTo(newest).isEqualTo(pretty(versions.get(versions.size() - 1)));
    }

    private String exported() {
        return Objects.requireNonNull(crew.boards.document().document()).pretty();
    }

    private static String pretty(String file) {
        return Json.parse(file).pretty();
    }

    private static List<String> versions(String project) {
        return Histories.some(project).stream().map(Version::text).toList();
    }
}
