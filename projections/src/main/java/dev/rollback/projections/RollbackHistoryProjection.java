package dev.rollback.projections;

import dev.rollback.api.RollbackEvent.RollbackFailed;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.RollbackEvent.RollbackSucceeded;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskId;
import dev.rollback.store.Sql;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;

/** The history of rollbacks: a record of each, done or refused. */
final class RollbackHistoryProjection {

    @EventHandler
    void on(CheckpointCreated event, Recorded recorded, Sql sql) {
        new RollbackViews(sql).addCheckpoint(event.checkpointId(), event.taskId());
    }

    @EventHandler
    void on(RollbackRequested event, Recorded recorded, Sql sql) {
        RollbackViews rollbacks = new RollbackViews(sql);
        rollbacks.begin(event, recorded);
        if (event.failure() != null) {
            rollbacks.answers(event.rollbackId(), event.failure());
        }
    }

    @EventHandler
    void on(TaskRolledBack event, Recorded recorded, Sql sql) {
        new RollbackViews(sql).addTask(event, recorded);
    }

    @EventHandler
    void on(RollbackSucceeded event, Recorded recorded, Sql sql) {
        new RollbackViews(sql).succeed(event, recorded);
    }

    @EventHandler
    void on(RollbackFailed event, Recorded recorded, Sql sql) {
        RollbackViews rollbacks = new RollbackViews(sql);
        rollbacks.fail(event, recorded);
        if (event.failure() != null) {
            rollbacks.answers(event.rollbackId(), event.failure());
        }
        askedTasks(event.scope(), rollbacks)
                .forEach(task -> rollbacks.addAskedTask(event.rollbackId(), task, recorded));
    }

    @ResetHandler
    void reset(Sql sql) {
        new RollbackViews(sql).clear();
    }

    private static Stream<TaskId> askedTasks(RollbackScope scope, RollbackViews rollbacks) {
        if (scope.undoes() != null) {
            return rollbacks.tasksOf(scope.undoes()).stream();
        }
        return scope.tasks().isEmpty()
                ? scope.checkpoints().stream().map(rollbacks::taskOf).flatMap(Optional::stream)
                : scope.tasks().stream();
    }
}
