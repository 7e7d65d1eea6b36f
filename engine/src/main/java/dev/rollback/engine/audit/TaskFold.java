package dev.rollback.engine.audit;

import static dev.rollback.api.audit.AuditCheck.CHECKPOINTS;
import static dev.rollback.api.audit.AuditCheck.EVENTS;
import static dev.rollback.api.audit.AuditCheck.TASKS;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskEvent.TaskFailed;
import dev.rollback.api.TaskEvent.TaskFenced;
import dev.rollback.api.TaskEvent.TaskForked;
import dev.rollback.api.TaskEvent.TaskImported;
import dev.rollback.api.TaskEvent.TaskMigrated;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskFailure;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.PatchFailedException;
import dev.rollback.engine.task.TaskState;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One task from its first event on, with no help of snapshots, index or views. */
final class TaskFold implements StreamFold {
    private final TaskId taskId;
    private final Findings findings;
    private final ExpectedIndex index;
    private final SnapshotCheck snapshots;
    private final RollbackCheck rollbacks;
    private final FirstEpochs firstEpochs;
    private final Map<TaskId, Long> dependsOn = new HashMap<>();
    private final Map<CheckpointId, Long> wentBack =
            new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
    private TaskState state = TaskState.INITIAL;
    private long first;
    private long last;
    private long changed;
    private long parentSince;
    private @Nullable TaskFailure due;

    TaskFold(
            TaskId taskId,
            Findings findings,
            ExpectedIndex index,
            SnapshotCheck snapshots,
            RollbackCheck rollbacks,
            FirstEpochs firstEpochs) {
        this.taskId = taskId;
        this.findings = findings;
        this.index = index;
        this.snapshots = snapshots;
        this.rollbacks = rollbacks;
        this.firstEpochs = firstEpochs;
    }

    @Override
    public boolean next(StoredEvent stored) {
        findings.looked(TASKS);
        try {
            TaskEvent event = read(stored);
            TaskState before = state;
            TaskState after = before.evolve(event, stored.seq());
            epochs(stored, event, before, after);
            if (event instanceof CheckpointCreated e) {
                checkpoint(stored, e, before);
            } else if (event instanceof TaskRolledBack e) {
                rollbacks.check(stored, e, before, after);
                rollbacks
                        .failureAnswered(stored, e)
                        .ifPresent(targets -> targets.forEach(target -> wentBack.merge(target, 1L, Long::sum)));
            }
            if (event instanceof TaskMigrated e) {
                migrated(stored, e, before, after);
            }
            index(stored, event, before, after);
            rollbacks.passed(stored, after);
            state = after;
            snapshots.check(stored, after);
            return true;
        } catch (PatchFailedException | IllegalStateException | IllegalArgumentException e) {
            findings.diverges(TASKS, stored, "it does not fit the state before it: %s", String.valueOf(e.getMessage()));
        } catch (RefusedException e) {
            findings.diverges(EVENTS, stored, "%s", String.valueOf(e.getMessage()));
        }
        return false;
    }

    private TaskEvent read(StoredEvent stored) {
        if (EventCodec.read(stored) instanceof TaskEvent event && event.taskId().equals(taskId)) {
            return event;
        }
        throw new IllegalStateException("it is no event of this task");
    }

    private void epochs(StoredEvent stored, TaskEvent event, TaskState before, TaskState after) {
        boolean newLife = event instanceof TaskRegistered
                || event instanceof TaskForked
                || (event instanceof TaskImported && !before.exists());
        long expected = before.epoch();
        if (event instanceof TaskFenced || (newLife && !before.known())) {
            expected = firstEpochs.at(stored.position());
        } else if (event instanceof TaskRolledBack || newLife) {
            expected++;
        }
        if (after.epoch() != expected) {
            findings.diverges(
                    TASKS, stored, "it gives the task the epoch %d, which must be %d", after.epoch(), expected);
        }
        Object said = EventCodec.metadata(stored).get(MetadataKeys.EPOCH);
        if (!(said instanceof Number number) || number.longValue() != after.epoch()) {
            findings.diverges(TASKS, stored, "its metadata says epoch %s, the task's is %d", said, after.epoch());
        }
    }

