package dev.rollback.engine.task;

import static dev.rollback.api.ComponentName.CACHE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.PolicyChange;
import dev.rollback.api.PolicyChange.OnFailure;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackQuery.FindRollbackPlan;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.json.Json;
import dev.rollback.engine.TestEngine;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

@OnEveryStore
class PolicyTest {
    private static final TaskPolicy STRICT = new TaskPolicy(true, true, true);
    private static final RollbackScope BACK = RollbackScope.to(new CheckpointId("cp-1"));

    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    private TestEngine engine;

    @BeforeEach
    void open() {
        engine = TestEngine.in(kind, folder);
        engine.tasks.register("a", "Alpha");
        engine.tasks.send(new CreateCheckpoint(new TaskId("a"), new CheckpointId("cp-1"), "here"));
        engine.tasks.replace("a", CACHE, Json.parse("{\"n\":1}"));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void no_rollback_and_no_undo_changes_a_policy() {
        engine.tasks.changePolicy("a", STRICT);
        engine.commands.sendAndWait(new RollBack(new RollbackId("rb-1"), BACK, "to try it"));
        assertThat(engine.state("a").content().components()).doesNotContainKey(CACHE);
        assertThat(engine.state("a").policy()).isEqualTo(STRICT);
        engine.tasks.changePolicy("a", TaskPolicy.DEFAULT);
        engine.commands.sendAndWait(
                new RollBack(new RollbackId("rb-2"), RollbackScope.undoing(new RollbackId("rb-1")), "to try it")
                        .confirm());
        assertThat(engine.state("a").content().components()).containsKey(CACHE);
        assertThat(engine.state("a").policy()).isEqualTo(TaskPolicy.DEFAULT);
    }

    @Test
    void a_plan_stands_when_a_policy_changes_and_moves_nothing() throws Exception {
        RollbackPlan plan = engine.queries
                .query(new FindRollbackPlan(BACK), RollbackPlan.class)
                .get(30, TimeUnit.SECONDS);
        engine.tasks.changePolicy("a", STRICT);
        RollbackId done = engine.commands.sendAndWait(
                RollBack.of(plan, new RollbackId("rb-1"), RollbackReason.MANUAL, "to try it", Map.of()));
        assertThat(done).isEqualTo(new RollbackId("rb-1"));
        assertThat(engine.state("a").epoch()).isEqualTo(1);
    }

    @Test
    void a_policy_counts_from_its_change_on() {
        engine.tasks.changePolicy("a", new TaskPolicy(true, null, true));
        assertRefused(RefusalCode.INVALID_INPUT, () -> engine.tasks.complete("a"));
        engine.tasks.changePolicy("a", new TaskPolicy(false, null, false));
        assertRefused(
                RefusalCode.ROLLBACK_DISABLED,
                () -> engine.commands.sendAndWait(new RollBack(new RollbackId("rb-1"), BACK, "to try it")));
        engine.tasks.complete("a");
    }

    @Test
    void changes_of_different_switches_both_hold_whoever_knew_of_which() {
        TaskPolicy seenByBoth = engine.state("a").policy();
        assertThat(seenByBoth).isEqualTo(TaskPolicy.DEFAULT);
        engine.tasks.changePolicy("a", PolicyChange.NONE.withEpochRequired(true));
        engine.tasks.changePolicy("a", PolicyChange.NONE.withRollbackEnabled(false));
        engine.tasks.changePolicy("a", PolicyChange.NONE.withOnFailure(OnFailure.NO));
        assertThat(engine.state("a").policy()).isEqualTo(new TaskPolicy(false, false, true));
        engine.tasks.changePolicy("a", PolicyChange.NONE.withOnFailure(OnFailure.AS_CONFIGURED));
        assertThat(engine.state("a").policy()).isEqualTo(new TaskPolicy(false, null, true));
    }

    @Test
    void a_policy_that_stands_so_already_is_no_event() {
        engine.tasks.changePolicy("a", STRICT);
        long head = engine.head();
        engine.tasks.changePolicy("a", STRICT);
        assertThat(engine.head()).isEqualTo(head);
        assertRefused(RefusalCode.NOT_FOUND, () -> engine.tasks.changePolicy("b", STRICT));
    }

    private static void assertRefused(RefusalCode code, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOf(RefusedException.class)
                .extracting(e -> ((RefusedException) e).code())
                .isEqualTo(code);
    }
}
