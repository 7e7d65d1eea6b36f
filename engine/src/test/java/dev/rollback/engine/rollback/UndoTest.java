package dev.rollback.engine.rollback;

import static dev.rollback.api.ComponentName.CACHE;
import static dev.rollback.engine.rollback.Crew.assertRefused;
import static dev.rollback.engine.rollback.Crew.ids;
import static dev.rollback.engine.rollback.Crew.tasks;
import static dev.rollback.engine.rollback.Crew.undo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackScope.LaterWork;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskStatus;
import dev.rollback.engine.LogWalk;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

@OnEveryStore
class UndoTest {
    private static final RollbackScope BACK =
            RollbackScope.to(new CheckpointId("a1")).cascading();

    @Parameter
    StoreKind kind;

    @TempDir
    Path directory;

    private Crew crew;

    @BeforeEach
    void tell() {
        crew = Crew.in(kind, directory);
        crew.register("A");
        crew.register("B", "A");
        crew.set("A", 1);
        crew.set("B", 1);
        crew.checkpoint("A", "a1");
        crew.set("A", 2);
        crew.checkpoint("A", "a2");
        crew.set("B", 2);
        crew.register("D", "B");
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
    void N05_an_undo_brings_back_exactly_what_was_rolled_back() {
        List<TaskContent> before = contents();
        crew.rollBack(BACK, "rb-1");
        assertNumbers(1, 1);
        assertThat(crew.engine.state("D").status()).isEqualTo(TaskStatus.RETRACTED);
        crew.rollBack(undo("rb-1"), "rb-2");
        assertThat(contents()).isEqualTo(before);
        assertThat(List.of(crew.epoch("A"), crew.epoch("B"), crew.epoch("D"))).containsExactly(2L, 2L, 2L);
        assertThat(crew.engine.state("A").currentCheckpoint()).isEqualTo(new CheckpointId("a2"));
    }

    @Test
    void N05_the_abandoned_line_stays_a_target() {
        crew.rollBack(BACK, "rb-1");
        crew.rollBack(RollbackScope.to(new CheckpointId("a2")), "rb-2");
        assertNumbers(2, 1);
        assertThat(crew.engine.state("A").currentCheckpoint()).isEqualTo(new CheckpointId("a2"));
    }

    @Test
    void undoing_an_undo_is_a_redo_and_that_can_be_undone_again() {
        crew.rollBack(BACK, "rb-1");
        crew.rollBack(undo("rb-1"), "rb-2");
        crew.rollBack(undo("rb-2"), "rb-3");
        assertNumbers(1, 1);
        crew.rollBack(undo("rb-1"), "rb-4");
        assertNumbers(2, 2);
        crew.rollBack(undo("rb-4"), "rb-5");
        assertNumbers(1, 1);
        crew.rollBack(undo("rb-5"), "rb-6");
        assertNumbers(2, 2);
    }

    @Test
    void an_undo_that_stands_again_counts_though_a_later_one_does_not() {
        crew.rollBack(BACK, "rb-1");
        crew.rollBack(undo("rb-1"), "rb-2");
        crew.rollBack(undo("rb-2"), "rb-3");
        crew.rollBack(undo("rb-1"), "rb-4");
        crew.rollBack(undo("rb-4"), "rb-5");
        crew.rollBack(undo("rb-3"), "rb-6");
        assertNumbers(2, 2);
        assertRefused(
                RefusalCode.ALREADY_THERE,
                "rollback rb-1 is already undone (rb-2)",
                () -> crew.rollBack(undo("rb-1"), "rb-7"));
    }

    @Test
    void a_second_undo_is_told_that_it_is_undone_already() {
        crew.rollBack(BACK, "rb-1");
        crew.rollBack(undo("rb-1"), "rb-2");
        long head = crew.engine.head();
        assertRefused(
                RefusalCode.ALREADY_THERE,
                "rollback rb-1 is already undone (rb-2)",
                () -> crew.rollBack(undo("rb-1"), "rb-3"));
        assertThat(crew.engine.head()).isEqualTo(head);
    }

    @Test
    void what_moved_since_is_named_and_stays_or_goes_as_is_said() {
        crew.rollBack(BACK, "rb-1");
        crew.set("B", 9);
        assertRefused(RefusalCode.CONFLICT, "moved since rollback rb-1: B.", () -> crew.rollBack(undo("rb-1"), "rb-2"));
        assertThat(tasks(crew.plan(undo("rb-1").with(LaterWork.KEEP)))).containsExactlyInAnyOrder("A", "D");
        crew.rollBack(undo("rb-1").with(LaterWork.KEEP), "rb-3");
        assertNumbers(2, 9);
        assertRefused(
                RefusalCode.ALREADY_THERE,
                "already undone (rb-3)",
                () -> crew.rollBack(undo("rb-1").with(LaterWork.DISCARD), "rb-4"));
        crew.rollBack(undo("rb-3"), "rb-5");
        assertNumbers(1, 9);
        crew.rollBack(undo("rb-1").with(LaterWork.DISCARD), "rb-6");
        assertNumbers(2, 2);
    }

    @Test
    void where_all_moved_there_is_nothing_to_undo_but_by_discarding() {
        crew.rollBack(RollbackScope.to(new CheckpointId("a1")), "rb-1");
        crew.engine.tasks.start("A");
        RollbackScope kept = undo("rb-1").with(LaterWork.KEEP);
        assertRefused(RefusalCode.CONFLICT, "moved since rollback rb-1: A.", () -> crew.rollBack(kept, "rb-2"));
    }

    @Test
    void a_new_checkpoint_moves_nothing() {
        crew.rollBack(BACK, "rb-1");
        crew.checkpoint("A", "a3");
        crew.rollBack(undo("rb-1"), "rb-2");
        assertNumbers(2, 2);
    }

    @Test
    void an_undo_takes_the_same_components_and_nothing_else() {
        crew.set("A", CACHE, 1);
        crew.checkpoint("A", "a3");
        crew.set("A", CACHE, 2);
        crew.rollBack(RollbackScope.to(new CheckpointId("a3")).withComponents(List.of(CACHE)), "rb-1");
        crew.set("A", 7);
        crew.rollBack(undo("rb-1").with(LaterWork.DISCARD), "rb-2");
        assertThat(crew.n("A", CACHE)).isEqualTo(2);
        assertThat(crew.n("A")).as("another component").isEqualTo(7);
    }

    @Test
    void an_undo_has_no_other_scope_and_what_was_refused_cannot_be_undone() {
        crew.rollBack(BACK, "rb-1");
        assertRefused(
                RefusalCode.INVALID_SCOPE,
                "exactly what rollback rb-1 touched",
                () -> crew.plan(undo("rb-1").withTasks(ids("A"))));
        assertRefused(
                RefusalCode.NOT_FOUND,
                "no checkpoint",
                () -> crew.rollBack(RollbackScope.to(new CheckpointId("cp-no")), "rb-2"));
        assertRefused(RefusalCode.CONFLICT, "was refused and changed nothing", () -> crew.plan(undo("rb-2")));
    }

    private List<TaskContent> contents() {
        return List.of("A", "B", "D").stream()
                .map(task -> crew.engine.state(task).content())
                .toList();
    }

    private void assertNumbers(int a, int b) {
        assertThat(List.of(crew.n("A"), crew.n("B"))).containsExactly(a, b);
    }
}
