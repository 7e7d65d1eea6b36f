package dev.rollback.engine.task;

import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskEvent.TaskFailed;
import dev.rollback.api.TaskEvent.TaskForked;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStatus;
import dev.rollback.store.IndexChange;
import dev.rollback.store.IndexChange.AutomaticRollbacksForgotten;
import dev.rollback.store.IndexChange.CheckpointAdded;
import dev.rollback.store.IndexChange.DependencyAdded;
import dev.rollback.store.IndexChange.DependencyRemoved;
import dev.rollback.store.IndexChange.LeaseEnded;
import dev.rollback.store.IndexChange.RollbackDue;
import dev.rollback.store.IndexChange.RollbackSettled;
import dev.rollback.store.IndexChange.SubtaskAdded;
import dev.rollback.store.IndexChange.SubtaskRemoved;
import dev.rollback.store.IndexChange.TaskMoved;
import dev.rollback.store.IndexReader.TaskHead;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredSnapshot;
import dev.rollback.store.event.Streams;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a unit's task events do to the engine's index, and which snapshots are due. Every event is folded on the state before
 * it, here or where it was decided, so an event that does not fold is never stored; that the state before it is the newest is
 * checked by the store, by its seq, when the unit is written. What the unit of work has loaded and folded ({@link
 * LoadedTasks}) is neither read nor folded again. A task's state is in memory from its first event in the unit to its last.
 */
public final class TaskIndexing {
    /** So many tasks are read together. */
    private static final int TOGETHER = 250;

    private final TaskStates states;
    private final Reading reading;
    private final LoadedTasks loaded = LoadedTasks.current();
    private final List<Upcoming> upcoming;
    private final Map<TaskId, Integer> eventsLeft = new HashMap<>();
    private final Map<TaskId, Moving> moving = new HashMap<>();
    private final Map<TaskId, TaskState> toRemember = new LinkedHashMap<>();
    private final List<IndexChange> changes = new ArrayList<>();
    private final List<StoredSnapshot> dueSnapshots = new ArrayList<>();
    private int read;

    /** A task event of the unit, and its seq. */
    public record Upcoming(TaskId taskId, long seq) {}

    /** @param upcoming all events that will be {@link #add added}, in their order */
    public TaskIndexing(TaskStates states, Reading reading, List<Upcoming> upcoming) {
        this.states = states;
        this.reading = reading;
        this.upcoming = upcoming;
        upcoming.forEach(event -> eventsLeft.merge(event.taskId(), 1, Integer::sum));
    }

    /** A task between its first and its last event in the unit. */
    private static final class Moving {
        private TaskState state;
        private long events;
        private long bytes;
        private @Nullable Integer changed;

        Moving(TaskState state, @Nullable TaskHead head) {
            this.state = state;
            this.events = head == null ? 0 : head.eventsSinceSnapshot();
            this.bytes = head == null ? 0 : head.bytesSinceSnapshot();
        }
    }

    /**
     * @param event the unit's event number {@code index}, with this seq and this many payload bytes
     * @return the task's epoch after the event
     */
    public long add(TaskEvent event, int index, long seq, int payloadBytes) {
        TaskId taskId = event.taskId();
        Moving task = moving(taskId);
        TaskState before = task.state;
        TaskState after = loaded.after(before, event, seq);
        task.state = after;
        if (isHandedIn(event)) {
            ContentLimits.require(taskId, before.content(), after.content());
        }
        task.events++;
        task.bytes += payloadBytes;
        dependencies(taskId, before.content(), after.content(), index);
        parent(taskId, before.content(), after.content(), index);
        if (event instanceof CheckpointCreated e) {
            changes.add(new CheckpointAdded(
                    e.checkpointId().value(), taskId.value(), index, e.status() == TaskStatus.FAILED));
        }
        if (!event.isMarker()) {
            task.changed = index;
        }
        failures(taskId, event, before, after);
        if (before.workedOn() && !after.workedOn()) {
            changes.add(new LeaseEnded(taskId.value()));
        }
        if (eventsLeft.merge(taskId, -1, Integer::sum) == 0) {
            end(taskId, task);
        }
        return after.epoch();
    }

    /** What was there once is brought back and copied, whatever it was. */
    private static boolean isHandedIn(TaskEvent event) {
        return !(event.isMarker() || event instanceof TaskRolledBack || event instanceof TaskForked);
    }

    public List<IndexChange> changes() {
        return changes;
    }

    public List<StoredSnapshot> dueSnapshots() {
        return dueSnapshots;
    }

