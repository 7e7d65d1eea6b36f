package dev.rollback.app.model;

import static dev.rollback.api.RefusalCode.LOOP;
import static dev.rollback.api.RefusalCode.NOT_FOUND;
import static dev.rollback.app.model.Told.checkpoint;
import static dev.rollback.app.model.Told.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointState;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.TaskCommand.ChangePolicy;
import dev.rollback.api.TaskCommand.CompleteTask;
import dev.rollback.api.TaskCommand.ReopenTask;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A goes back when it fails; set to 1, marked (a), and set to 2. */
class ModelFailureTest {
    private final Told told = new Told();

    @BeforeEach
    void a_task() {
        told.registerGoingBack("A");
        told.set("A", 1);
        told.mark("A", "a");
        told.set("A", 2);
    }

    private Seen.Rollback newest() {
        return new Expected(told.model.story()).rollbacks().get(0);
    }

    @Test
    void a_failure_takes_its_task_back_to_the_last_stable_checkpoint() {
        told.fail("A");
        assertThat(told.now()).isEqualTo("A 1 e1");
        assertThat(told.now("A").status()).isEqualTo(TaskStatus.PENDING);
        assertThat(newest().reason()).isEqualTo(RollbackReason.ERROR);
        assertThat(new Expected(told.model.story()).checkpoints())
                .extracting(one -> one.state())
                .containsExactly(CheckpointState.RESTORED);
    }

    @Test
    void it_can_be_undone_and_then_the_task_has_failed() {
        told.fail("A");
        told.back("rb", RollbackScope.undoing(newest().id()));
        assertThat(told.now()).isEqualTo("A 2 e2");
        assertThat(told.now("A").status()).isEqualTo(TaskStatus.FAILED);
    }

    @Test
    void a_checkpoint_of_the_failed_task_is_not_stable() {
        told.done(new ChangePolicy(task("A"), new TaskPolicy(true, false, false)));
        told.fail("A");
        told.mark("A", "failed");
        told.done(new ReopenTask(task("A")));
        told.done(new ChangePolicy(task("A"), new TaskPolicy(true, true, false)));
        told.fail("A");
        assertThat(told.now()).isEqualTo("A 1 e1");
    }

    @Test
    void nothing_follows_where_the_policy_forbids_it() {
        told.done(new ChangePolicy(task("A"), new TaskPolicy(false, true, false)));
        told.fail("A");
        told.done(new ReopenTask(task("A")));
        told.done(new ChangePolicy(task("A"), new TaskPolicy(true, false, false)));
        told.fail("A");
        assertThat(told.now()).isEqualTo("A 2 e0");
        assertThat(new Expected(told.model.story()).rollbacks()).isEmpty();
    }

    @Test
    void a_task_whose_policy_does_not_say_goes_back_too() {
        told.done(new ChangePolicy(task("A"), TaskPolicy.DEFAULT));
        told.fail("A");
        assertThat(told.now()).isEqualTo("A 1 e1");
    }

    @Test
    void without_a_checkpoint_it_stays_failed_and_leaves_no_record() {
        told.register("B");
        told.fail("B");
        assertThat(told.now("B").status()).isEqualTo(TaskStatus.FAILED);
        assertThat(new Expected(told.model.story()).rollbacks()).isEmpty();
    }

    @Test
    void where_there_is_no_checkpoint_and_the_policy_says_yes_a_record_says_so() {
        told.registerGoingBack("B");
        told.fail("B");
        assertThat(told.now("B").status()).isEqualTo(TaskStatus.FAILED);
        assertThat(newest().status()).isEqualTo(RollbackStatus.FAILED);
        assertThat(newest().code()).isEqualTo(NOT_FOUND);
    }

    @Test
    void the_fourth_failure_in_a_row_stays_and_completing_the_task_begins_anew() {
        for (int i = 0; i < 4; i++) {
            told.fail("A");
        }
        assertThat(newest().code()).isEqualTo(LOOP);
        assertThat(told.now("A").status()).isEqualTo(TaskStatus.FAILED);
        told.done(new ReopenTask(task("A")));
        told.done(new CompleteTask(task("A")));
        told.done(new ReopenTask(task("A")));
        told.fail("A");
        assertThat(told.now()).isEqualTo("A 1 e4");
    }

    @Test
    void a_policy_never_goes_back_and_is_no_move() {
        told.back("rb", RollbackScope.to(checkpoint("a")));
        TaskPolicy changed = new TaskPolicy(true, false, true);
        told.done(new ChangePolicy(task("A"), changed));
        told.back("undo", RollbackScope.undoing(Told.rollback("rb")));
        assertThat(told.now("A").policy()).isEqualTo(changed);
        assertThat(told.now()).isEqualTo("A 2 e2");
    }
}
