package dev.rollback.engine.rollback;

import static dev.rollback.api.ComponentName.CACHE;
import static dev.rollback.api.ComponentName.CONFIGURATION;
import static dev.rollback.api.ComponentName.DATABASE;
import static dev.rollback.api.ComponentName.TASK_STATE;
import static dev.rollback.engine.rollback.Crew.assertRefused;
import static dev.rollback.engine.rollback.Crew.ids;
import static dev.rollback.engine.rollback.Crew.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.AddedComponent;
import dev.rollback.api.RollbackPlan.PlannedPart;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import dev.rollback.engine.LogWalk;
import dev.rollback.engine.task.TaskState;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Rollbacks of every strategy over tasks that depend on each other. */
@OnEveryStore
class RollbackOfManyTasksTest {
    private static final CheckpointId A1 = new CheckpointId("a1");
    private static final CheckpointId ALL = new CheckpointId("all");

    @Parameter
    StoreKind kind;

    @TempDir
    Path directory;

    private Crew crew;

    @BeforeEach
    void open() {
        crew = Crew.in(kind, directory);
    }

    @AfterEach
    void close() {
        long head = crew.engine.head();
        crew.engine.store.<Void>read(reading -> {
            new LogWalk().to(reading, head).assertIndexAgrees(reading);
            return null;
        });
        crew.close();
    }

    @Test
    void G08_full_takes_every_task_that_changed_and_always_needs_a_yes() {
        crew.chain();
        crew.register("untouched");
        crew.checkpointOfEverything("later");
        crew.set("t1", 3);
        crew.register("born");
        RollbackScope full = RollbackScope.to(new CheckpointId("later"));
        RollbackPlan plan = crew.plan(full);
        assertThat(tasks(plan)).containsExactlyInAnyOrder("t1", "born");
        assertThat(plan.needsConfirmation()).isTrue();
        long head = crew.engine.head();
        assertRefused(
                RefusalCode.NOT_CONFIRMED,
                "takes every task that changed",
                () -> crew.send(new RollBack(new RollbackId("rb-1"), full, "why")));
        assertThat(crew.engine.head()).as("nothing is written").isEqualTo(head);
        crew.send(RollBack.of(plan, new RollbackId("rb-2"), RollbackReason.MANUAL, "why", Map.of()));
        assertThat(crew.n("t1")).isEqualTo(2);
        assertThat(crew.engine.state("born").status()).isEqualTo(TaskStatus.RETRACTED);
        assertThat(crew.epoch("untouched")).isZero();
        assertThat(crew.epoch("t2")).isZero();
    }

    @Test
    void G09_partial_takes_the_chosen_components_and_the_rest_is_byte_equal() {
        crew.register("A");
        crew.set("A", CACHE, 1);
        crew.set("A", DATABASE, 1);
        crew.checkpoint("A", "a1");
        crew.set("A", CACHE, 2);
        crew.set("A", DATABASE, 2);
        crew.set("A", 2);
        crew.checkpoint("A", "a2");
        crew.set("A", CONFIGURATION, 2);
        TaskState before = crew.engine.state("A");
        RollbackScope scope = RollbackScope.to(A1).withComponents(List.of(DATABASE));
        RollbackPlan plan = crew.plan(scope);
        assertThat(plan.scope().strategy()).isEqualTo(RollbackStrategy.PARTIAL);
        assertThat(plan.addedComponents()).containsExactly(new AddedComponent(CACHE, DATABASE));
        crew.rollBack(scope, "rb-1");
        TaskState after = crew.engine.state("A");
        assertThat(crew.n("A", DATABASE)).isEqualTo(1);
        assertThat(crew.n("A", CACHE)).isEqualTo(1);
        for (var name : List.of(TASK_STATE, CONFIGURATION)) {
            assertThat(after.content().components().get(name).text())
                    .isEqualTo(before.content().components().get(name).text());
        }
        assertThat(after.epoch()).isEqualTo(1);
        assertThat(after.currentCheckpoint())
                .as("a part of a state is on no other line")
                .isEqualTo(new CheckpointId("a2"));
        assertRefused(RefusalCode.ALREADY_THERE, "already there (rb-1)", () -> crew.rollBack(scope, "rb-2"));
    }

    @Test
    void a_partial_rollback_of_a_task_born_since_takes_its_components_and_leaves_it_there() {
        crew.checkpointOfEverything("all");
        crew.register("A");
        crew.set("A", CACHE, 1);
        crew.rollBack(RollbackScope.to(ALL).withTasks(ids("A")).withComponents(List.of(CACHE)), "rb-1");
        assertThat(crew.engine.state("A").exists()).isTrue();
        assertThat(crew.engine.state("A").content().components()).containsOnlyKeys(TASK_STATE);
    }