    /** To be called once the unit is committed. */
    public void committed() {
        toRemember.forEach(states::remember);
    }

    /** A rollback by itself is due from the failure that asked for it until the task changes again. */
    private void failures(TaskId taskId, TaskEvent event, TaskState before, TaskState after) {
        if (event instanceof TaskFailed failed && failed.rollsBack()) {
            changes.add(new RollbackDue(taskId.value(), after.seq()));
        } else if (before.status() == TaskStatus.FAILED && !event.isMarker()) {
            changes.add(new RollbackSettled(taskId.value(), before.changedSeq()));
        }
        boolean completed = after.status() == TaskStatus.COMPLETED && before.status() != TaskStatus.COMPLETED;
        boolean livesAnew = before.known() && (event instanceof TaskRegistered || event instanceof TaskForked);
        if (livesAnew || (completed && !(event instanceof TaskRolledBack))) {
            changes.add(new AutomaticRollbacksForgotten(taskId.value()));
        }
    }

    private void end(TaskId taskId, Moving task) {
        TaskState state = task.state;
        moving.remove(taskId);
        changes.add(new TaskMoved(
                taskId.value(),
                state.seq(),
                state.status().name(),
                state.epoch(),
                state.content().hash(),
                task.changed));
        if (Snapshots.isDue(state.content(), task.events, task.bytes)) {
            dueSnapshots.add(Snapshots.pack(Streams.of(taskId), state.seq(), state));
        }
        if (toRemember.size() < RecentStates.MOST) {
            toRemember.put(taskId, state);
        }
    }

    private Moving moving(TaskId taskId) {
        while (!moving.containsKey(taskId)) {
            if (read == upcoming.size()) {
                throw new IllegalStateException("task " + taskId + " was not to come");
            }
            readSome();
        }
        return Objects.requireNonNull(moving.get(taskId));
    }

    private void readSome() {
        Map<TaskId, Long> others = new LinkedHashMap<>();
        for (int some = 0; read < upcoming.size() && some < TOGETHER; ) {
            Upcoming event = upcoming.get(read++);
            TaskId taskId = event.taskId();
            if (!moving.containsKey(taskId) && !others.containsKey(taskId)) {
                some++;
                long seq = event.seq() - 1;
                loaded.at(taskId, seq)
                        .ifPresentOrElse(
                                task -> moving.put(taskId, new Moving(task.state(), task.head())),
                                () -> others.put(taskId, seq));
            }
        }
        if (!others.isEmpty()) {
            read(others);
        }
    }

    private void read(Map<TaskId, Long> before) {
        Map<String, TaskHead> heads = new HashMap<>();
        reading.tasks(before.keySet().stream().map(TaskId::value).toList())
                .forEach(head -> heads.put(head.task(), head));
        if (before.size() == 1) {
            before.forEach((taskId, seq) ->
                    moving.put(taskId, new Moving(states.stateAt(reading, taskId, seq), heads.get(taskId.value()))));
        } else {
            states.statesAt(reading, before)
                    .forEach((taskId, state) -> moving.put(taskId, new Moving(state, heads.get(taskId.value()))));
        }
    }

    private void dependencies(TaskId taskId, TaskContent before, TaskContent after, int index) {
        Set<TaskId> old = dependsOn(before);
        Set<TaskId> now = dependsOn(after);
        for (TaskId on : old) {
            if (!now.contains(on)) {
                changes.add(new DependencyRemoved(taskId.value(), on.value(), index));
            }
        }
        for (TaskId on : now) {
            if (!old.contains(on)) {
                changes.add(new DependencyAdded(taskId.value(), on.value(), index));
            }
        }
    }

    private void parent(TaskId taskId, TaskContent before, TaskContent after, int index) {
        TaskId old = parent(before);
        TaskId now = parent(after);
        if (Objects.equals(old, now)) {
            return;
        }
        if (old != null) {
            changes.add(new SubtaskRemoved(taskId.value(), old.value(), index));
        }
        if (now != null) {
            changes.add(new SubtaskAdded(taskId.value(), now.value(), index));
        }
    }

    private static Set<TaskId> dependsOn(TaskContent content) {
        TaskStateContent state = content.taskState();
        return state == null || !state.status().exists() ? Set.of() : new HashSet<>(state.dependsOn());
    }

    private static @Nullable TaskId parent(TaskContent content) {
        TaskStateContent state = content.taskState();
        return state == null || !state.status().exists() ? null : state.parent();
    }
}
