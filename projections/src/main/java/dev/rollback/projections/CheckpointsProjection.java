package dev.rollback.projections;

import dev.rollback.api.CheckpointEvent.CheckpointArchived;
import dev.rollback.api.CheckpointEvent.CheckpointHeld;
import dev.rollback.api.CheckpointEvent.CheckpointPruned;
import dev.rollback.api.CheckpointEvent.CheckpointReleased;
import dev.rollback.api.CheckpointEvent.SystemCheckpointCreated;
import dev.rollback.api.CheckpointState;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskEvent.TaskForked;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskStatus;
import dev.rollback.store.Sql;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;

/** Checkpoints, what became of them, and which of them are on their task's current line. */
final class CheckpointsProjection {

    @EventHandler
    void on(CheckpointCreated event, Recorded recorded, Sql sql) {
        new CheckpointViews(sql).add(event, stateOf(event.status()), recorded);
    }

    @EventHandler
    void on(SystemCheckpointCreated event, Recorded recorded, Sql sql) {
        new CheckpointViews(sql).add(event, recorded);
    }

    @EventHandler
    void on(RollbackRequested event, Recorded recorded, Sql sql) {
        CheckpointViews checkpoints = new CheckpointViews(sql);
        event.scope().checkpoints().forEach(target -> checkpoints.restored(target));
    }

    @EventHandler
    void on(TaskRolledBack event, Recorded recorded, Sql sql) {
        new CheckpointViews(sql).takeLine(event.taskId(), event.currentCheckpoint());
    }

    @EventHandler
    void on(TaskRegistered event, Recorded recorded, Sql sql) {
        new CheckpointViews(sql).leaveLine(event.taskId());
    }

    @EventHandler
    void on(TaskForked event, Recorded recorded, Sql sql) {
        new CheckpointViews(sql).leaveLine(event.taskId());
    }

    @EventHandler
    void on(CheckpointHeld event, Recorded recorded, Sql sql) {
        new CheckpointViews(sql).hold(event.checkpointId(), recorded);
    }

    @EventHandler
    void on(CheckpointReleased event, Recorded recorded, Sql sql) {
        new CheckpointViews(sql).release(event.checkpointId(), recorded);
    }

    @EventHandler
    void on(CheckpointArchived event, Recorded recorded, Sql sql) {
        new CheckpointViews(sql).close(event.checkpointId(), CheckpointState.ARCHIVED, recorded);
    }

    @EventHandler
    void on(CheckpointPruned event, Recorded recorded, Sql sql) {
        new CheckpointViews(sql).close(event.checkpointId(), CheckpointState.PRUNED, recorded);
    }

    @ResetHandler
    void reset(Sql sql) {
        new CheckpointViews(sql).clear();
    }

    static CheckpointState stateOf(TaskStatus task) {
        return switch (task) {
            case COMPLETED -> CheckpointState.COMPLETED;
            case FAILED -> CheckpointState.FAILED;
            default -> CheckpointState.CREATED;
        };
    }
}
