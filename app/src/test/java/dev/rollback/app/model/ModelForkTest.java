package dev.rollback.app.model;

import static dev.rollback.api.ComponentName.CACHE;
import static dev.rollback.api.RefusalCode.CONFLICT;
import static dev.rollback.api.RefusalCode.NOT_FOUND;
import static dev.rollback.app.model.Told.checkpoint;
import static dev.rollback.app.model.Told.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.Moment;
import dev.rollback.api.Moment.AtSeq;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskCommand.ForkTask;
import dev.rollback.api.TaskCommand.WithdrawTask;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView.ForkOrigin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A, and B that depends on A and goes back when it fails; B set to 1, started and set to 2. */
class ModelForkTest {
    private final Told told = new Told();

    @BeforeEach
    void a_task() {
        told.register("A");
        told.register("B", "A");
        told.set("B", 1);
        told.set("B", CACHE, 1);
        told.start("B");
        told.set("B", 2);
    }

    private static ForkTask fork(String task, Moment at) {
        return new ForkTask(task(task), task("B"), at);
    }

    @Test
    void a_fork_begins_with_all_that_its_source_was_and_nobody_works_on_it() {
        told.done(fork("X", new AtSeq(3)));
        assertThat(told.now()).isEqualTo("A ? e0, B 2 e0, X 1 e0");
        assertThat(told.now("X").content())
                .isEqualTo(told.model.story().after(task("B"), 3).content());
        assertThat(told.now("X").status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(told.now("X").worked()).isFalse();
        assertThat(told.now("X").origin()).isEqualTo(new ForkOrigin(task("B"), 3));
    }

    @Test
    void what_it_would_depend_on_is_left_out_where_it_is_gone() {
        told.done(new WithdrawTask(task("A")));
        told.done(fork("X", new Moment.Now()));
        assertThat(told.now("X").facts().dependsOn()).isEmpty();
    }

    @Test
    void a_fork_of_a_dependent_does_not_close_a_circle() {
        told.done(new WithdrawTask(task("A")));
        told.done(new ForkTask(task("A"), task("B"), new AtSeq(0)));
        assertThat(told.now("A").facts().dependsOn()).isEmpty();
        assertThat(told.now("A").epoch()).isEqualTo(1);
    }

    @Test
    void where_it_comes_from_never_goes_back() {
        told.done(fork("X", new Moment.Now()));
        told.mark("X", "x");
        told.set("X", 9);
        told.back("rb", RollbackScope.to(checkpoint("x")));
        assertThat(told.now("X").origin()).isEqualTo(new ForkOrigin(task("B"), 4));
    }

    @Test
    void nothing_is_forked_from_before_its_time_or_over_another() {
        assertThat(told.refused(fork("X", new Moment.AtPosition(1)))).containsExactly(NOT_FOUND);
        assertThat(told.refused(fork("X", new AtSeq(5)))).containsExactly(NOT_FOUND);
        assertThat(told.refused(fork("A", new Moment.Now()))).containsExactly(CONFLICT);
    }
}
