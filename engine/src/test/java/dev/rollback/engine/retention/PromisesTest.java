package dev.rollback.engine.retention;

import static dev.rollback.engine.retention.Keeper.archived;
import static dev.rollback.engine.retention.Keeper.assertRefused;
import static dev.rollback.engine.retention.Keeper.id;
import static dev.rollback.engine.retention.Keeper.kept;
import static dev.rollback.engine.retention.Keeper.pruned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointState;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.Moment.AtCheckpoint;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.PruneReport;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.api.RetentionCommand.DeleteCheckpoint;
import dev.rollback.api.RetentionCommand.EndCheckpointLease;
import dev.rollback.api.RetentionCommand.PruneCheckpoints;
import dev.rollback.api.RetentionRule;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskId;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What is promised to be found is never cleaned up; each test is of one promise. */
@OnEveryStore
class PromisesTest {
    private static final int HISTORY = 2;
    private static final RetentionRule ALL = new RetentionRule(null, Duration.ZERO, null);

    @Parameter
    StoreKind kind;

    @TempDir
    Path directory;

    private final TestClock clock = new TestClock();
    private Keeper keeper;

    @BeforeEach
    void open() {
        keeper = Keeper.on(kind.create(directory, StoreOptions.of(clock)), clock, HISTORY);
        keeper.register("A");
        keeper.register("B");
    }

    @AfterEach
    void close() {
        keeper.assertIndexAgrees();
        keeper.close();
    }

    @Test
    void what_is_held_stays_until_it_is_released() {
        keeper.checkpoints("A", "a1", "a2", "a3");
        keeper.checkpoints.hold(id("a1"), "for the audit");
        long head = keeper.engine.head();
        keeper.checkpoints.hold(id("a1"));
        assertThat(keeper.engine.head()).as("held already").isEqualTo(head);
        assertRefused(RefusalCode.CONFLICT, "(HELD)", () -> keeper.checkpoints.archive(id("a1")));

        PruneReport report = keeper.keepLast(1);

        assertThat(pruned(report)).containsExactly("a2");
        assertThat(kept(report)).containsExactly("a1 HELD");
        keeper.checkpoints.release(id("a1"));
        assertThat(pruned(keeper.keepLast(1))).containsExactly("a1");
    }

    @Test
    void the_newest_on_the_line_stays() {
        keeper.checkpoints("A", "a1", "a2");
        assertThat(kept(keeper.checkpoints.prune(ALL))).containsExactly("a2 CURRENT");
        assertRefused(RefusalCode.CONFLICT, "(CURRENT)", () -> keeper.checkpoints.delete(id("a2")));
        assertThat(keeper.offered("A")).containsExactly("a2");
    }

    @Test
    void the_last_stable_one_stays() {
        keeper.checkpoints("A", "a1", "a2");
        keeper.engine.tasks.fail("A", "broken");
        keeper.checkpointOfFailed("A", "a3");

        PruneReport report = keeper.checkpoints.prune(ALL);

        assertThat(pruned(report)).containsExactly("a1");
        assertThat(kept(report)).containsExactly("a3 CURRENT", "a2 LAST_STABLE");
    }

    @Test
    void a_line_may_have_no_stable_one() {
        keeper.engine.tasks.fail("A", "broken");
        keeper.checkpointOfFailed("A", "a1");
        keeper.engine.tasks.fail("A", "broken again");
        keeper.checkpointOfFailed("A", "a2");
        PruneReport report = keeper.checkpoints.prune(ALL);
        assertThat(kept(report)).containsExactly("a2 CURRENT");
        assertThat(pruned(report)).containsExactly("a1");
    }

    @Test
    void the_target_of_a_rollback_stays_as_long_as_the_history_shows_that_and_is_archived_then() {
        keeper.checkpoints("A", "a1", "a2");
        keeper.rollBack("a1", "rb-1");
        keeper.checkpoints("A", "a3", "a4");
        keeper.checkpoints("B", "b1");
        assertThat(kept(keeper.keepLast(1))).contains("a1 IN_HISTORY");
        assertRefused(RefusalCode.CONFLICT, "(IN_HISTORY)", () -> keeper.checkpoints.delete(id("a1")));

        leaveTheHistory("B", "b1");

        PruneReport report = keeper.keepLast(1);
        assertThat(archived(report)).containsExactly("a1");
        assertThat(pruned(report)).as("pruned, what an undo would have needed").containsExactly("a2");
    }

