package dev.rollback.projections;

import dev.rollback.api.CheckpointPage;
import dev.rollback.api.CheckpointQuery.FindCheckpoint;
import dev.rollback.api.CheckpointQuery.FindCheckpoints;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.RollbackPage;
import dev.rollback.api.RollbackQuery.FindRollback;
import dev.rollback.api.RollbackQuery.FindRollbacks;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskPage;
import dev.rollback.api.TaskQuery.FindTask;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.api.TaskView;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;

/** The read model on Axon's query bus. */
final class ViewQueries {
    private final ReadModel views;

    ViewQueries(ReadModel views) {
        this.views = views;
    }

    @QueryHandler
    Optional<TaskView> handle(FindTask query) {
        return views.task(query);
    }

    @QueryHandler
    TaskPage handle(FindTasks query) {
        return views.tasks(query);
    }

    @QueryHandler
    Optional<CheckpointView> handle(FindCheckpoint query) {
        return views.checkpoint(query);
    }

    @QueryHandler
    CheckpointPage handle(FindCheckpoints query) {
        return views.checkpoints(query);
    }

    @QueryHandler
    Optional<RollbackView> handle(FindRollback query) {
        return views.rollback(query);
    }

    @QueryHandler
    RollbackPage handle(FindRollbacks query) {
        return views.rollbacks(query);
    }
}
