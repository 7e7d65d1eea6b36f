package dev.rollback.projections;

import dev.rollback.api.CheckpointPage;
import dev.rollback.api.CheckpointQuery.FindCheckpoint;
import dev.rollback.api.CheckpointQuery.FindCheckpoints;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPage;
import dev.rollback.api.RollbackQuery.FindRollback;
import dev.rollback.api.RollbackQuery.FindRollbacks;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskPage;
import dev.rollback.api.TaskQuery.FindTask;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.api.TaskView;
import dev.rollback.engine.storage.Sql;
import dev.rollback.engine.storage.Store;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The views, for readers: each answer has seen every write that was acknowledged before the question, in any process.
 * Needs no Axon configuration. Safe for use by many threads.
 */
public final class ReadModel {
    private final Store store;
    private final View tasks = new View("tasks", CurrentTasksProjection::new);
    private final View checkpoints = new View("checkpoints", CheckpointsProjection::new);
    private final View rollbacks = new View("rollbacks", RollbackHistoryProjection::new);

    /** @param store opened with {@link ProjectionsSchema#SCRIPTS} */
    public ReadModel(Store store) {
        this.store = store;
    }

    public Optional<TaskView> task(FindTask query) {
        return read(tasks, sql -> new TaskViews(sql).find(query.taskId()));
    }

    public TaskPage tasks(FindTasks query) {
        return read(tasks, sql -> {
            TaskViews views = new TaskViews(sql);
            return new TaskPage(views.list(query), views.count(query));
        });
    }

    public Optional<CheckpointView> checkpoint(FindCheckpoint query) {
        return read(checkpoints, sql -> new CheckpointViews(sql).find(query.checkpointId()));
    }

    public CheckpointPage checkpoints(FindCheckpoints query) {
        return read(checkpoints, sql -> {
            CheckpointViews views = new CheckpointViews(sql);
            return new CheckpointPage(views.list(query), views.count(query));
        });
    }

    public Optional<RollbackView> rollback(FindRollback query) {
        return read(rollbacks, sql -> new RollbackViews(sql).find(query.rollbackId()));
    }

    public RollbackPage rollbacks(FindRollbacks query) {
        return read(rollbacks, sql -> {
            RollbackViews views = new RollbackViews(sql);
            return new RollbackPage(views.list(query), views.count(query));
        });
    }

    /** At most {@code limit} ids of rollbacks that begin with {@code prefix}. */
    public List<RollbackId> rollbacksStartingWith(String prefix, int limit) {
        return read(rollbacks, sql -> new RollbackViews(sql).startingWith(prefix, limit));
    }

    /** Brings every view up to the present; readers then need not. */
    public void advance() {
        long head = store.read(reading -> reading.head().position());
        views().forEach(view -> view.advance(store, head));
    }

    /** Empties every view and fills it again from the log. */
    public void rebuild() {
        views().forEach(view -> view.rebuild(store));
    }

    private List<View> views() {
        return List.of(tasks, checkpoints, rollbacks);
    }

    private <T> T read(View view, Function<Sql, T> query) {
        view.advance(store, store.read(reading -> reading.head().position()));
        return store.read(reading -> query.apply(reading.sql()));
    }
}