    @Test
    void where_an_undo_would_go_back_to_stays_as_long_as_the_history_shows_that() {
        keeper.checkpoints("A", "a0", "a1", "a2");
        keeper.engine.tasks.fail("A", "broken");
        keeper.checkpointOfFailed("A", "a3");
        keeper.rollBack("a1", "rb-1");
        keeper.checkpoints("A", "a4");
        keeper.checkpoints("B", "b1");

        PruneReport report = keeper.checkpoints.prune(ALL);

        assertThat(pruned(report)).containsExactly("a0");
        assertThat(kept(report))
                .containsExactly("a4 CURRENT", "a3 IN_HISTORY", "a2 IN_HISTORY", "a1 IN_HISTORY", "b1 CURRENT");
        keeper.rollBack(Keeper.undoing("rb-1"), "rb-2");
        assertThat(keeper.engine.state("A").currentCheckpoint()).isEqualTo(id("a3"));
        keeper.rollBack("a2", "rb-3");
        leaveTheHistory("B", "b1");
        report = keeper.checkpoints.prune(ALL);
        assertThat(kept(report)).as("it stands at a2").containsExactly("a2 CURRENT", "b1 CURRENT");
        assertThat(pruned(report)).containsExactly("a4", "a3");
        assertThat(archived(report)).containsExactly("a1");
    }

    @Test
    void a_target_of_other_tasks_alone_stays_too() {
        keeper.checkpoints("A", "a1", "a2");
        keeper.set("B", 7);
        keeper.rollBack(toCutOf("a1"), "rb-1");
        assertThat(kept(keeper.keepLast(1))).containsExactly("a1 IN_HISTORY");
    }

    @Test
    void what_is_leased_stays_until_the_lease_ends_or_is_over() {
        keeper.checkpoints("A", "a1", "a2", "a3");
        keeper.lease("a1", "work-1", Duration.ofMinutes(10));
        keeper.lease("a2", "work-2", Duration.ofMinutes(10));
        assertThat(kept(keeper.keepLast(1))).containsExactly("a2 LEASED", "a1 LEASED");
        assertRefused(RefusalCode.CONFLICT, "(LEASED)", () -> keeper.checkpoints.delete(id("a1")));

        keeper.engine.commands.sendAndWait(new EndCheckpointLease(id("a2"), "work-2"));
        assertThat(pruned(keeper.keepLast(1))).containsExactly("a2");
        clock.set(TestClock.START.plus(Duration.ofMinutes(9)));
        keeper.lease("a1", "work-1", Duration.ofMinutes(10));
        clock.set(TestClock.START.plus(Duration.ofMinutes(18)));
        assertThat(pruned(keeper.keepLast(1))).as("renewed").isEmpty();
        clock.set(TestClock.START.plus(Duration.ofMinutes(19)));
        assertThat(pruned(keeper.keepLast(1))).containsExactly("a1");
    }

    @Test
    void those_of_everything_are_of_one_group_and_promised_where_held_leased_or_in_history() {
        keeper.everything("s1", "s2", "s3", "s4", "s5");
        keeper.set("B", 7);
        keeper.rollBack(RollbackScope.to(id("s1")).withTasks(List.of(new TaskId("B"))), "rb-1");
        keeper.checkpoints.hold(id("s2"));
        keeper.lease("s3", "work", Duration.ofMinutes(1));

        PruneReport report = keeper.keepLast(1);

        assertThat(pruned(report)).containsExactly("s4");
        assertThat(kept(report)).containsExactly("s3 LEASED", "s2 HELD", "s1 IN_HISTORY");
        assertThat(pruned(keeper.checkpoints.prune(ALL))).containsExactly("s5");
    }

    @Test
    void a_rule_lets_go_what_all_its_conditions_let_go() {
        keeper.checkpoints("A", "a1", "a2");
        clock.set(TestClock.START.plus(Duration.ofDays(2)));
        keeper.checkpoints("A", "a3", "a4", "a5");
        keeper.checkpoints("B", "b1", "b2", "b3");
        RetentionRule both = new RetentionRule(1, Duration.ofDays(2), null);
        assertThat(pruned(keeper.checkpoints.planPrune(both))).containsExactly("a2", "a1");
        assertThat(pruned(keeper.checkpoints.planPrune(new RetentionRule(4, Duration.ofDays(2), null))))
                .containsExactly("a1");
        assertThat(pruned(keeper.checkpoints.planPrune(new RetentionRule(1, Duration.ofDays(3), null))))
                .isEmpty();
        assertThat(pruned(keeper.checkpoints.planPrune(new RetentionRule(2, null, new TaskId("B")))))
                .containsExactly("b1");
        assertThat(pruned(keeper.checkpoints.planPrune(new RetentionRule(2, null, null))))
                .containsExactly("a3", "a2", "a1", "b1");
        assertThat(keeper.offered("A")).as("only planned").hasSize(5);
        assertRefused(
                RefusalCode.NOT_FOUND,
                "there is no task X",
                () -> keeper.checkpoints.planPrune(new RetentionRule(1, null, new TaskId("X"))));
    }

