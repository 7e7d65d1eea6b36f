package dev.rollback.engine.rollback;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentName;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan.PlannedTask;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.engine.task.StateMigrations;
import dev.rollback.engine.task.StateMigrations.Restorable;
import dev.rollback.engine.task.Task;
import dev.rollback.engine.task.TaskState;
import dev.rollback.store.event.Streams;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One task's two moments, as a plan needs them.
 *
 * @param now where the task stands, and {@code then} where it is to go
 * @param result its content when it is back
 * @param back what it was then, in a version that can be worked with now
 * @param components those that go back; null for all
 */
record Target(
        Selected selected,
        TaskState now,
        TaskState then,
        TaskContent result,
        Restorable back,
        @Nullable List<ComponentName> components)
        implements Part {

    /** @throws RefusedException VERSION_INCOMPATIBLE where what the task was then cannot be brought to what it is now */
    static Target of(Selected selected, TaskState now, TaskState then, TaskStateSchema schema) {
        ComponentFilter filter = selected.filter();
        Restorable back = back(selected, now, then, schema);
        return new Target(
                selected,
                now,
                then,
                filter.result(now.content(), back.content()),
                back,
                filter.names(now.content(), back.content()));
    }

    private static Restorable back(Selected selected, TaskState now, TaskState then, TaskStateSchema schema) {
        boolean left = selected.filter().isAll() && standsAt(now, then, null) && !selected.always() && !now.workedOn();
        if (now.changedSeq() <= then.seq() || left) {
            return new Restorable(then.content(), then.schemaVersion(), null);
        }
        SchemaVersion wanted =
                StateMigrations.wanted(schema, now, then, selected.filter().isAll());
        return StateMigrations.restorable(schema, selected.taskId(), then.content(), then.schemaVersion(), wanted);
    }

    TaskId taskId() {
        return selected.taskId();
    }

    @Override
    public String aggregateType() {
        return Task.TYPE;
    }

    @Override
    public String stream() {
        return Streams.of(taskId());
    }

    @Override
    public long seq() {
        return selected.head().seq();
    }

    @Override
    public PlannedTask facts() {
        return new PlannedTask(taskId(), now.epoch(), now.content().hash(), then.seq(), result.hash());
    }

    @Override
    public TaskRolledBack compensation(RollbackId rollbackId) {
        return RollbackPlanner.compensation(rollbackId, this);
    }

    @Nullable
    CheckpointId checkpointId() {
        return selected.checkpoint() == null
                ? null
                : new CheckpointId(selected.checkpoint().checkpointId());
    }

    /** Whether there is anything to bring back, or somebody at work to stop. */
    boolean touched() {
        return selected.always() || now.workedOn() || isChanged();
    }

    /** Whether there is anything to bring back. */
    boolean isChanged() {
        return !standsThere() && (components == null ? now.changedSeq() > then.seq() : !result.equals(now.content()));
    }

    /** Whether an earlier rollback brought it there, and nothing has changed it since. */
    boolean standsThere() {
        return standsAt(now, then, components);
    }

    private static boolean standsAt(TaskState now, TaskState then, @Nullable List<ComponentName> components) {
        TaskState.Restored restored = now.restored();
        return restored != null
                && restored.targetSeq() == then.seq()
                && Objects.equals(restored.components(), components);
    }

    /** The newest checkpoint of the line that the task is on from then: a part of a state is on no other line. */
    @Nullable
    CheckpointId currentCheckpoint() {
        return components == null ? then.currentCheckpoint() : now.currentCheckpoint();
    }

    /** The version of the schema that its data is in when it is back: what stays of it says so, where anything does. */
    SchemaVersion schemaVersion() {
        boolean nothingStays = components == null || now.content().components().isEmpty();
        return nothingStays ? back.version() : now.schemaVersion();
    }

    /** How many events of work are compensated: none where only some components go back, and all stand where they go. */
    long eventsAfterTarget() {
        return components != null && result.equals(now.content()) ? 0 : now.seq() - then.seq();
    }
}
