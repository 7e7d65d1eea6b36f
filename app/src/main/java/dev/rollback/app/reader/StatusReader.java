package dev.rollback.app.reader;

import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.PageRequest;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.api.TaskQuery.FindTasksAt;
import dev.rollback.api.TaskStatus;
import dev.rollback.app.reader.DueTask.Obstacle;
import dev.rollback.app.reader.StoreStatus.Present;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.projections.ReadModel;
import dev.rollback.projections.Totals;
import dev.rollback.store.IndexReader;
import dev.rollback.store.IndexReader.DueRollback;
import dev.rollback.store.Store;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a store holds, counted, and what is still to be done in it. */
public final class StatusReader {
    private static final PageRequest COUNT_ONLY = PageRequest.first(1);

    private final StoreReader reader;
    private final Store store;
    private final ReadModel views;
    private final TaskStates states;
    private final ReaderOptions options;

    StatusReader(StoreReader reader, Store store, ReadModel views, TaskStates states, ReaderOptions options) {
        this.reader = reader;
        this.store = store;
        this.views = views;
        this.states = states;
        this.options = options;
    }

    /** @param position of the moment; null for now */
    public StoreStatus at(@Nullable Long position) {
        Map<TaskStatus, Long> tasks = tasks(position);
        Totals totals = views.totals(position);
        return new StoreStatus(
                reader.backupOf().orElse(null),
                position == null ? reader.head() : position,
                tasks,
                totals.checkpoints(),
                totals.held(),
                totals.closed(),
                totals.rollbacks(),
                position == null ? present(totals) : null);
    }

    private Map<TaskStatus, Long> tasks(@Nullable Long position) {
        Map<TaskStatus, Long> tasks = new EnumMap<>(TaskStatus.class);
        for (TaskStatus status : TaskStatus.values()) {
            long count = position == null
                    ? reader.tasksWithoutContent(new FindTasks(status, null, COUNT_ONLY))
                            .total()
                    : reader.tasks(new FindTasksAt(new AtPosition(position), List.of(), status, null, COUNT_ONLY))
                            .total();
            if (count > 0) {
                tasks.put(status, count);
            }
        }
        return tasks;
    }

    private Present present(Totals totals) {
        RollbackSettings settings = options.rollback().get();
        return new Present(
                settings.enabled() ? totals.enabled() : 0,
                onFailure(settings, totals),
                due(),
                reader.hiddenTasks(),
                reader.documents().file().orElse(null));
    }

    private static long onFailure(RollbackSettings settings, Totals totals) {
        if (!settings.enabled() || Boolean.FALSE.equals(settings.onFailure())) {
            return 0;
        }
        return totals.onFailure() + totals.asConfigured();
    }

    /** Whether any task is still to go back automatically; not in a backup, which takes up nothing. */
    public boolean isDue() {
        return store.read(reading ->
                !reading.dueRollbacks().isEmpty() && reading.copiedAt().isEmpty());
    }

    /** The tasks that failed and have still to go back automatically. */
    public List<DueTask> due() {
        return store.read(IndexReader::dueRollbacks).stream().map(this::due).toList();
    }

    private DueTask due(DueRollback due) {
        TaskId task = new TaskId(due.task());
        return new DueTask(task, due.seq(), obstacle(task));
    }

    private @Nullable Obstacle obstacle(TaskId task) {
        TaskPolicy policy = states.head(task).policy();
        if (!RollbackSettings.defaults().letsGoBackOnFailure(policy)) {
            return Obstacle.POLICY;
        }
        return options.rollback().get().letsGoBackOnFailure(policy) ? null : Obstacle.CONFIGURATION;
    }
}
