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
        Draft first = new Draft();
        first.epoch = firstEpoch;
        return first.state();
    }

    /** The state after {@code event}, which is the stream's event number {@code atSeq}. */
    public TaskState evolve(TaskEvent event, long atSeq) {
        Draft next = new Draft(this);
        next.seq = atSeq;
        next.content = content.after(event);
        if (event instanceof CheckpointCreated e) {
            next.currentCheckpoint = e.checkpointId();
        } else if (event instanceof TaskPolicyChanged e) {
            next.policy = e.policy();
        } else if (event instanceof TaskFenced e) {
            next.epoch = e.epoch();
            next.workedOn = false;
        } else {
            next.changedSeq = atSeq;
            next.workedOn = event instanceof TaskStarted || (workedOn && goesOn(event, next.content.status()));
            next.restored = null;
            change(next, event);
        }
        return next.state();
    }

    private static boolean goesOn(TaskEvent event, TaskStatus after) {
        return event instanceof TaskUpdated
                || event instanceof TaskMigrated
                || (event instanceof TaskImported && after == TaskStatus.RUNNING);
    }

    /** What an event that is more than a marker says besides the content. */
    private static void change(Draft next, TaskEvent event) {
        if (event instanceof TaskRolledBack e) {
            next.epoch = e.epoch();
            next.schemaVersion = e.schemaVersion();
            next.currentCheckpoint = e.currentCheckpoint();
            next.restored = new Restored(e.rollbackId(), e.targetSeq(), e.components());
        } else if (event instanceof TaskRegistered e) {
            begin(next, e.epoch(), e.schemaVersion(), e.policy(), null);
        } else if (event instanceof TaskForked e) {
            begin(next, e.epoch(), e.schemaVersion(), e.policy(), new ForkOrigin(e.source(), e.sourceSeq()));
        } else if (event instanceof TaskImported e) {
            next.epoch = e.epoch();
            next.schemaVersion = e.schemaVersion();
        } else if (event instanceof TaskMigrated e) {
            next.schemaVersion = e.schemaVersion();
        }
    }

    private static void begin(
            Draft next, long epoch, SchemaVersion version, TaskPolicy policy, @Nullable ForkOrigin origin) {
        next.epoch = epoch;
        next.schemaVersion = version;
        next.policy = policy;
        next.currentCheckpoint = null;
        next.forkedFrom = origin;
    }

    /** The members of a state that is being made, by name; at first those of a task that does not exist. */
    private static final class Draft {
        private long seq = -1;
        private long changedSeq = -1;
        private long epoch;
        private TaskContent content = TaskContent.NONE;
        private SchemaVersion schemaVersion = SchemaVersion.FIRST;
        private TaskPolicy policy = TaskPolicy.DEFAULT;
        private boolean workedOn;
        private @Nullable CheckpointId currentCheckpoint;
        private @Nullable Restored restored;
        private @Nullable ForkOrigin forkedFrom;

        Draft() {}

        Draft(TaskState from) {
            seq = from.seq;
            changedSeq = from.changedSeq;
            epoch = from.epoch;
            content = from.content;
            schemaVersion = from.schemaVersion;
            policy = from.policy;
            workedOn = from.workedOn;
            currentCheckpoint = from.currentCheckpoint;
            restored = from.restored;
            forkedFrom = from.forkedFrom;
        }

        TaskState state() {
            return new TaskState(
                    seq,
                    changedSeq,
                    epoch,
                    content,
                    schemaVersion,
                    policy,
                    workedOn,
                    currentCheckpoint,
                    restored,
                    forkedFrom);
        }
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