    @Test
    void G10_selective_takes_the_chosen_tasks_and_never_touches_preserved_ones() {
        crew.chain();
        RollbackScope scope = RollbackScope.to(ALL).withTasks(ids("t1", "t3")).withStrategy(RollbackStrategy.SELECTIVE);
        assertRefused(RefusalCode.INVALID_SCOPE, "to be preserved", () -> crew.plan(scope.preserving(ids("t2", "t3"))));
        List<Object> preserved = crew.engine.eventsOf("t2");
        crew.rollBack(scope.preserving(ids("t2")), "rb-1");
        assertThat(List.of(crew.n("t1"), crew.n("t2"), crew.n("t3"))).containsExactly(1, 2, 1);
        assertThat(crew.engine.eventsOf("t2")).isEqualTo(preserved);
    }

    @Test
    void a_task_that_forbids_rollback_stops_all_of_it() {
        crew.register("A");
        crew.engine.tasks.send(
                new RegisterTask(Crew.id("B"), "B", ids("A"), null, new TaskPolicy(false, false, false)));
        crew.checkpoint("A", "a1");
        crew.set("A", 2);
        crew.set("B", 2);
        assertRefused(
                RefusalCode.ROLLBACK_DISABLED,
                "task B forbids rollback",
                () -> crew.rollBack(RollbackScope.to(A1).cascading(), "rb-1"));
        assertThat(crew.n("A")).isEqualTo(2);
        crew.rollBack(RollbackScope.to(A1).cascading().preserving(ids("B")), "rb-2");
        assertThat(crew.n("A")).isNull();
    }

    @Test
    void point_in_time_brings_everything_back_boards_too_and_never_the_base() {
        importDocument("""
                {"meta":{"version":1},"tasks":[{"id":"A","title":"A","status":"pending"}]}""");
        long then = crew.engine.head();
        importDocument("""
                {"meta":{"version":2},"tasks":[{"id":"B","title":"B","status":"pending"},
                                               {"id":"A","title":"A","status":"done"}]}""");
        RollbackScope scope = RollbackScope.to(new AtPosition(then));
        RollbackPlan plan = crew.plan(scope);
        assertThat(plan.scope().strategy()).isEqualTo(RollbackStrategy.POINT_IN_TIME);
        assertThat(plan.otherParts()).extracting(PlannedPart::name).containsExactly("master");
        assertThat(plan.needsConfirmation()).isTrue();
        crew.rollBack(scope, "rb-1");
        assertThat(document()).contains("\"version\":1").doesNotContain("\"B\"");
        assertThat(importDocument("""
                {"meta":{"version":2},"tasks":[{"id":"B","title":"B","status":"pending"},
                                               {"id":"A","title":"A","status":"done"}]}""")).as("the same file again").isFalse();
        crew.rollBack(Crew.undo("rb-1"), "rb-2");
        assertThat(document()).contains("\"version\":2").contains("\"B\"");
    }

    @Test
    void a_rollback_that_leads_to_a_circle_says_so() {
        importDocument("""
                {"tasks":[{"id":"A","title":"A","status":"pending","dependencies":["B"]},
                          {"id":"B","title":"B","status":"pending"}]}""");
        crew.checkpoint("A", "a1");
        importDocument("""
                {"tasks":[{"id":"A","title":"A","status":"pending"},
                          {"id":"B","title":"B","status":"pending","dependencies":["A"]}]}""");
        RollbackPlan plan = crew.plan(RollbackScope.to(A1));
        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("depend on each other"));
        crew.rollBack(RollbackScope.to(A1), "rb-1");
        assertThat(tasks(crew.plan(RollbackScope.to(new AtPosition(3)))))
                .as("a circle can be rolled back too")
                .containsExactlyInAnyOrder("A", "B");
    }

    @Test
    void a_retracted_task_that_is_registered_again_goes_on_in_a_new_epoch() {
        crew.register("A");
        crew.checkpoint("A", "a1");
        crew.register("B", "A");
        crew.rollBack(RollbackScope.to(A1).cascading(), "rb-1");
        assertThat(crew.engine.state("B").status()).isEqualTo(TaskStatus.RETRACTED);
        crew.register("B", "A");
        assertThat(crew.epoch("B")).isEqualTo(2);
        assertThat(tasks(crew.plan(RollbackScope.to(A1).cascading()))).contains("B");
    }

    private boolean importDocument(String document) {
        return !crew.boards.importDocument(Json.parse(document), "tasks.json").nothingChanged();
    }

    private String document() {
        return crew.boards.document().document().text();
    }
}
