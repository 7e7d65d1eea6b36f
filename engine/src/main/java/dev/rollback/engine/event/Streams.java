package dev.rollback.engine.event;

import dev.rollback.api.RollbackId;
import dev.rollback.api.TaskId;

/** The names of the engine's streams. */
public final class Streams {
    private static final String TASK = "task/";

    private Streams() {}

    public static String of(TaskId taskId) {
        return TASK + taskId.value();
    }

    public static String of(RollbackId rollbackId) {
        return "rollback/" + rollbackId.value();
    }

    public static String ofBoard(String tag) {
        return "board/" + tag;
    }

    public static boolean isTask(String stream) {
        return stream.startsWith(TASK);
    }

    public static TaskId taskOf(String stream) {
        return new TaskId(stream.substring(TASK.length()));
    }
}
