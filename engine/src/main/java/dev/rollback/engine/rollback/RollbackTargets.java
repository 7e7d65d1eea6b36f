package dev.rollback.engine.rollback;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.engine.task.StateMigrations;
import dev.rollback.engine.task.TaskMoment;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.Reading;
import dev.rollback.store.event.EventCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the two moments of each task, and refuses what must not go back or cannot be believed. */
final class RollbackTargets {
    /** So many tasks are in memory at a time. */
    private static final int TOGETHER = 250;

    private final TaskStates states;
    private final TaskStateSchema schema;

    RollbackTargets(TaskStates states, TaskStateSchema schema) {
        this.states = states;
        this.schema = schema;
    }

    static void requireNotFailed(CheckpointEntry checkpoint) {
        if (checkpoint.failed()) {
            throw new RefusedException(
                    RefusalCode.FAILED_STATE,
                    "checkpoint %s was taken when task %s had failed. Choose an older one, or force it."
                            .formatted(checkpoint.checkpointId(), checkpoint.task()));
        }
    }

    /** One after the other, in the order of {@code selected}. */
    void forEach(Reading reading, List<Selected> selected, Consumer<Target> consumer) {
        for (int from = 0; from < selected.size(); from += TOGETHER) {
            some(reading, selected.subList(from, Math.min(selected.size(), from + TOGETHER)))
                    .forEach(consumer);
        }
    }

    private List<Target> some(Reading reading, List<Selected> selected) {
        Map<TaskId, Long> now = new LinkedHashMap<>();
        Map<TaskId, Long> then = new LinkedHashMap<>();
        for (Selected task : selected) {
            now.put(task.taskId(), task.head().seq());
            then.put(task.taskId(), task.targetSeq());
        }
        Map<TaskId, TaskState> present = states.statesAt(reading, now);
        Map<TaskId, TaskMoment> past = states.momentsAt(reading, then);
        return selected.stream()
                .map(task -> target(
                        task,
                        Objects.requireNonNull(present.get(task.taskId())),
                        Objects.requireNonNull(past.get(task.taskId()))))
                .toList();
    }

    private Target target(Selected selected, TaskState now, TaskMoment then) {
        if (selected.checkpoint() != null) {
            requireSound(selected, selected.checkpoint(), now, then);
        }
        return Target.of(selected, now, then.state(), schema);
    }

    static void requireAllowed(RollbackSettings settings) {
        if (!settings.enabled()) {
            throw new RefusedException(
                    RefusalCode.ROLLBACK_DISABLED,
                    "the configuration switches rollback off: 'rollback.enabled' of orchestrator_config.json, or CO_ROLLBACK_ENABLED.",
                    Remedy.of(Action.SHOW_SETTINGS));
        }
    }

    static void requireAllowed(Target target) {
        if (!target.now().policy().rollbackEnabled()) {
            throw new RefusedException(
                    RefusalCode.ROLLBACK_DISABLED,
                    "the policy of task %s forbids rollback. Preserve it to roll back the others."
                            .formatted(target.taskId()));
        }
    }

    // A snapshot only speeds things up, and what it says is believed only as far as the checkpoint's own hash goes.
    private void requireSound(Selected selected, CheckpointEntry checkpoint, TaskState now, TaskMoment then) {
        CheckpointCreated marked = marked(then);
        if (marked == null) {
            throw corrupt(checkpoint, "the log has no checkpoint where the index says");
        }
        SchemaVersion wanted = StateMigrations.wanted(
                schema, now, then.state(), selected.filter().isAll());
        StateMigrations.requireNotNewer(schema, selected.taskId(), marked.schemaVersion(), wanted);
        if (!marked.schemaVersion().equals(then.state().schemaVersion())) {
            throw corrupt(checkpoint, "its data is in another version than was marked");
        }
        if (!marked.stateHash().equals(then.state().content().hash())) {
            throw corrupt(checkpoint, "the state found there is not the one that was marked");
        }
    }

    private static @Nullable CheckpointCreated marked(TaskMoment then) {
        return then.last() != null && EventCodec.read(then.last()) instanceof CheckpointCreated marked ? marked : null;
    }

    private static RefusedException corrupt(CheckpointEntry checkpoint, String why) {
        return new RefusedException(
                RefusalCode.CORRUPT,
                "checkpoint %s of task %s: %s. Nothing was changed; deleting the task's snapshots may mend it."
                        .formatted(checkpoint.checkpointId(), checkpoint.task(), why));
    }
}
