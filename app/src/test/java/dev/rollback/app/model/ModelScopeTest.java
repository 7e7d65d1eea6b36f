package dev.rollback.app.model;

import static dev.rollback.api.ComponentName.CACHE;
import static dev.rollback.api.ComponentName.CONFIGURATION;
import static dev.rollback.api.ComponentName.DATABASE;
import static dev.rollback.api.ComponentName.TASK_STATE;
import static dev.rollback.api.ComponentName.WORKER_STATE;
import static dev.rollback.api.RefusalCode.ALREADY_THERE;
import static dev.rollback.api.RefusalCode.FAILED_STATE;
import static dev.rollback.api.RefusalCode.INVALID_INPUT;
import static dev.rollback.api.RefusalCode.INVALID_SCOPE;
import static dev.rollback.api.RefusalCode.NOT_CONFIRMED;
import static dev.rollback.api.RefusalCode.NOT_FOUND;
import static dev.rollback.api.RefusalCode.ROLLBACK_DISABLED;
import static dev.rollback.app.model.Told.checkpoint;
import static dev.rollback.app.model.Told.rollback;
import static dev.rollback.app.model.Told.task;
import static dev.rollback.app.model.Told.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.Moment.AtSeq;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.api.TaskCommand.ChangePolicy;
import dev.rollback.api.TaskCommand.FailTask;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskCommand.WithdrawTask;
import dev.rollback.api.TaskPolicy;
import dev.rollback.app.model.Plan.Part;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What scopes mean: A ← B ← C, D beside them; each set to 1, marked (a, b, c, d), set to 2. */
class ModelScopeTest {
    private static final RollbackScope TO_A = RollbackScope.to(checkpoint("a"));

    private final Told told = new Told();

    @BeforeEach
    void four_tasks() {
        told.register("A");
        told.register("B", "A");
        told.register("C", "B");
        told.register("D");
        for (String task : List.of("A", "B", "C", "D")) {
            told.set(task, 1);
            told.mark(task, task.toLowerCase(Locale.ROOT));
            told.set(task, 2);
        }
    }

    /** Each planned task with its target's position in its own stream. */
    private Map<String, Long> planned(RollbackScope scope) {
        return told.model.plan(scope).parts().stream()
                .collect(Collectors.toMap(
                        part -> part.task().value(), part -> part.target().seq()));
    }

    private void refused(RollbackScope scope, RefusalCode code) {
        assertThat(told.refused(scope)).contains(code);
    }

    @Test
    void a_tasks_checkpoint_means_its_task_alone() {
        assertThat(planned(TO_A)).isEqualTo(Map.of("A", 2L));
    }

    @Test
    void other_tasks_go_to_where_they_stood_at_the_cut() {
        assertThat(planned(TO_A.withTasks(tasks("A", "B", "D")))).isEqualTo(Map.of("A", 2L, "B", 0L, "D", 0L));
    }

    @Test
    void a_cascade_drags_all_that_hangs_on_the_chosen_and_stops_at_the_preserved() {
        assertThat(planned(TO_A.cascading())).containsOnlyKeys("A", "B", "C");
        RollbackScope keepingB = TO_A.cascading().preserving(tasks("B"));
        assertThat(planned(keepingB)).containsOnlyKeys("A");
        assertThat(told.model.plan(keepingB).kept()).containsExactlyInAnyOrderElementsOf(tasks("B", "C"));
    }

    @Test
    void a_cascade_drags_subtasks_with_their_parent_and_no_parent_with_its_subtask() {
        told.done(new RegisterTask(task("A1"), "A1", List.of(), task("A"), TaskPolicy.DEFAULT));
        told.mark("A1", "a1");
        told.set("A1", 3);
        assertThat(planned(TO_A.cascading())).containsKey("A1");
        assertThat(planned(RollbackScope.to(checkpoint("a1")).cascading())).containsOnlyKeys("A1");
    }

    @Test
    void a_cascade_follows_a_dependency_that_held_at_the_cut_only() {
        told.done(new WithdrawTask(task("B")));
        told.register("B");
        assertThat(planned(TO_A.cascading())).containsKeys("A", "B", "C");
        told.set("A", 3);
        RollbackScope oneAgo = RollbackScope.to(new AtPosition(told.head() - 1));
        assertThat(planned(oneAgo.withTasks(tasks("A")).cascading()))
                .as("nothing hangs on A at that moment or now")
                .containsOnlyKeys("A");
    }

