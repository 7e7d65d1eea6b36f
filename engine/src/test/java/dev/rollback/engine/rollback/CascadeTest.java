package dev.rollback.engine.rollback;

import static dev.rollback.engine.rollback.Crew.assertRefused;
import static dev.rollback.engine.rollback.Crew.ids;
import static dev.rollback.engine.rollback.Crew.task;
import static dev.rollback.engine.rollback.Crew.tasks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.LeftAlone;
import dev.rollback.api.RollbackPlan.TaskPlan;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.StaleEpochException;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import dev.rollback.engine.LogWalk;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What goes back with a task, and what does not. */
@OnEveryStore
class CascadeTest {
    private static final CheckpointId A1 = new CheckpointId("a1");

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
    void G11_a_cascade_takes_all_that_depends_on_the_task_dependents_first_to_one_moment() {
        crew.chain();
        crew.register("t4", "t3");
        crew.register("other");
        crew.set("other", 2);
        long before = crew.engine.head();
        RollbackPlan plan = crew.plan(RollbackScope.to(A1).cascading());
        assertThat(tasks(plan)).containsExactly("t4", "t3", "t2", "t1");
        assertThat(plan.tasks()).extracting(TaskPlan::cut).containsOnly(plan.cut());
        assertThat(task(plan, "t3").draggedBy()).isEqualTo(Crew.id("t2"));
        crew.rollBack(RollbackScope.to(A1).cascading(), "rb-1");
        List<StoredEvent> unit = crew.engine.store.read(reading -> reading.after(before, 100));
        assertThat(unit)
                .extracting(StoredEvent::stream)
                .containsExactly("rollback/rb-1", "task/t4", "task/t3", "task/t2", "task/t1", "rollback/rb-1");
        assertThat(unit).extracting(StoredEvent::unit).containsOnly(before + 1);
        assertThat(crew.n("other")).isEqualTo(2);
    }

    @Test
    void P16_t3_on_t2_on_t1_move_together() {
        crew.chain();
        crew.rollBack(RollbackScope.to(A1).cascading(), "rb-1");
        assertThat(List.of(crew.n("t1"), crew.n("t2"), crew.n("t3"))).containsExactly(1, 1, 1);
        assertThat(List.of(crew.epoch("t1"), crew.epoch("t2"), crew.epoch("t3")))
                .containsExactly(1L, 1L, 1L);
    }

    @Test
    void a_cascade_goes_through_tasks_that_have_not_changed() {
        crew.register("t1");
        crew.register("t2", "t1");
        crew.register("t3", "t2");
        crew.checkpoint("t1", "a1");
        crew.set("t1", 2);
        crew.set("t3", 2);
        assertThat(tasks(crew.plan(RollbackScope.to(A1).cascading()))).containsExactly("t3", "t1");
    }

    @Test
    void a_cascade_follows_edges_that_held_at_the_moment_it_goes_back_to() {
        importDocument("""
                {"tasks":[{"id":"A","title":"A","status":"pending"},
                          {"id":"B","title":"B","status":"pending","dependencies":["A"]}]}""");
        crew.checkpoint("A", "a1");
        importDocument("""
                {"tasks":[{"id":"A","title":"A, renamed","status":"pending"},
                          {"id":"B","title":"B","status":"pending","dependencies":[]}]}""");
        RollbackPlan plan = crew.plan(RollbackScope.to(A1).cascading());
        assertThat(tasks(plan)).containsExactly("B", "A");
        crew.rollBack(RollbackScope.to(A1).cascading(), "rb-1");
        assertThat(crew.engine.state("B").content().taskState().dependsOn()).containsExactly(Crew.id("A"));
    }

