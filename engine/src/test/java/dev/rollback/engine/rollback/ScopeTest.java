package dev.rollback.engine.rollback;

import static dev.rollback.api.ComponentName.CACHE;
import static dev.rollback.api.ComponentName.CONFIGURATION;
import static dev.rollback.api.ComponentName.TASK_STATE;
import static dev.rollback.api.RollbackStrategy.CASCADE;
import static dev.rollback.api.RollbackStrategy.FULL;
import static dev.rollback.api.RollbackStrategy.PARTIAL;
import static dev.rollback.api.RollbackStrategy.POINT_IN_TIME;
import static dev.rollback.api.RollbackStrategy.SELECTIVE;
import static dev.rollback.engine.rollback.Crew.assertRefused;
import static dev.rollback.engine.rollback.Crew.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.Moment.AtSeq;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackScope.LaterWork;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What a scope means, and which make no sense. */
@OnEveryStore
class ScopeTest {
    private static final CheckpointId A1 = new CheckpointId("a1");
    private static final CheckpointId A2 = new CheckpointId("a2");
    private static final CheckpointId B1 = new CheckpointId("b1");
    private static final CheckpointId ALL = new CheckpointId("all");

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
        crew.register("C");
        crew.checkpoint("A", "a1");
        crew.checkpointOfEverything("all");
        crew.set("A", 1);
        crew.set("B", 1);
        crew.set("C", 1);
        crew.checkpoint("A", "a2");
        crew.checkpoint("B", "b1");
        crew.set("A", 2);
        crew.set("B", 2);
    }

    @AfterEach
    void close() {
        crew.close();
    }

    @Test
    void P13_the_strategy_follows_from_the_scope_and_the_plan_says_why() {
        assertStrategy(RollbackScope.to(A1), SELECTIVE, "the checkpoint is of one task");
        assertStrategy(RollbackScope.to(A1).withTasks(ids("A", "C")), SELECTIVE, "tasks were chosen");
        assertStrategy(RollbackScope.to(ALL).withTasks(ids("C")), SELECTIVE, "tasks were chosen");
        assertStrategy(RollbackScope.to(A1).withComponents(List.of(TASK_STATE)), PARTIAL, "components were chosen");
        assertStrategy(RollbackScope.to(A1).cascading(), CASCADE, "a cascade was asked for");
        assertStrategy(RollbackScope.to(ALL), FULL, "a moment of everything");
        assertStrategy(RollbackScope.to(new AtPosition(5)), POINT_IN_TIME, "a moment was named");
        assertStrategy(RollbackScope.to(A1).withStrategy(FULL), FULL, "asked for");
        assertStrategy(
                RollbackScope.to(A1)
                        .withTasks(ids("A"))
                        .withComponents(List.of(TASK_STATE))
                        .withStrategy(PARTIAL),
                PARTIAL,
                "asked for");
    }

    private void assertStrategy(RollbackScope scope, RollbackStrategy strategy, String because) {
        RollbackPlan plan = crew.plan(scope);
        assertThat(plan.scope().strategy()).isEqualTo(strategy);
        assertThat(plan.because()).contains(because);
        RollbackPlan again = crew.plan(plan.scope());
        assertThat(again.digest()).as("planned again").isEqualTo(plan.digest());
        assertThat(again.scope()).isEqualTo(plan.scope());
    }

    @Test
    void P11_what_makes_no_sense_is_refused_by_name_and_nothing_is_written() {
        long head = crew.engine.head();
        RollbackScope nothing = RollbackScope.to(A1).withCheckpoints(List.of());
        invalid(nothing, "needs a target");
        invalid(RollbackScope.to(A1).withAt(new AtPosition(4)), "either checkpoints or a moment");
        invalid(RollbackScope.to(A1).withStrategy(SELECTIVE), "needs tasks");
        invalid(RollbackScope.to(A1).withStrategy(PARTIAL), "needs components");
        invalid(RollbackScope.to(ALL).withStrategy(CASCADE), "needs tasks");
        invalid(RollbackScope.to(ALL).withComponents(List.of(CACHE)), "needs tasks");
        invalid(RollbackScope.to(A1, A2), "both of task A");
        invalid(RollbackScope.to(A1, B1).withStrategy(FULL), "goes to one moment");
        invalid(RollbackScope.to(A1, B1).withTasks(ids("A", "C")), "task C has no checkpoint");
        invalid(RollbackScope.to(A1).withTasks(ids("A", "C")).preserving(ids("C")), "to be preserved");
        invalid(
                RollbackScope.to(A1).withComponents(List.of(TASK_STATE)).withoutComponents(List.of(CONFIGURATION)),
                "CONFIGURATION is excluded, but WORKER_STATE");
        invalid(RollbackScope.to(A1).with(LaterWork.KEEP), "of an undo only");
        assertRefused(RefusalCode.INVALID_INPUT, "no moment of all", () -> rollBack(RollbackScope.to(new AtSeq(1))));
        assertThat(crew.engine.head()).isEqualTo(head);
    }

    @Test
    void what_is_not_there_is_not_found_and_leaves_a_failed_record_each() {
        long head = crew.engine.head();
        notFound(RollbackScope.to(new CheckpointId("cp-no")), "no checkpoint cp-no");
        notFound(RollbackScope.to(A1).withTasks(ids("A", "Z")), "no task Z");
        notFound(RollbackScope.to(A1).cascading().preserving(ids("Z")), "no preserved task Z");
        notFound(RollbackScope.to(new AtPosition(4_000)), "no position 4000");
        notFound(Crew.undo("rb-no"), "no rollback rb-no");
        assertThat(crew.engine.head()).isEqualTo(head + 5);
    }

    @Test
    void listed_tasks_go_to_their_own_checkpoints_and_others_to_the_only_cut() {
        RollbackPlan mixed = crew.plan(RollbackScope.to(A1, B1));
        assertThat(mixed.cut()).isNull();
        assertThat(Crew.task(mixed, "A").checkpointId()).isEqualTo(A1);
        assertThat(Crew.task(mixed, "B").checkpointId()).isEqualTo(B1);
        assertThat(Crew.task(mixed, "A").cut()).isLessThan(Crew.task(mixed, "B").cut());
        RollbackPlan one = crew.plan(RollbackScope.to(B1).withTasks(ids("A", "B")));
        assertThat(one.cut()).isEqualTo(Crew.task(one, "A").cut());
        assertThat(Crew.task(one, "A").checkpointId()).isNull();
        assertThat(Crew.task(one, "A").differences())
                .extracting(difference -> String.valueOf(difference.after()))
                .containsExactly("1");
    }

    @Test
    void a_dragged_task_goes_to_the_earliest_moment_of_those_it_hangs_on() {
        crew.register("D", "A", "B");
        RollbackPlan plan = crew.plan(RollbackScope.to(A1, B1).cascading());
        assertThat(Crew.task(plan, "D").cut()).isEqualTo(Crew.task(plan, "A").cut());
        assertThat(Crew.task(plan, "B").cut())
                .isGreaterThan(Crew.task(plan, "A").cut());
    }

    @Test
    void a_full_rollback_ignores_chosen_tasks_and_says_so() {
        RollbackPlan plan = crew.plan(RollbackScope.to(ALL).withStrategy(FULL).withTasks(ids("A")));
        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("the chosen tasks are ignored"));
        assertThat(Crew.tasks(plan)).containsExactlyInAnyOrder("A", "B", "C");
    }

    private void rollBack(RollbackScope scope) {
        crew.rollBack(scope, "rb-" + crew.engine.head());
    }

    private void invalid(RollbackScope scope, String words) {
        assertRefused(RefusalCode.INVALID_SCOPE, words, () -> crew.plan(scope));
        assertRefused(RefusalCode.INVALID_SCOPE, words, () -> rollBack(scope));
    }

    private void notFound(RollbackScope scope, String words) {
        assertRefused(RefusalCode.NOT_FOUND, words, () -> crew.plan(scope));
        assertRefused(RefusalCode.NOT_FOUND, words, () -> rollBack(scope));
    }
}
