package dev.rollback.api;

import java.util.List;

/** What a rollback was asked to bring back, and to where. */
public record RollbackScope(RollbackStrategy strategy, List<CheckpointId> checkpoints, List<TaskId> tasks) {
    public RollbackScope {
        checkpoints = List.copyOf(checkpoints);
        tasks = List.copyOf(tasks);
    }
}
