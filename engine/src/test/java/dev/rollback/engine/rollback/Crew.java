package dev.rollback.engine.rollback;

import static dev.rollback.api.ComponentName.TASK_STATE;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.BoardManager;
import dev.rollback.api.CheckpointCommand.CreateSystemCheckpoint;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentName;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackManager;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.TaskPlan;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.json.Json;
import dev.rollback.engine.TestEngine;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/** Tasks that depend on each other, each with one number, and what is rolled back of them. */
final class Crew implements AutoCloseable {
    final TestEngine engine;
    final RollbackManager rollbacks;
    final BoardManager boards;

    private Crew(TestEngine engine) {
        this.engine = engine;
        this.rollbacks = new RollbackManager(engine.commands, engine.queries, RequestContext.of("ann"), 100);
        this.boards = new BoardManager(engine.commands, engine.queries, RequestContext.of("ann"));
    }

    static Crew in(StoreKind kind, Path folder) {
        return new Crew(TestEngine.in(kind, folder));
    }

    static Crew on(Store store) {
        return new Crew(TestEngine.on(store));
    }

    static Crew on(Store store, Participants participants) {
        return new Crew(TestEngine.on(store, participants));
    }

    void register(String task, String... dependsOn) {
        engine.tasks.register(task, "Task " + task, dependsOn);
    }

    void registerSubtask(String task, String parent) {
        engine.tasks.send(new RegisterTask(id(task), "Task " + task, List.of(), id(parent), TaskPolicy.DEFAULT));
    }

    /** t1 ← t2 ← t3, each with n=1 at the checkpoint of everything and n=2 now. */
    void chain() {
        register("t1");
        register("t2", "t1");
        register("t3", "t2");
        for (String task : List.of("t1", "t2", "t3")) {
            set(task, 1);
        }
        checkpoint("t1", "a1");
        checkpointOfEverything("all");
        for (String task : List.of("t1", "t2", "t3")) {
            set(task, 2);
        }
    }

    void set(String task, int n) {
        engine.tasks.merge(task, TASK_STATE, Json.parse("{\"n\":%d}".formatted(n)));
    }

    void set(String task, ComponentName component, int n) {
        engine.tasks.merge(task, component, Json.parse("{\"n\":%d}".formatted(n)));
    }

    /** The task's number; null where there is none. */
    @Nullable
    Integer n(String task) {
        var state = engine.state(task).content().taskState();
        return state == null
                ? null
                : state.data().get("n").map(n -> Integer.valueOf(n.text())).orElse(null);
    }

    @Nullable
    Integer n(String task, ComponentName component) {
        Json content = engine.state(task).content().components().get(component);
        return content == null
                ? null
                : content.get("n").map(n -> Integer.valueOf(n.text())).orElse(null);
    }

    long epoch(String task) {
        return engine.state(task).epoch();
    }

    CheckpointId checkpoint(String task, String id) {
        engine.tasks.send(new CreateCheckpoint(id(task), new CheckpointId(id), "phase"));
        return new CheckpointId(id);
    }

    CheckpointId checkpointOfEverything(String id) {
        engine.commands.sendAndWait(new CreateSystemCheckpoint(new CheckpointId(id), null));
        return new CheckpointId(id);
    }

    RollbackPlan plan(RollbackScope scope) {
        return rollbacks.plan(scope);
    }

    /** Said yes to. */
    RollbackId rollBack(RollbackScope scope, String id) {
        return send(new RollBack(new RollbackId(id), scope, "why").confirm());
    }

    RollbackId send(RollBack command) {
        return engine.commands.sendAndWait(command, MetaData.with(MetadataKeys.ACTOR, "ann"));
    }

    static RollbackScope undo(String rollback) {
        return RollbackScope.undoing(new RollbackId(rollback));
    }

    static TaskId id(String task) {
        return new TaskId(task);
    }

    static List<TaskId> ids(String... tasks) {
        return Arrays.stream(tasks).map(TaskId::new).toList();
    }

    static List<String> tasks(RollbackPlan plan) {
        return plan.tasks().stream().map(task -> task.taskId().value()).toList();
    }

    static TaskPlan task(RollbackPlan plan, String task) {
        return plan.tasks().stream()
                .filter(part -> part.taskId().equals(id(task)))
                .findFirst()
                .orElseThrow();
    }

    static void assertRefused(RefusalCode code, String words, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(words)
                .extracting(e -> ((RefusedException) e).code())
                .isEqualTo(code);
    }

    @Override
    public void close() {
        engine.close();
    }
}
