package dev.rollback.engine.rollback;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskId;
import dev.rollback.engine.event.EventCodec;
import dev.rollback.engine.event.Streams;
import dev.rollback.engine.storage.IndexReader.CheckpointEntry;
import dev.rollback.engine.storage.Reading;
import dev.rollback.engine.task.TaskRules;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what a plan needs in the engine's index and in the log, and refuses what cannot be a target. */
final class RollbackTargets {
    private static final int MOST_LOST_CHECKPOINTS = 100;

    private final TaskStates states;

    RollbackTargets(TaskStates states) {
        this.states = states;
    }

    static CheckpointEntry checkpoint(Reading reading, CheckpointId id, @Nullable TaskId expected) {
        CheckpointEntry checkpoint = reading.checkpoint(id.value())
                .orElseThrow(() -> new RefusedException(
                        RefusalCode.NOT_FOUND,
                        "there is no checkpoint %s. 'co checkpoints list' shows those there are.".formatted(id)));
        if (checkpoint.isOfEverything()) {
            throw new RefusedException(
                    RefusalCode.INVALID_SCOPE,
                    "checkpoint %s marks a moment of everything, and a rollback of one task needs a checkpoint of that task. 'co checkpoints list --task-id' shows those."
                            .formatted(id));
        }
        if (expected != null && !expected.value().equals(checkpoint.task())) {
            throw new RefusedException(
                    RefusalCode.NOT_FOUND,
                    "checkpoint %s is of task %s, not of task %s.".formatted(id, checkpoint.task(), expected));
        }
        return checkpoint;
    }

    /** The task of a checkpoint with its two moments; refused where it must not or need not go back. */
    Target target(Reading reading, CheckpointEntry checkpoint, boolean force) {
        TaskId taskId = new TaskId(checkpoint.task());
        CheckpointId checkpointId = new CheckpointId(checkpoint.checkpointId());
        TaskState now = states.head(reading, taskId);
        if (!now.policy().rollbackEnabled()) {
            throw new RefusedException(
                    RefusalCode.ROLLBACK_DISABLED, "the policy of task %s forbids rollback.".formatted(taskId));
        }
        if (checkpoint.failed() && !force) {
            throw new RefusedException(
                    RefusalCode.FAILED_STATE,
                    "checkpoint %s was taken when task %s had failed. Choose an older one, or force it."
                            .formatted(checkpointId, taskId));
        }
        List<CheckpointId> lost =
                reading.checkpointsAfter(taskId.value(), checkpoint.seq(), MOST_LOST_CHECKPOINTS).stream()
                        .map(entry -> new CheckpointId(entry.checkpointId()))
                        .toList();
        TaskState then = states.stateAt(reading, taskId, checkpoint.seq());
        requireSound(reading, checkpoint, then);
        Target target = new Target(taskId, checkpointId, now, then, lost);
        refuseAlreadyThere(target, checkpointId);
        return target;
    }

    // A snapshot only speeds things up, and what it says is believed only as far as the checkpoint's own hash goes.
    private static void requireSound(Reading reading, CheckpointEntry checkpoint, TaskState then) {
        String stream = Streams.of(new TaskId(checkpoint.task()));
        CheckpointCreated marked = reading.stream(stream, checkpoint.seq(), checkpoint.seq()).stream()
                .map(EventCodec::read)
                .filter(CheckpointCreated.class::isInstance)
                .map(CheckpointCreated.class::cast)
                .findFirst()
                .orElseThrow(() -> corrupt(checkpoint, "the log has no checkpoint where the index says"));
        if (!marked.schemaVersion().equals(TaskRules.SCHEMA_VERSION)) {
            throw new RefusedException(
                    RefusalCode.VERSION_INCOMPATIBLE,
                    "checkpoint %s was taken in version %s of the task state, this engine works in version %s."
                            .formatted(checkpoint.checkpointId(), marked.schemaVersion(), TaskRules.SCHEMA_VERSION));
        }
        if (!marked.stateHash().equals(then.content().hash())) {
            throw corrupt(checkpoint, "the state found there is not the one that was marked");
        }
    }

    private static RefusedException corrupt(CheckpointEntry checkpoint, String why) {
        return new RefusedException(
                RefusalCode.CORRUPT,
                "checkpoint %s of task %s: %s. Nothing was changed; deleting the task's snapshots may mend it."
                        .formatted(checkpoint.checkpointId(), checkpoint.task(), why));
    }

    private static void refuseAlreadyThere(Target target, CheckpointId checkpointId) {
        TaskState.Restored restored = target.now().restored();
        if (restored != null && restored.targetSeq() == target.then().seq()) {
            throw new RefusedException(
                    RefusalCode.ALREADY_THERE,
                    "already there (%s): task %s stands at %s and nothing has changed it since."
                            .formatted(restored.rollbackId(), target.taskId(), checkpointId));
        }
        if (!target.touched()) {
            throw new RefusedException(
                    RefusalCode.ALREADY_THERE,
                    "already there: nothing has changed task %s since %s.".formatted(target.taskId(), checkpointId));
        }
    }
}
