package dev.rollback.engine.task;

import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStatus;
import dev.rollback.engine.event.Streams;
import dev.rollback.engine.storage.IndexChange;
import dev.rollback.engine.storage.IndexReader.TaskHead;
import dev.rollback.engine.storage.Reading;
import dev.rollback.engine.storage.StoredSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a unit's task events do to the engine's index, and which snapshots are due. It folds every event on the state
 * before it, so an event that does not fold is never stored; that the state before it is the newest is checked by the
 * store, by its seq, when the unit is written.
 */
public final class TaskIndexing {
    private final TaskStates states;
    private final Reading reading;
    private final Map<TaskId, TaskState> after = new LinkedHashMap<>();
    private final Map<TaskId, long[]> sinceSnapshot = new LinkedHashMap<>();
    private final List<IndexChange> changes = new ArrayList<>();

    public TaskIndexing(TaskStates states, Reading reading) {
        this.states = states;
        this.reading = reading;
    }

    /**
     * @param event the unit's event number {@code index}, with this seq and this many payload bytes
     * @return the task's epoch after the event
     */
    public long add(TaskEvent event, int index, long seq, int bytes) {
        TaskId taskId = event.taskId();
        TaskState before = after.computeIfAbsent(taskId, id -> states.stateAt(reading, id, seq - 1));
        TaskState state = before.evolve(event, seq);
        after.put(taskId, state);
        dependencies(taskId, before, state, index);
        if (event instanceof CheckpointCreated e) {
            changes.add(new IndexChange.CheckpointAdded(
                    e.checkpointId().value(), taskId.value(), index, e.status() == TaskStatus.FAILED));
        }
        if (before.workedOn() && !state.workedOn()) {
            changes.add(new IndexChange.LeaseEnded(taskId.value()));
        }
        long[] since = sinceSnapshot.computeIfAbsent(taskId, this::sinceSnapshot);
        since[0]++;
        since[1] += bytes;
        return state.epoch();
    }

    public List<IndexChange> changes() {
        List<IndexChange> all = new ArrayList<>(changes);
        after.forEach((taskId, state) -> all.add(new IndexChange.TaskMoved(
                taskId.value(),
                state.seq(),
                state.status().name(),
                state.epoch(),
                state.content().hash())));
        return all;
    }

    public List<StoredSnapshot> dueSnapshots() {
        List<StoredSnapshot> due = new ArrayList<>();
        after.forEach((taskId, state) -> {
            long[] since = sinceSnapshot.getOrDefault(taskId, new long[2]);
            if (Snapshots.isDue(state.content(), since[0], since[1])) {
                due.add(Snapshots.pack(Streams.of(taskId), state.seq(), state));
            }
        });
        return due;
    }

    /** To be called once the unit is committed. */
    public void committed() {
        after.forEach(states::remember);
    }

    private long[] sinceSnapshot(TaskId taskId) {
        Optional<TaskHead> head = reading.task(taskId.value());
        return head.map(h -> new long[] {h.eventsSinceSnapshot(), h.bytesSinceSnapshot()})
                .orElseGet(() -> new long[2]);
    }

    private void dependencies(TaskId taskId, TaskState before, TaskState state, int index) {
        Set<TaskId> old = dependsOn(before.content());
        Set<TaskId> now = dependsOn(state.content());
        for (TaskId on : old) {
            if (!now.contains(on)) {
                changes.add(new IndexChange.DependencyRemoved(taskId.value(), on.value(), index));
            }
        }
        for (TaskId on : now) {
            if (!old.contains(on)) {
                changes.add(new IndexChange.DependencyAdded(taskId.value(), on.value(), index));
            }
        }
    }

    // The parent is no dependency: a cascade drags a subtask with its parent by the parent itself.
    private static Set<TaskId> dependsOn(TaskContent content) {
        TaskStateContent state = content.taskState();
        return state == null || !state.status().exists() ? Set.of() : new HashSet<>(state.dependsOn());
    }
}
