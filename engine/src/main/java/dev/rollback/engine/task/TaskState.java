package dev.rollback.engine.task;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentName;
import dev.rollback.api.RollbackId;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskEvent.TaskFenced;
import dev.rollback.api.TaskEvent.TaskForked;
import dev.rollback.api.TaskEvent.TaskImported;
import dev.rollback.api.TaskEvent.TaskMigrated;
import dev.rollback.api.TaskEvent.TaskPolicyChanged;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskEvent.TaskStarted;
import dev.rollback.api.TaskEvent.TaskUpdated;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView.ForkOrigin;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task at a moment: the fold of its events up to {@code seq}.
 *
 * @param changedSeq the newest event that was more than a marker
 * @param epoch the present one; before the first event, the one to begin with
 * @param content what a rollback brings back; all else here but its version it never does
 * @param schemaVersion the version of the schema that the data in {@code content} is in
 * @param workedOn whether somebody started the task and neither an end nor a rollback nor a fence came since
 * @param currentCheckpoint the newest checkpoint on the line the task is on, which begins where it was registered or
 *     forked last
 * @param forkedFrom the moment of another task whose content it began with
 * @param restored the rollback that put the task where it stands, while nothing has changed it since
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskState(
        long seq,
        long changedSeq,
        long epoch,
        TaskContent content,
        SchemaVersion schemaVersion,
        TaskPolicy policy,
        boolean workedOn,
        @Nullable CheckpointId currentCheckpoint,
        @Nullable Restored restored,
        @Nullable ForkOrigin forkedFrom) {

    public TaskState {
        // Snapshots of before there were versions do not say any.
        schemaVersion = Objects.requireNonNullElse(schemaVersion, SchemaVersion.FIRST);
    }

    /**
     * Which rollback brought the task back, and to which of its moments.
     *
     * @param components those that went back; null for all
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Restored(
            RollbackId rollbackId, long targetSeq, @Nullable List<ComponentName> components) {}

    /** Before the first event. */
    public static final TaskState INITIAL = initial(0);

    /** Before the first event, in a store where a task begins with this epoch. */
    static TaskState initial(long firstEpoch) {
        return new TaskState(
                -1, -1, firstEpoch, TaskContent.NONE, SchemaVersion.FIRST, TaskPolicy.DEFAULT, false, null, null, null);
    }

    /** The state after {@code event}, which is the stream's event number {@code atSeq}. */
    public TaskState evolve(TaskEvent event, long atSeq) {
        TaskContent after = content.after(event);
        SchemaVersion version = version(event);
        if (event instanceof CheckpointCreated e) {
            return new TaskState(
                    atSeq, changedSeq, epoch, after, version, policy, workedOn, e.checkpointId(), restored, forkedFrom);
        } else if (event instanceof TaskPolicyChanged e) {
            return new TaskState(
                    atSeq,
                    changedSeq,
                    epoch,
                    after,
                    version,
                    e.policy(),
                    workedOn,
                    currentCheckpoint,
                    restored,
                    forkedFrom);
        } else if (event instanceof TaskFenced e) {
            return new TaskState(
                    atSeq,
                    changedSeq,
                    e.epoch(),
                    after,
                    version,
                    policy,
                    false,
                    currentCheckpoint,
                    restored,
                    forkedFrom);
        } else if (event instanceof TaskRolledBack e) {
            Restored by = new Restored(e.rollbackId(), e.targetSeq(), e.components());
            return new TaskState(
                    atSeq, atSeq, e.epoch(), after, version, policy, false, e.currentCheckpoint(), by, forkedFrom);
        } else if (event instanceof TaskRegistered e) {
            return new TaskState(atSeq, atSeq, e.epoch(), after, version, e.policy(), false, null, null, null);
        } else if (event instanceof TaskForked e) {
            ForkOrigin origin = new ForkOrigin(e.source(), e.sourceSeq());
            return new TaskState(atSeq, atSeq, e.epoch(), after, version, e.policy(), false, null, null, origin);
        } else if (event instanceof TaskImported e) {
            boolean still = workedOn && after.status() == TaskStatus.RUNNING;
            return new TaskState(
                    atSeq, atSeq, e.epoch(), after, version, policy, still, currentCheckpoint, null, forkedFrom);
        }
        boolean goesOn = event instanceof TaskUpdated || event instanceof TaskMigrated;
        boolean still = event instanceof TaskStarted || (goesOn && workedOn);
        return new TaskState(atSeq, atSeq, epoch, after, version, policy, still, currentCheckpoint, null, forkedFrom);
    }

    private SchemaVersion version(TaskEvent event) {
        if (event instanceof TaskRegistered e) {
            return e.schemaVersion();
        } else if (event instanceof TaskForked e) {
            return e.schemaVersion();
        } else if (event instanceof TaskImported e) {
            return e.schemaVersion();
        } else if (event instanceof TaskRolledBack e) {
            return e.schemaVersion();
        } else if (event instanceof TaskMigrated e) {
            return e.schemaVersion();
        }
        return schemaVersion;
    }

    @JsonIgnore
    public TaskStatus status() {
        return content.status();
    }

    /** Whether there is a task to work on. */
    @JsonIgnore
    public boolean exists() {
        return status().exists();
    }

    /** Whether the task ever existed, retracted and withdrawn ones too. */
    @JsonIgnore
    public boolean known() {
        return seq >= 0;
    }
}
