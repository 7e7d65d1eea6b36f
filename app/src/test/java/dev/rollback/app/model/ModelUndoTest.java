package dev.rollback.app.model;

import static dev.rollback.api.ComponentName.CACHE;
import static dev.rollback.api.RefusalCode.ALREADY_THERE;
import static dev.rollback.api.RefusalCode.CONFLICT;
import static dev.rollback.api.RefusalCode.NOT_FOUND;
import static dev.rollback.app.model.Told.checkpoint;
import static dev.rollback.app.model.Told.rollback;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackScope.LaterWork;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Undo and redo: A ← B, both set to 1, A marked (a), both set to 2, and both taken back to a (rb1): B to nothing. */
class ModelUndoTest {
    private static final RollbackScope UNDO = RollbackScope.undoing(rollback("rb1"));

    private final Told told = new Told();

    @BeforeEach
    void a_rollback() {
        told.register("A");
        told.set("A", 1);
        told.mark("A", "a");
        told.register("B", "A");
        told.set("A", 2);
        told.set("B", 2);
        told.back("rb1", RollbackScope.to(checkpoint("a")).cascading());
        assertThat(told.now()).isEqualTo("A 1 e1, B - e1");
    }

    private Records records() {
        return new Records(told.model.story());
    }

    @Test
    void an_undo_brings_back_what_was_there_with_new_epochs() {
        told.back("rb2", UNDO);
        assertThat(told.now()).isEqualTo("A 2 e2, B 2 e2");
        assertThat(records().undoneBy(rollback("rb1"))).isEqualTo(rollback("rb2"));
        assertThat(told.refused(UNDO)).containsExactly(ALREADY_THERE);
    }

    @Test
    void to_redo_is_to_undo_the_undo() {
        told.back("rb2", UNDO);
        assertThat(records().undoToRedo(rollback("rb1"))).isEqualTo(rollback("rb2"));
        assertThat(records().undoToRedo(rollback("rb2"))).isEqualTo(rollback("rb2"));
        told.back("rb3", RollbackScope.undoing(rollback("rb2")));
        assertThat(told.now()).isEqualTo("A 1 e3, B - e3");
        assertThat(records().undoneBy(rollback("rb1"))).isNull();
        told.back("rb4", UNDO);
        assertThat(told.now()).isEqualTo("A 2 e4, B 2 e4");
    }

    @Test
    void what_was_never_undone_cannot_be_redone() {
        assertThatThrownBy(() -> records().undoToRedo(rollback("rb1"))).isInstanceOf(Objection.class);
        assertThatThrownBy(() -> records().undoToRedo(rollback("never"))).isInstanceOf(Objection.class);
    }

    @Test
    void a_task_that_moved_is_a_conflict_unless_it_is_said_what_becomes_of_it() {
        told.set("A", 9);
        assertThat(told.refused(UNDO)).containsExactly(CONFLICT);
        told.back("rb2", UNDO.with(LaterWork.KEEP));
        assertThat(told.now()).isEqualTo("A 9 e1, B 2 e2");
    }

    @Test
    void later_work_can_be_discarded() {
        told.set("A", 9);
        told.back("rb2", UNDO.with(LaterWork.DISCARD));
        assertThat(told.now()).isEqualTo("A 2 e2, B 2 e2");
    }

    @Test
    void where_all_moved_there_is_nothing_to_undo_without_them() {
        told.set("A", 9);
        told.register("B");
        assertThat(told.refused(UNDO.with(LaterWork.KEEP))).contains(CONFLICT);
    }

    @Test
    void a_checkpoint_is_no_move_and_what_went_away_and_came_back_is_none_either() {
        told.mark("A", "a2");
        told.set("A", 9);
        told.back("rb2", RollbackScope.to(checkpoint("a2")));
        told.back("rb3", UNDO);
        assertThat(told.now()).isEqualTo("A 2 e3, B 2 e2");
    }

    @Test
    void only_the_components_that_went_back_come_back() {
        told.set("A", CACHE, 1);
        told.mark("A", "a2");
        told.set("A", CACHE, 2);
        told.back("rb2", RollbackScope.to(checkpoint("a2")).withComponents(List.of(CACHE)));
        told.set("A", 9);
        told.back("rb3", RollbackScope.undoing(rollback("rb2")).with(LaterWork.DISCARD));
        assertThat(told.now("A").content().others()).containsEntry(CACHE, Told.n(2));
        assertThat(told.now()).startsWith("A 9");
    }

    @Test
    void an_unknown_rollback_is_not_found_and_a_refused_one_is_a_conflict() {
        assertThat(told.refused(RollbackScope.undoing(rollback("never")))).containsExactly(NOT_FOUND);
        assertThat(told.refused(RollbackScope.undoing(rollback("refused")))).containsExactly(CONFLICT);
    }
}
