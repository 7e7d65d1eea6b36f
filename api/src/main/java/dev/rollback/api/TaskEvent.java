package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to one task. {@link TaskContent#after} says what each does to the task's components. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface TaskEvent {
    TaskId taskId();

    /** Whether the task's state stays what it was: such an event moves nothing. */
    @JsonIgnore
    default boolean isMarker() {
        return this instanceof CheckpointCreated || this instanceof TaskPolicyChanged || this instanceof TaskFenced;
    }

    /**
     * The task exists from here on, PENDING.
     *
     * @param epoch above 0 where it had existed before
     * @param schemaVersion the version of the schema that its data is in
     */
    @Revision("3")
    record TaskRegistered(
            TaskId taskId,
            String title,
            List<TaskId> dependsOn,
            @Nullable TaskId parent,
            TaskPolicy policy,
            long epoch,
            SchemaVersion schemaVersion)
            implements TaskEvent {
        public TaskRegistered {
            dependsOn = List.copyOf(dependsOn);
            Objects.requireNonNull(schemaVersion, "schemaVersion");
        }
    }

    @Revision("1")
    record TaskStarted(TaskId taskId) implements TaskEvent {}

    @Revision("1")
    record TaskUpdated(TaskId taskId, List<ComponentChange> changes) implements TaskEvent {
        public TaskUpdated {
            changes = List.copyOf(changes);
        }
    }

    @Revision("1")
    record TaskCompleted(TaskId taskId) implements TaskEvent {}

    /**
     * @param rollsBack whether the task was, as it failed, to go back to its last stable checkpoint by itself
     */
    @Revision("2")
    record TaskFailed(
            TaskId taskId,
            String error,
            RollbackReason cause,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean rollsBack)
            implements TaskEvent {}

    /** The task's switches are these from here on. It changes nothing that a rollback brings back. */
    @Revision("1")
    record TaskPolicyChanged(TaskId taskId, TaskPolicy policy) implements TaskEvent {}

    /**
     * The store was restored from a backup: whoever worked on the task is to start anew, in this epoch. It changes nothing that
     * a rollback brings back.
     */
    @Revision("1")
    record TaskFenced(TaskId taskId, long epoch) implements TaskEvent {}

    /**
     * The task exists from here on, with what another one was at a moment.
     *
     * @param source the other one, and {@code sourceSeq} the moment's place in its stream
     * @param changes what every component is
     * @param epoch above 0 where the task had existed before
     * @param schemaVersion the version of the schema that its data is in
     */
    @Revision("2")
    record TaskForked(
            TaskId taskId,
            TaskId source,
            long sourceSeq,
            List<ComponentChange> changes,
            TaskPolicy policy,
            long epoch,
            SchemaVersion schemaVersion)
            implements TaskEvent {
        public TaskForked {
            changes = List.copyOf(changes);
            Objects.requireNonNull(schemaVersion, "schemaVersion");
        }
    }

    @Revision("1")
    record TaskCancelled(TaskId taskId) implements TaskEvent {}

    @Revision("1")
    record TaskReopened(TaskId taskId) implements TaskEvent {}

    @Revision("1")
    record TaskWithdrawn(TaskId taskId) implements TaskEvent {}

    /**
     * What a file said of the task; it exists from here on.
     *
     * @param schemaVersion the version of the schema that its data is in
     */
    @Revision("2")
    record TaskImported(TaskId taskId, List<ComponentChange> changes, long epoch, SchemaVersion schemaVersion)
            implements TaskEvent {
        public TaskImported {
            changes = List.copyOf(changes);
            Objects.requireNonNull(schemaVersion, "schemaVersion");
        }
    }

    /**
     * In what version of the schema data was before migrations brought it to a later one.
     *
     * @param stateHash the hash of all of the task's components then
     */
    record MigratedFrom(SchemaVersion schemaVersion, String stateHash) {}

    /**
     * The task's data was brought to a later version of its schema, ahead of what was written to it next.
     *
     * @param schemaVersion the version that it is in from here on
     * @param stateHash what {@code changes} lead to
     */
    @Revision("1")
    record TaskMigrated(
            TaskId taskId,
            List<ComponentChange> changes,
            SchemaVersion schemaVersion,
            String stateHash,
            MigratedFrom migratedFrom)
            implements TaskEvent {
        public TaskMigrated {
            changes = List.copyOf(changes);
            Objects.requireNonNull(schemaVersion, "schemaVersion");
        }
    }

    /**
     * A marker: it changes nothing.
     *
     * @param status what the task was
     * @param schemaVersion the version of the schema that the task's data is in
     * @param stateHash the task's state at this moment
     * @param parent the checkpoint before it on the task's line
     */
    @Revision("1")
    record CheckpointCreated(
            TaskId taskId,
            CheckpointId checkpointId,
            String phase,
            @Nullable Integer step,
            @Nullable String label,
            @Nullable String description,
            TaskStatus status,
            SchemaVersion schemaVersion,
            String stateHash,
            @Nullable CheckpointId parent,
            Map<String, String> metadata)
            implements TaskEvent {
        public CheckpointCreated {
            metadata = Map.copyOf(metadata);
            Objects.requireNonNull(schemaVersion, "schemaVersion");
        }
    }

    /**
     * The compensating event: {@code changes} put the task's components back.
     *
     * @param checkpointId the target, where it was a checkpoint
     * @param targetSeq the target's place in the task's stream; -1 for "before the task existed"
     * @param epoch the task's epoch from here on
     * @param hashBefore the state hash that {@code changes} apply to
     * @param hashAfter the state hash they lead to: the target's own, where all components went back
     * @param currentCheckpoint the newest checkpoint on the line that the task is on from here
     * @param components those that went back; null for all
     * @param draggedBy the task with which this one went back; null for a chosen one
     * @param schemaVersion the version of the schema that its data is in from here on
     * @param migratedFrom the target as it was, where migrations brought it to {@code schemaVersion}
     */
    @Revision("3")
    record TaskRolledBack(
            TaskId taskId,
            RollbackId rollbackId,
            @Nullable CheckpointId checkpointId,
            long targetSeq,
            long epoch,
            List<ComponentChange> changes,
            String hashBefore,
            String hashAfter,
            @Nullable CheckpointId currentCheckpoint,
            @Nullable List<ComponentName> components,
            @Nullable TaskId draggedBy,
            SchemaVersion schemaVersion,
            @Nullable MigratedFrom migratedFrom)
            implements TaskEvent {
        public TaskRolledBack {
            changes = List.copyOf(changes);
            Objects.requireNonNull(schemaVersion, "schemaVersion");
            components = components == null ? null : List.copyOf(components);
        }
    }
}
