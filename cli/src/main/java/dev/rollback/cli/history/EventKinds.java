package dev.rollback.cli.history;

import dev.rollback.api.LogEntryView;
import dev.rollback.api.UnitView;
import java.util.Set;

/** Kinds of events that are drawn in ways of their own, by the names under which they are stored. */
final class EventKinds {
    static final String CHECKPOINT = "task.CheckpointCreated";
    static final String COMPLETED = "task.TaskCompleted";
    static final String FAILED = "task.TaskFailed";
    static final String ROLLED_BACK = "task.TaskRolledBack";

    private static final Set<String> BEGINNINGS = Set.of("task.TaskRegistered", "task.TaskForked");
    private static final Set<String> REFUSALS = Set.of("refusal.StaleWorkRefused", "rollback.RollbackFailed");

    private EventKinds() {}

    /** Of a task's own stream, and not of what stands beside it. */
    static boolean isOfTask(LogEntryView entry) {
        return entry.stream().startsWith("task/");
    }

    static boolean isRefusal(LogEntryView entry) {
        return entry.stream().startsWith("refusal/");
    }

    static boolean isCheckpoint(LogEntryView entry) {
        return entry.name().equals(CHECKPOINT);
    }

    /** Whether a task's life begins with it. */
    static boolean isBeginning(LogEntryView entry) {
        return BEGINNINGS.contains(entry.name());
    }

    /** Whether nothing was done but to record what was refused. */
    static boolean isOfRefusals(UnitView unit) {
        return REFUSALS.containsAll(unit.names());
    }
}
