package dev.rollback.app.model;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointState;
import dev.rollback.api.ComponentName;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan.PlannedTask;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.TaskError;
import dev.rollback.api.TaskFailure;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView.ForkOrigin;
import dev.rollback.api.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be seen from outside, of the model as of the engine. */
final class Seen {
    private Seen() {}

    /**
     * @param position of its newest event
     * @param facts null of a task that is retracted: what is shown of it besides is not specified
     */
    record Task(
            TaskId id,
            TaskStatus status,
            long epoch,
            long seq,
            long position,
            boolean worked,
            TaskPolicy policy,
            @Nullable ForkOrigin origin,
            @Nullable TaskFacts facts,
            Map<ComponentName, Json> components) {}

    record TaskFacts(
            String title,
            @Nullable String statusText,
            @Nullable TaskError error,
            List<TaskId> dependsOn,
            @Nullable TaskId parent,
            Json data) {}

    /** @param own null of a checkpoint of everything */
    record Checkpoint(
            CheckpointId id,
            long position,
            CheckpointState state,
            boolean held,
            @Nullable OwnCheckpoint own) {}

    /** What cleaning up came to: what went, and what a promise kept. */
    record Cleanup(Set<CheckpointId> pruned, Set<CheckpointId> archived, Set<CheckpointId> kept) {
        static Cleanup of(List<Happening> unit, List<CheckpointId> kept) {
            return new Cleanup(
                    ids(unit, Happening.Pruned.class), ids(unit, Happening.Archived.class), Set.copyOf(kept));
        }

        private static Set<CheckpointId> ids(List<Happening> unit, Class<? extends Happening.OfCheckpoint> kind) {
            return unit.stream()
                    .filter(kind::isInstance)
                    .map(event -> kind.cast(event).checkpoint())
                    .collect(Collectors.toSet());
        }
    }

    record OwnCheckpoint(
            TaskId task,
            TaskStatus taskStatus,
            boolean onCurrentLine,
            @Nullable CheckpointId parent,
            long epoch,
            long seq,
            @Nullable String stateHash) {}

    record Rollback(
            RollbackId id,
            RollbackStatus status,
            RollbackReason reason,
            @Nullable TaskFailure failure,
            @Nullable RefusalCode code,
            @Nullable Long cut,
            @Nullable RollbackId undoneBy,
            List<RolledBack> tasks) {}

    record RolledBack(
            TaskId task,
            @Nullable CheckpointId checkpoint,
            long targetSeq,
            long epoch,
            boolean dragged,
            @Nullable Set<ComponentName> components) {}

    /**
     * @param tasks in the order in which they go back
     * @param kept left alone because of a preserved task
     * @param digest and {@code planned}: what an apply is bound by
     */
    record Plan(
            @Nullable Long cut,
            List<Planned> tasks,
            Set<TaskId> kept,
            boolean needsConfirmation,
            RollbackScope scope,
            String digest,
            List<PlannedTask> planned) {}

    record Planned(
            TaskId task,
            boolean dragged,
            @Nullable CheckpointId checkpoint,
            long cut,
            long seq,
            long targetSeq,
            long epoch,
            TaskStatus status,
            boolean worked) {}
}
