package dev.rollback.app.processes;

import static dev.rollback.api.ComponentName.TASK_STATE;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.json.Json;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.store.AppendUnit;
import dev.rollback.store.Appended;
import dev.rollback.store.ForwardingStore;
import dev.rollback.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Registers task after task, each of which fails and goes back by itself, until it is killed; says what is durable. */
final class FailingLoop {
    private FailingLoop() {}

    public static void main(String[] arguments) {
        Store store = Stores.create(StoreAddress.of(arguments[0], Path.of("")), Map.of(), InstantSource.system());
        RollbackEngine engine = RollbackEngine.on(
                new Announcing(store), EngineOptions.defaults().withRollback(RollbackSettings.defaults()));
        int from = Integer.parseInt(arguments[1]);
        for (int i = from; true; i++) {
            TaskId task = new TaskId("t" + i);
            engine.tasks().send(new RegisterTask(task, "Task", List.of(), null, new TaskPolicy(true, true, false)));
            engine.tasks().merge(task.value(), TASK_STATE, Json.parse("{\"n\":1}"));
            engine.checkpoints().create(new CreateCheckpoint(task, new CheckpointId("cp-" + task), "good"));
            engine.tasks().merge(task.value(), TASK_STATE, Json.parse("{\"n\":2}"));
            engine.tasks().fail(task.value(), "boom");
        }
    }

    /** Says which failure, and which rollback of one, is durable. */
    private static final class Announcing extends ForwardingStore {
        Announcing(Store store) {
            super(store);
        }

        @Override
        public Appended append(AppendUnit unit) {
            Appended where = store.append(unit);
            unit.events().forEach(event -> {
                if (event.name().equals("task.TaskFailed")) {
                    System.out.println("failed " + event.stream().substring("task/".length()));
                } else if (event.name().equals("task.TaskRolledBack")) {
                    System.out.println("back " + event.stream().substring("task/".length()));
                }
            });
            return where;
        }
    }
}