    @Test
    void what_several_checkpoints_drag_goes_to_the_earliest_of_them() {
        RollbackScope both = RollbackScope.to(checkpoint("a"), checkpoint("b")).cascading();
        Plan plan = told.model.plan(both);
        assertThat(plan.cut()).as("mixed moments").isNull();
        assertThat(planned(both)).isEqualTo(Map.of("A", 2L, "B", 2L, "C", 0L));
    }

    @Test
    void FULL_means_every_task_that_changed_and_wants_a_yes() {
        RollbackScope full = TO_A.withStrategy(RollbackStrategy.FULL).preserving(tasks("D"));
        assertThat(told.refused(full)).containsExactly(NOT_CONFIRMED);
        assertThat(planned(full)).containsOnlyKeys("A", "B", "C");
        told.back("rb", full);
        assertThat(told.now()).isEqualTo("A 1 e1, B ? e1, C ? e1, D 2 e0");
    }

    @Test
    void a_checkpoint_of_everything_and_a_moment_mean_everything() {
        told.markAll("all");
        told.set("A", 3);
        told.register("E");
        RollbackScope all = RollbackScope.to(checkpoint("all"));
        assertThat(planned(all)).containsOnlyKeys("A", "E").containsEntry("E", -1L);
        assertThat(planned(RollbackScope.to(new AtPosition(0)))).hasSize(5);
        assertThat(told.refused(RollbackScope.to(new AtPosition(0)))).containsExactly(NOT_CONFIRMED);
        assertThat(planned(RollbackScope.to(new AtPosition(0)).withTasks(tasks("E"))))
                .containsOnlyKeys("E");
    }

    @Test
    void chosen_components_bring_what_they_need_and_leave_the_line_as_it_is() {
        told.set("A", CACHE, 1);
        told.set("A", DATABASE, 1);
        told.mark("A", "a2");
        told.set("A", CACHE, 2);
        told.set("A", DATABASE, 2);
        told.set("A", 3);
        told.mark("A", "a3");
        Part part = told.model
                .plan(RollbackScope.to(checkpoint("a2")).withComponents(List.of(DATABASE)))
                .parts()
                .get(0);
        assertThat(part.components()).containsExactly(CACHE, DATABASE);
        told.back("rb", RollbackScope.to(checkpoint("a2")).withComponents(List.of(DATABASE)));
        assertThat(told.now("A").content().others()).containsEntry(CACHE, Told.n(1));
        assertThat(told.now()).contains("A 3 e1");
        assertThat(told.now("A").line()).isEqualTo(checkpoint("a3"));
    }

    @Test
    void excluded_components_stay_as_they_are() {
        told.set("A", CACHE, 1);
        told.back("rb", TO_A.withoutComponents(List.of(CACHE)));
        assertThat(told.now("A").content().others()).containsEntry(CACHE, Told.n(1));
        assertThat(told.now()).contains("A 1 e1");
    }

    @Test
    void of_a_task_born_later_only_the_chosen_components_become_absent() {
        told.register("E");
        told.set("E", CACHE, 1);
        told.back("rb", TO_A.withTasks(tasks("E")).withComponents(List.of(CACHE)));
        assertThat(told.now("E").content().others()).isEmpty();
        assertThat(told.now("E").exists()).isTrue();
    }

    @Test
    void somebody_at_work_is_stopped_though_nothing_has_changed() {
        told.mark("A", "a2");
        assertThat(told.refused(RollbackScope.to(checkpoint("a2")))).containsExactly(ALREADY_THERE);
        told.start("A");
        told.mark("A", "a3");
        told.back("rb", RollbackScope.to(checkpoint("a3")));
        assertThat(told.now("A").worked()).isFalse();
        assertThat(told.now("A").epoch()).isEqualTo(1);
        assertThat(told.refused(RollbackScope.to(checkpoint("a3")))).containsExactly(ALREADY_THERE);
    }

