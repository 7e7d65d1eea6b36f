package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.rollback.api.json.Json;
import java.util.List;
import java.util.Map;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Everything a caller can ask of one task. Each is answered with a {@link TaskReceipt}, and refused with
 * {@link RefusedException}: CONFLICT where the task's status does not allow it, STALE_EPOCH where the command carries
 * another epoch than the task's.
 */
public sealed interface TaskCommand {
    TaskId taskId();

    /** A new task, or a retracted or withdrawn one again. Refused when the task exists or a dependency does not. */
    @JsonTypeName("RegisterTask")
    record RegisterTask(
            @JsonProperty("taskId") @TargetAggregateIdentifier
            TaskId taskId,

            @JsonProperty("title") String title,
            @JsonProperty("dependsOn") List<TaskId> dependsOn,
            @JsonProperty("parent") @Nullable TaskId parent,
            @JsonProperty("policy") TaskPolicy policy)
            implements TaskCommand {
        public RegisterTask {
            dependsOn = List.copyOf(dependsOn);
        }
    }

    /** From PENDING, or from a RUNNING that a rollback restored and nobody works on. The receipt has the epoch. */
    @JsonTypeName("StartTask")
    record StartTask(
            @JsonProperty("taskId") @TargetAggregateIdentifier
            TaskId taskId) implements TaskCommand {}

    /** Changes components, all or none. Without effect where the content stays the same. */
    @JsonTypeName("UpdateTask")
    record UpdateTask(
            @JsonProperty("taskId") @TargetAggregateIdentifier
            TaskId taskId,

            @JsonProperty("edits") List<ComponentEdit> edits)
            implements TaskCommand {
        public UpdateTask {
            edits = List.copyOf(edits);
            if (edits.isEmpty()) {
                throw Names.invalid("an update of task %s needs at least one change", taskId);
            }
        }
    }

    /** "I still work on it": not an event, but refused like work where the epoch is another or nobody runs the task. */
    @JsonTypeName("RecordHeartbeat")
    record RecordHeartbeat(
            @JsonProperty("taskId") @TargetAggregateIdentifier
            TaskId taskId) implements TaskCommand {}

    @JsonTypeName("CompleteTask")
    record CompleteTask(
            @JsonProperty("taskId") @TargetAggregateIdentifier
            TaskId taskId) implements TaskCommand {}

    @JsonTypeName("FailTask")
    record FailTask(
            @JsonProperty("taskId") @TargetAggregateIdentifier
            TaskId taskId,

            @JsonProperty("error") String error,
            @JsonProperty("cause") RollbackReason cause)
            implements TaskCommand {}

    /**
     * Sets some of the task's switches. Without effect where they stand so; needs no epoch, and is refused for none but
     * unknown tasks.
     */
    @JsonTypeName("ChangePolicy")
    record ChangePolicy(
            @JsonProperty("taskId") @TargetAggregateIdentifier
            TaskId taskId,

            @JsonProperty("change") PolicyChange change)
            implements TaskCommand {
        /** All of them. */
        public ChangePolicy(TaskId taskId, TaskPolicy policy) {
            this(taskId, PolicyChange.to(policy));
        }
    }

    /**
     * A new task, or a retracted or withdrawn one again, with all that another one was at a moment: its components, its
     * title and status, its parent and what it depends on, and the other one's present policy. Left out are a
     * dependency or parent that does not exist any more or would close a circle, and what only the file of an imported
     * task needs: the fork is a task of its own. Nobody works on it. Refused when the task exists, or the other one
     * did not exist at that moment.
     *
     * @param at a moment of {@code source}, which stays as it is
     */
    @JsonTypeName("ForkTask")
    record ForkTask(
            @JsonProperty("taskId") @TargetAggregateIdentifier
            TaskId taskId,

            @JsonProperty("source") TaskId source,
            @JsonProperty("at") Moment at)
            implements TaskCommand {}

    @JsonTypeName("CancelTask")
    record CancelTask(
            @JsonProperty("taskId") @TargetAggregateIdentifier
            TaskId taskId) implements TaskCommand {}

    /** Back to PENDING, from COMPLETED, FAILED or CANCELLED. */
    @JsonTypeName("ReopenTask")
    record ReopenTask(
            @JsonProperty("taskId") @TargetAggregateIdentifier
            TaskId taskId) implements TaskCommand {}

    /** The task is no longer part of the work; its history stays, and registering it again brings it back. */
    @JsonTypeName("WithdrawTask")
    record WithdrawTask(
            @JsonProperty("taskId") @TargetAggregateIdentifier
            TaskId taskId) implements TaskCommand {}

    /**
     * Marks the task's present moment. With {@code data}, TASK_STATE's data is replaced first, and a task that is
     * unknown is registered: one unit.
     *
     * @param phase what the task is about to do or has done, for people
     * @param step a number of the caller's own
     */
    @JsonTypeName("CreateCheckpoint")
    record CreateCheckpoint(
            @JsonProperty("taskId") @TargetAggregateIdentifier
            TaskId taskId,

            @JsonProperty("checkpointId") CheckpointId checkpointId,
            @JsonProperty("phase") String phase,
            @JsonProperty("step") @Nullable Integer step,
            @JsonProperty("label") @Nullable String label,
            @JsonProperty("description") @Nullable String description,
            @JsonProperty("data") @Nullable Json data,
            @JsonProperty("metadata") Map<String, String> metadata)
            implements TaskCommand {
        public CreateCheckpoint {
            Names.requirePrintable("a phase", phase, 256);
            metadata = Map.copyOf(metadata);
        }

        public CreateCheckpoint(TaskId taskId, CheckpointId checkpointId, String phase) {
            this(taskId, checkpointId, phase, null, null, null, null, Map.of());
        }
    }
}