    @Test
    void subtasks_go_with_their_parent_and_a_parent_never_with_its_subtask() {
        crew.register("A");
        crew.registerSubtask("A.1", "A");
        crew.checkpoint("A", "a1");
        crew.checkpoint("A.1", "sub1");
        crew.set("A", 2);
        crew.set("A.1", 2);
        assertThat(tasks(crew.plan(RollbackScope.to(A1).cascading()))).containsExactly("A.1", "A");
        assertThat(tasks(crew.plan(RollbackScope.to(new CheckpointId("sub1")).cascading())))
                .containsExactly("A.1");
    }

    @Test
    void a_cascade_stops_at_a_preserved_task_and_says_what_that_keeps() {
        crew.chain();
        RollbackPlan plan = crew.plan(RollbackScope.to(A1).cascading().preserving(ids("t2")));
        assertThat(tasks(plan)).containsExactly("t1");
        assertThat(plan.leftAlone())
                .containsExactly(
                        new LeftAlone(Crew.id("t2"), Crew.id("t2")), new LeftAlone(Crew.id("t3"), Crew.id("t2")));
    }

    @Test
    void what_hangs_on_a_kept_task_and_on_the_root_goes_back_all_the_same() {
        crew.chain();
        crew.register("t5", "t3", "t1");
        RollbackPlan plan = crew.plan(RollbackScope.to(A1).cascading().preserving(ids("t2")));
        assertThat(tasks(plan)).containsExactly("t5", "t1");
    }

    @Test
    void a_preserved_task_that_would_hang_on_nothing_needs_a_yes() {
        crew.register("A");
        crew.checkpoint("A", "a1");
        crew.set("A", 2);
        crew.register("B", "A");
        crew.register("C", "B");
        RollbackScope scope = RollbackScope.to(A1).cascading().preserving(ids("C"));
        assertThat(crew.plan(scope).confirmations())
                .containsExactly("task C is preserved, and depends on task B, which will be gone");
        assertRefused(
                RefusalCode.NOT_CONFIRMED,
                "task C is preserved",
                () -> crew.send(new RollBack(new RollbackId("rb-1"), scope, "why")));
        crew.rollBack(scope, "rb-1");
        assertThat(crew.engine.state("B").status()).isEqualTo(TaskStatus.RETRACTED);
    }

    @Test
    void a_running_dependent_that_wrote_nothing_is_stopped_too() {
        crew.register("A");
        crew.register("B", "A");
        long epoch = crew.engine.tasks.start("B").epoch();
        crew.checkpoint("A", "a1");
        crew.set("A", 2);
        RollbackPlan plan = crew.plan(RollbackScope.to(A1).cascading());
        assertThat(tasks(plan)).containsExactly("B", "A");
        assertThat(task(plan, "B").onlyStops()).isTrue();
        crew.rollBack(RollbackScope.to(A1).cascading(), "rb-1");
        assertThatThrownBy(() -> crew.engine.tasks.withEpoch(epoch).complete("B"))
                .isInstanceOf(StaleEpochException.class);
        List<Object> events = crew.engine.eventsOf("B");
        assertThat(((TaskRolledBack) events.get(events.size() - 1)).changes()).isEmpty();
    }

    @Test
    void what_a_compensation_says_is_all_an_auditor_needs() {
        crew.chain();
        crew.rollBack(RollbackScope.to(A1).cascading(), "rb-1");
        List<Object> events = crew.engine.eventsOf("t3");
        TaskRolledBack event = (TaskRolledBack) events.get(events.size() - 1);
        assertThat(event.rollbackId()).isEqualTo(new RollbackId("rb-1"));
        assertThat(event.targetSeq()).isEqualTo(1);
        assertThat(event.draggedBy()).isEqualTo(Crew.id("t2"));
        assertThat(event.components()).isNull();
        assertThat(event.hashAfter())
                .isEqualTo(crew.engine.state("t3").content().hash());
        assertThat(EventCodec.metadata(crew.engine.stream("task/t3").get(events.size() - 1)))
                .containsEntry("epoch", 1);
    }

    private void importDocument(String document) {
        crew.boards.importDocument(Json.parse(document), "tasks.json");
    }
}
