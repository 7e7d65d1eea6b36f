package dev.rollback.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentEdit;
import dev.rollback.api.ComponentName;
import dev.rollback.api.Moment.AtCheckpoint;
import dev.rollback.api.PageRequest;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.api.json.Json;

/** A story in which everything happens that can happen in a store. */
public final class Everything {
    private Everything() {}

    public static void happens(RollbackEngine engine) {
        engine.board()
                .importDocument(
                        Json.parse(
                                "{\"tasks\":[{\"id\":1,\"title\":\"one\",\"status\":\"pending\",\"dependencies\":[],"
                                        + "\"subtasks\":[{\"id\":1,\"title\":\"part\",\"status\":\"pending\"}]}],\"meta\":{\"n\":1}}"),
                        "tasks.json",
                        null,
                        false);
        engine.tasks().register("A", "Alpha");
        engine.tasks().register("B", "Beta", "A");
        set(engine, "A", 1);
        CheckpointId stable = engine.checkpoints().create("A", "stable");
        set(engine, "B", 1);
        CheckpointId all = engine.checkpoints().createSystem("all");
        engine.tasks()
                .update(
                        "A",
                        new ComponentEdit.Replace(new ComponentName("CONFIGURATION"), Json.parse("{\"on\":1.00}")));
        set(engine, "A", 2);
        RollbackView back = engine.rollbacks().rollBack(RollbackScope.to(stable).cascading(), "went wrong");
        engine.rollbacks().undo(back.rollbackId(), "no, it was right");
        engine.tasks().start("B");
        engine.tasks().fork("A", new AtCheckpoint(stable), "A-again");
        engine.tasks().changePolicy("B", new TaskPolicy(true, true, false));
        CheckpointId held = engine.checkpoints().create("B", "held");
        engine.checkpoints().hold(held);
        CheckpointId old = engine.checkpoints().create("A", "old");
        engine.checkpoints().create("A", "newer");
        engine.checkpoints().archive(old);
        engine.tasks().fail("B", "boom");
        RollbackScope full = RollbackScope.to(all).withStrategy(RollbackStrategy.FULL);
        engine.rollbacks()
                .with(RequestContext.of("bob").withRequestId("r-1"))
                .rollBack(new RollBack(RollbackId.random(), full, "everything").confirm());
        assertThatThrownBy(() -> engine.rollbacks().rollBack(new CheckpointId("cp-none"), "no such"))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> engine.tasks()
                        .with(RequestContext.of("late").withEpoch(0))
                        .start("A"))
                .isInstanceOf(RefusedException.class);
        engine.tasks().register("A-again", "once more");
        engine.tasks().withdraw("A-again");
        engine.rollbacks().history();
        engine.tasks().list(new FindTasks(null, null, PageRequest.first(10)));
        engine.checkpoints().list();
    }

    private static void set(RollbackEngine engine, String task, int n) {
        Json data = Json.parse("{\"n\":%d}".formatted(n));
        engine.tasks().update(task, new ComponentEdit.Replace(ComponentName.TASK_STATE, data));
    }
}
