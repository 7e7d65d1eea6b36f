package dev.rollback.engine.task;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.TaskCompleted;
import dev.rollback.api.TaskEvent.TaskFailed;
import dev.rollback.api.TaskEvent.TaskStarted;
import dev.rollback.api.TaskEvent.TaskUpdated;
import dev.rollback.api.TaskId;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoredEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** As this process is configured. */
final class ConfiguredAutomation implements Automation {
    private final Store store;
    private final RollbackSettings settings;
    private final InstantSource clock;

    ConfiguredAutomation(Store store, RollbackSettings settings, InstantSource clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Decision complete(Decision decided) {
        if (decided.isEmpty()) {
            return decided;
        }
        FoldedEvent last = decided.last();
        Decision all = last.event() instanceof TaskFailed failed
                ? decided.insteadOfLast(
                        new TaskFailed(failed.taskId(), failed.error(), failed.cause(), goesBack(last.before())))
                : decided;
        String why = settings.autoCheckpoint() ? reason(decided.before(), last.event()) : null;
        return why == null
                ? all
                : all.then(TaskRules.marker(
                        all.after(), last.event().taskId(), CheckpointId.random(), why, Map.of(AUTOMATIC, why)));
    }

    /** By default only a task that has where to go back to: one that has not simply stays failed. */
    private boolean goesBack(TaskState failing) {
        return settings.letsGoBackOnFailure(failing.policy())
                && (settings.demandsRollbackOnFailure(failing.policy()) || hasStableCheckpoint(failing));
    }

    private boolean hasStableCheckpoint(TaskState task) {
        return task.currentCheckpoint() != null
                && store.read(reading -> CheckpointLine.lastStable(reading, task.currentCheckpoint()))
                        .isPresent();
    }

    /** Why a checkpoint is due after this event; null where none is. */
    private @Nullable String reason(TaskState before, TaskEvent last) {
        if (last instanceof TaskCompleted) {
            return settings.checkpointOnTaskCompletion() ? "completed" : null;
        } else if (last instanceof TaskFailed) {
            return settings.checkpointOnError() ? "failed" : null;
        }
        boolean progress = last instanceof TaskStarted || last instanceof TaskUpdated;
        return progress && isLongAgo(last.taskId(), before) ? "interval" : null;
    }

    private boolean isLongAgo(TaskId taskId, TaskState before) {
        Instant due = clock.instant().minus(settings.checkpointInterval());
        return store.read(reading -> newestMark(reading, taskId, before.currentCheckpoint()))
                .filter(newest -> !newest.isAfter(due))
                .isPresent();
    }

    /** When the newest checkpoint of the task's line was taken; where there is none, when the task came to be. */
    private static Optional<Instant> newestMark(Reading reading, TaskId taskId, @Nullable CheckpointId newest) {
        Optional<Long> marked = newest == null
                ? Optional.empty()
                : reading.checkpoint(newest.value()).map(entry -> entry.position());
        return marked.or(() -> reading.task(taskId.value()).map(head -> head.firstPosition()))
                .flatMap(position -> reading.after(position - 1, 1).stream().findFirst())
                .map(StoredEvent::recordedAt);
    }
}