    @Test
    void a_plan_is_bound_to_state_and_epoch_of_its_tasks_and_to_which_they_are() {
        Plan plan = told.model.plan(TO_A.cascading());
        told.mark("A", "later");
        told.set("D", 9);
        assertThat(told.model.plan(TO_A.cascading()).sameAs(plan)).isEqualTo(Certainty.YES);
        told.set("B", 9);
        assertThat(told.model.plan(TO_A.cascading()).sameAs(plan)).isEqualTo(Certainty.NO);
        told.set("B", 2);
        assertThat(told.model.plan(TO_A.cascading()).sameAs(plan)).isEqualTo(Certainty.YES);
        told.register("E", "A");
        assertThat(told.model.plan(TO_A.cascading()).sameAs(plan))
                .as("E joined")
                .isEqualTo(Certainty.NO);
    }

    @Test
    void a_preserved_task_whose_dependency_is_retracted_wants_a_yes() {
        told.register("E");
        told.register("F", "E");
        RollbackScope withoutE = TO_A.withTasks(tasks("E")).preserving(tasks("F"));
        assertThat(told.refused(withoutE)).containsExactly(NOT_CONFIRMED);
        assertThat(planned(TO_A.withTasks(tasks("E")))).containsOnlyKeys("E");
    }

    @Test
    void what_makes_no_sense_is_refused_and_leaves_nothing() {
        long head = told.head();
        refused(TO_A.withCheckpoints(List.of()), INVALID_SCOPE);
        refused(TO_A.withAt(new AtPosition(1)), INVALID_SCOPE);
        refused(TO_A.withStrategy(RollbackStrategy.SELECTIVE), INVALID_SCOPE);
        refused(TO_A.withStrategy(RollbackStrategy.PARTIAL), INVALID_SCOPE);
        refused(TO_A.withTasks(tasks("A")).preserving(tasks("A")), INVALID_SCOPE);
        refused(TO_A.withComponents(List.of(TASK_STATE)).withoutComponents(List.of(CONFIGURATION)), INVALID_SCOPE);
        refused(RollbackScope.to(new AtPosition(1)).cascading(), INVALID_SCOPE);
        refused(RollbackScope.to(new AtPosition(1)).withComponents(List.of(CACHE)), INVALID_SCOPE);
        refused(RollbackScope.to(new AtSeq(1)), INVALID_INPUT);
        RollbackScope two = RollbackScope.to(checkpoint("a"), checkpoint("b"));
        refused(two.withStrategy(RollbackStrategy.FULL), INVALID_SCOPE);
        refused(two.withTasks(tasks("A", "D")), INVALID_SCOPE);
        told.mark("A", "a2");
        refused(RollbackScope.to(checkpoint("a"), checkpoint("a2")), INVALID_SCOPE);
        assertThat(told.head()).isEqualTo(head + 1);
        assertThat(planned(TO_A.withComponents(List.of(TASK_STATE)).withoutComponents(List.of(CACHE))))
                .containsOnlyKeys("A");
        assertThat(Filter.withNeeded(List.of(TASK_STATE))).containsExactly(CONFIGURATION, TASK_STATE, WORKER_STATE);
    }

    @Test
    void what_is_not_allowed_is_refused_and_leaves_a_record() {
        told.done(new RegisterTask(task("E"), "E", tasks("A"), null, new TaskPolicy(false, false, false)));
        told.done(new ChangePolicy(task("D"), new TaskPolicy(true, false, false)));
        told.done(new FailTask(task("D"), "boom", RollbackReason.ERROR));
        told.mark("D", "d2");
        told.set("D", 3);
        assertThat(told.refused(RollbackScope.to(checkpoint("none")))).contains(NOT_FOUND);
        assertThat(new Records(told.model.story()).refused(rollback("refused"))).isTrue();
        assertThat(told.refused(TO_A.withTasks(tasks("A", "nobody")))).containsExactly(NOT_FOUND);
        assertThat(told.refused(TO_A.cascading())).as("E hangs on A").containsExactly(ROLLBACK_DISABLED);
        assertThat(told.refused(RollbackScope.to(checkpoint("d2")))).containsExactly(FAILED_STATE);
        told.back("rb", RollbackScope.to(checkpoint("d2")).forced());
    }
}
