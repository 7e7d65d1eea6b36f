package dev.rollback.app.model;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentName;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskError;
import dev.rollback.api.TaskFailure;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView.ForkOrigin;
import dev.rollback.api.json.Json;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the model keeps of what happened. Everything else is folded from these, each time from the first one on. */
sealed interface Happening {

    /** In one task's stream. */
    sealed interface OfTask extends Happening {
        TaskId task();
    }

    /** In the stream of one checkpoint. */
    sealed interface OfCheckpoint extends Happening {
        CheckpointId checkpoint();
    }

    /** In the stream of the one board that the model knows. */
    sealed interface OfBoard extends Happening {}

    record Registered(TaskId task, Facts facts, TaskPolicy policy, long epoch) implements OfTask {}

    record Forked(TaskId task, Content content, TaskPolicy policy, long epoch, ForkOrigin origin) implements OfTask {}

    record Started(TaskId task) implements OfTask {}

    /** Completed, failed, cancelled, reopened or withdrawn. */
    record Moved(TaskId task, TaskStatus status, @Nullable TaskError error) implements OfTask {}

    record PolicyChanged(TaskId task, TaskPolicy policy) implements OfTask {}

    /** @param contents the new content of each changed component; of TASK_STATE its data */
    record Edited(TaskId task, Map<ComponentName, Json> contents) implements OfTask {}

    record Imported(TaskId task, Facts facts, long epoch) implements OfTask {}

    record Marked(TaskId task, CheckpointId checkpoint) implements OfTask {}

    /**
     * @param targetSeq -1 for before the task existed
     * @param components null for all
     * @param checkpoint the target, where it was a listed checkpoint
     */
    record WentBack(
            TaskId task,
            RollbackId rollback,
            long targetSeq,
            long epoch,
            @Nullable Set<ComponentName> components,
            @Nullable CheckpointId checkpoint,
            boolean dragged)
            implements OfTask {}

    record MarkedAll(CheckpointId checkpoint) implements Happening {}

    record Held(CheckpointId checkpoint) implements OfCheckpoint {}

    record Released(CheckpointId checkpoint) implements OfCheckpoint {}

    record Archived(CheckpointId checkpoint) implements OfCheckpoint {}

    record Pruned(CheckpointId checkpoint) implements OfCheckpoint {}

    record StaleRefused(TaskId task, long epoch, String work, String actor) implements Happening {}

    /** @param failure what it answers, where nobody asked for it */
    record RollbackAsked(
            RollbackId rollback,
            RollbackScope scope,
            @Nullable Long cut,
            @Nullable TaskFailure failure) implements Happening {}

    record RollbackDone(RollbackId rollback) implements Happening {}

    record RollbackRefused(
            RollbackId rollback,
            RollbackScope scope,
            RefusalCode code,
            @Nullable TaskFailure failure) implements Happening {}

    record BoardImported(Document base, Board board) implements OfBoard {}

    record BoardExported(Document base, Board board) implements OfBoard {}

    record BoardWentBack(RollbackId rollback, long cut) implements OfBoard {}
}