    private void checkpoint(StoredEvent stored, CheckpointCreated event, TaskState at) {
        findings.looked(CHECKPOINTS);
        String hash = at.content().hash();
        if (!event.stateHash().equals(hash)) {
            findings.diverges(
                    CHECKPOINTS,
                    stored,
                    "checkpoint %s says that the state's hash is %s, but it is %s",
                    event.checkpointId(),
                    event.stateHash(),
                    hash);
        }
        if (!event.schemaVersion().equals(at.schemaVersion())) {
            findings.diverges(
                    CHECKPOINTS,
                    stored,
                    "checkpoint %s says that the task's data was in version %s, but it was in %s",
                    event.checkpointId(),
                    event.schemaVersion(),
                    at.schemaVersion());
        }
        if (event.status() != at.status()) {
            findings.diverges(
                    CHECKPOINTS,
                    stored,
                    "checkpoint %s says that the task was %s, but it was %s",
                    event.checkpointId(),
                    event.status(),
                    at.status());
        }
        if (!Objects.equals(event.parent(), at.currentCheckpoint())) {
            findings.diverges(
                    CHECKPOINTS,
                    stored,
                    "checkpoint %s says that %s was before it on its line, but that was %s",
                    event.checkpointId(),
                    event.parent(),
                    at.currentCheckpoint());
        }
        index.checkpoint(event.checkpointId(), taskId, stored, at.status() == TaskStatus.FAILED);
    }

    /** What a migration made of the data is believed; that it was of this data, and of nothing else, is not. */
    private void migrated(StoredEvent stored, TaskMigrated event, TaskState before, TaskState after) {
        if (!MigrationCheck.isOf(event.migratedFrom(), before)) {
            findings.diverges(TASKS, stored, "it says that it migrated another state than the one before it");
        }
        if (event.schemaVersion().major() <= before.schemaVersion().major()) {
            findings.diverges(TASKS, stored, "it migrates to version %s, which is no later one", event.schemaVersion());
        }
        if (!event.stateHash().equals(after.content().hash())) {
            findings.diverges(TASKS, stored, "it does not lead to the state whose hash it says");
        }
        if (!MigrationCheck.leavesAllButData(before.content(), after.content())) {
            findings.diverges(TASKS, stored, "it changed more than the task's data");
        }
    }

    private void index(StoredEvent stored, TaskEvent event, TaskState before, TaskState after) {
        long position = stored.position();
        first = stored.seq() == 0 ? position : first;
        last = position;
        if (!event.isMarker() || stored.seq() == 0) {
            changed = position;
        }
        dependencies(dependsOn(after), position);
        parent(parent(before), parent(after), position);
        boolean completed = after.status() == TaskStatus.COMPLETED
                && before.status() != TaskStatus.COMPLETED
                && !(event instanceof TaskRolledBack);
        if (completed || event instanceof TaskRegistered || event instanceof TaskForked) {
            wentBack.clear();
        }
        if (event instanceof TaskFailed failed && failed.rollsBack()) {
            due = new TaskFailure(taskId, stored.seq());
        } else if (!event.isMarker()) {
            due = null;
        }
    }

    private void dependencies(Set<TaskId> now, long position) {
        for (TaskId on : Set.copyOf(dependsOn.keySet())) {
            if (!now.contains(on)) {
                index.dependency(taskId, on, Objects.requireNonNull(dependsOn.remove(on)), position);
            }
        }
        now.forEach(on -> dependsOn.putIfAbsent(on, position));
    }

    private void parent(@Nullable TaskId before, @Nullable TaskId after, long position) {
        if (!Objects.equals(before, after)) {
            if (before != null) {
                index.subtask(taskId, before, parentSince, position);
            }
            parentSince = position;
        }
    }

    @Override
    public void end() {
        index.head(taskId, state, first, last, changed);
        dependsOn.forEach((on, since) -> index.dependency(taskId, on, since, Long.MAX_VALUE));
        TaskId parent = parent(state);
        if (parent != null) {
            index.subtask(taskId, parent, parentSince, Long.MAX_VALUE);
        }
        if (due != null) {
            index.due(due);
        }
        wentBack.forEach((target, times) -> index.automatic(taskId, target, times));
    }

    private static Set<TaskId> dependsOn(TaskState state) {
        TaskStateContent content = state.content().taskState();
        return content == null || !content.status().exists() ? Set.of() : new HashSet<>(content.dependsOn());
    }

    private static @Nullable TaskId parent(TaskState state) {
        TaskStateContent content = state.content().taskState();
        return content == null || !content.status().exists() ? null : content.parent();
    }
}
