package dev.rollback.engine.task;

import dev.rollback.api.HiddenTask;
import dev.rollback.api.TaskId;
import dev.rollback.store.event.UnreadableEventException;

/** Tasks that are left out where many are told of. */
public final class HiddenTasks {
    private HiddenTasks() {}

    public static HiddenTask of(TaskId taskId, UnreadableEventException damage) {
        return new HiddenTask(taskId, String.valueOf(damage.getMessage()));
    }
}
