package dev.rollback.projections;

import static dev.rollback.api.ComponentName.TASK_STATE;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentChange;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackEvent.RollbackFailed;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.RollbackEvent.RollbackSucceeded;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskEvent.TaskUpdated;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonPatch;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events with what a test does not care about filled in. */
final class Happened {
    private Happened() {}

    static TaskRegistered registered(String task) {
        return new TaskRegistered(
                new TaskId(task), "Task " + task, List.of(), null, TaskPolicy.DEFAULT, 0, SchemaVersion.FIRST);
    }

    static TaskUpdated patched(String task, String patch) {
        return updated(task, ComponentChange.patch(TASK_STATE, JsonPatch.parse(Json.parse(patch))));
    }

    static TaskUpdated updated(String task, ComponentChange... changes) {
        return new TaskUpdated(new TaskId(task), List.of(changes));
    }

    static CheckpointCreated checkpoint(String task, String id, @Nullable String parent) {
        return checkpoint(task, id, parent, TaskStatus.RUNNING);
    }

    static CheckpointCreated checkpoint(String task, String id, @Nullable String parent, TaskStatus status) {
        return new CheckpointCreated(
                new TaskId(task),
                new CheckpointId(id),
                "phase",
                null,
                null,
                null,
                status,
                SchemaVersion.FIRST,
                "hash",
                id(parent),
                Map.of());
    }

    /** Back to a checkpoint, nothing else changed. */
    static TaskRolledBack rolledBack(String task, String rollback, String checkpoint) {
        return rolledBack(task, rollback, checkpoint, checkpoint, List.of());
    }

    static TaskRolledBack rolledBack(
            String task,
            String rollback,
            @Nullable String target,
            @Nullable String current,
            List<ComponentChange> changes) {
        return new TaskRolledBack(
                new TaskId(task),
                new RollbackId(rollback),
                id(target),
                1,
                1,
                changes,
                "before",
                "after",
                id(current),
                null,
                null,
                SchemaVersion.FIRST,
                null);
    }

    /** A rollback of one task, as the engine writes it. */
    static Object[] rollback(String id, String task, String checkpoint, Map<String, String> metadata) {
        return new Object[] {
            requested(id, task, checkpoint, metadata),
            rolledBack(task, id, checkpoint),
            new RollbackSucceeded(new RollbackId(id), List.of(new TaskId(task)), 4)
        };
    }

    /** An undo of another rollback of one task. */
    static Object[] undo(String id, String undoes, String task) {
        RollbackId rollback = new RollbackId(id);
        return new Object[] {
            new RollbackRequested(
                    rollback,
                    RollbackScope.undoing(new RollbackId(undoes)),
                    2L,
                    RollbackReason.MANUAL,
                    "undo",
                    Map.of(),
                    "digest",
                    null),
            rolledBack(task, id, null, null, List.of()),
            new RollbackSucceeded(rollback, List.of(new TaskId(task)), 1)
        };
    }

    static RollbackRequested requested(String id, String task, String checkpoint, Map<String, String> metadata) {
        return new RollbackRequested(
                new RollbackId(id),
                scope(checkpoint, task),
                2L,
                RollbackReason.VALIDATION_FAILED,
                "tests are red",
                metadata,
                "digest",
                null);
    }

    static RollbackFailed refused(String id, String checkpoint, String... tasks) {
        return new RollbackFailed(
                new RollbackId(id),
                scope(checkpoint, tasks),
                RollbackReason.MANUAL,
                "back",
                Map.of("ticket", "7"),
                RefusalCode.FAILED_STATE,
                "its task had failed",
                null);
    }

    static RollbackScope scope(String checkpoint, String... tasks) {
        return RollbackScope.to(new CheckpointId(checkpoint))
                .withStrategy(RollbackStrategy.SELECTIVE)
                .withTasks(List.of(tasks).stream().map(TaskId::new).toList());
    }

    private static @Nullable CheckpointId id(@Nullable String checkpoint) {
        return checkpoint == null ? null : new CheckpointId(checkpoint);
    }
}