    @Test
    void a_pruned_checkpoint_is_no_target_and_its_moment_still_is() {
        keeper.checkpoints("A", "a1", "a2");
        assertThat(keeper.checkpoints.delete(id("a1"))).isEqualTo(CheckpointState.PRUNED);
        RefusedException refused = keeper.rollbacks.check(id("a1")).orElseThrow();
        assertThat(refused.code()).isEqualTo(RefusalCode.CLEANED_UP);
        long position = keeper.entry("a1").position();
        assertThat(refused)
                .hasMessage(
                        "checkpoint a1 of task A was cleaned up at %s; its moment is still there," + " at position %d.",
                        shown(clock.instant()), position);
        assertThat(refused.remedy()).contains(Remedy.of(Action.NAME_POSITION, Long.toString(position), "A"));
        assertRefused(
                RefusalCode.CLEANED_UP,
                "a1",
                () -> keeper.rollBack(RollbackScope.to(id("a1")).forced(), "rb-1"));
        assertRefused(RefusalCode.CLEANED_UP, "a1", () -> keeper.checkpoints.hold(id("a1")));
        assertRefused(RefusalCode.CLEANED_UP, "a1", () -> keeper.checkpoints.delete(id("a1")));
        assertRefused(RefusalCode.CLEANED_UP, "a1", () -> keeper.lease("a1", "work", Duration.ofMinutes(1)));
        assertRefused(
                RefusalCode.CLEANED_UP,
                "a1",
                () -> keeper.rollbacks.plan(RollbackScope.to(new AtCheckpoint(id("a1")))));

        keeper.rollBack(RollbackScope.to(new AtPosition(position)).withTasks(List.of(new TaskId("A"))), "rb-2");
        assertThat(keeper.engine.state("A").content().taskState().data().text()).isEqualTo("{\"n\":1}");
    }

    @Test
    void an_archived_checkpoint_is_a_target_only_where_it_is_forced() {
        keeper.checkpoints("A", "a1", "a2");
        keeper.checkpoints.archive(id("a1"));
        long head = keeper.engine.head();
        keeper.checkpoints.archive(id("a1"));
        assertThat(keeper.engine.head()).as("archived already").isEqualTo(head);
        assertThat(keeper.offered("A")).containsExactly("a2");
        assertThat(keeper.rollbacks
                        .check(id("a1"))
                        .orElseThrow()
                        .remedy()
                        .orElseThrow()
                        .action())
                .isEqualTo(Action.NAME_POSITION_OR_FORCE);
        keeper.rollBack(RollbackScope.to(id("a1")).forced(), "rb-1");
        assertThat(keeper.engine.state("A").currentCheckpoint()).isEqualTo(id("a1"));
        assertThat(keeper.checkpoints.delete(id("a1"))).isEqualTo(CheckpointState.ARCHIVED);
    }

    @Test
    void the_same_request_is_answered_the_same_and_done_once() {
        keeper.checkpoints("A", "a1", "a2", "a3");
        MetaData once = MetaData.with(MetadataKeys.REQUEST_ID, "r-1");
        PruneCheckpoints prune = new PruneCheckpoints(new RetentionRule(2, Duration.ZERO, null));
        PruneReport first = keeper.engine.commands.sendAndWait(prune, once);
        assertThat(pruned(first)).containsExactly("a1");
        keeper.checkpoints("A", "a4");
        assertThat(keeper.engine.commands.<PruneReport>sendAndWait(prune, once)).isEqualTo(first);
        assertThat(keeper.offered("A")).hasSize(3);
        MetaData other = MetaData.with(MetadataKeys.REQUEST_ID, "r-2");
        for (int i = 0; i < 2; i++) {
            assertThat(keeper.engine.commands.<CheckpointState>sendAndWait(new DeleteCheckpoint(id("a2")), other))
                    .isEqualTo(CheckpointState.PRUNED);
        }
    }

    /** With as many rollbacks as the history shows. */
    @Test
    void an_archived_checkpoint_was_cleaned_up_when_it_was_archived_whenever_it_is_held() {
        keeper.checkpoints("A", "a1", "a2");
        keeper.checkpoints.archive(id("a1"));
        Instant archived = clock.instant();
        clock.set(archived.plusSeconds(60));
        keeper.checkpoints.hold(id("a1"));
        assertThat(keeper.rollbacks.check(id("a1")).orElseThrow())
                .hasMessageContaining("was cleaned up at %s;", shown(archived));
    }

    private static String shown(Instant time) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx").format(time.atZone(ZoneId.systemDefault()));
    }

    private void leaveTheHistory(String task, String checkpoint) {
        for (int i = 0; i < HISTORY; i++) {
            keeper.set(task, 200 + i);
            keeper.rollBack(checkpoint, "rb-newer-" + i);
        }
    }

    private static RollbackScope toCutOf(String checkpoint) {
        return RollbackScope.to(id(checkpoint)).withTasks(List.of(new TaskId("B")));
    }
}
