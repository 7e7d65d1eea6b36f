package dev.rollback.engine.rollback;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskId;
import dev.rollback.engine.storage.IndexReader.CheckpointEntry;
import dev.rollback.engine.storage.Reading;
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
        TaskState then = states.at(reading, taskId, checkpoint.seq());
        Target target = new Target(taskId, checkpointId, now, then, lost);
        refuseAlreadyThere(target, checkpointId);
        return target;
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
