package dev.rollback.store.event;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RefusalEvent.StaleWorkRefused;
import dev.rollback.api.RollbackId;
import dev.rollback.api.TaskId;
import java.util.List;

/** The names of the engine's streams. */
public final class Streams {
    /** What the streams of all rollbacks begin with. */
    public static final String OF_ROLLBACKS = "rollback/";

    /** Of the store being restored from a backup. */
    public static final String OF_STORE = "store/restored";

    private static final String TASK = "task/";

    private static final List<String> ENGINES =
            List.of(TASK, OF_ROLLBACKS, "checkpoint/", "board/", "refusal/", "store/");

    private Streams() {}

    public static String of(TaskId taskId) {
        return ofTask(taskId.value());
    }

    /** Of what is stored as a task's id, whether or not it is one. */
    public static String ofTask(String task) {
        return TASK + task;
    }

    public static String of(RollbackId rollbackId) {
        return OF_ROLLBACKS + rollbackId.value();
    }

    /** Of what becomes of a checkpoint, and of all of one that belongs to no task. */
    public static String of(CheckpointId checkpointId) {
        return "checkpoint/" + checkpointId.value();
    }

    public static String ofBoard(String tag) {
        return "board/" + tag;
    }

    /** One stream for each thing that is recorded once: that it exists already is what says so. */
    public static String of(StaleWorkRefused refused) {
        return "refusal/%s/%d/%s/%s".formatted(refused.taskId(), refused.epoch(), refused.work(), refused.actor());
    }

    /**
     * What the streams of a task's refused work begin with. An id may hold a slash, so those of another task may begin
     * so too.
     */
    public static String ofRefusals(TaskId taskId) {
        return "refusal/" + taskId + "/";
    }

    /** Whether the engine alone writes streams of this name. */
    public static boolean isEngines(String stream) {
        return ENGINES.stream().anyMatch(stream::startsWith);
    }

    public static boolean isTask(String stream) {
        return stream.startsWith(TASK);
    }

    public static TaskId taskOf(String stream) {
        return new TaskId(stream.substring(TASK.length()));
    }
}
