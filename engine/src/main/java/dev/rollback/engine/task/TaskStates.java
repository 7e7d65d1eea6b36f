package dev.rollback.engine.task;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskId;
import dev.rollback.api.json.PatchFailedException;
import dev.rollback.engine.event.EventCodec;
import dev.rollback.engine.event.Streams;
import dev.rollback.engine.storage.IndexReader.TaskHead;
import dev.rollback.engine.storage.Reading;
import dev.rollback.engine.storage.Store;
import dev.rollback.engine.storage.StoredEvent;

/**
 * Finds a task's state at its newest moment or at any other: the nearest snapshot, then a bounded number of events. Safe
 * for use by many threads.
 */
public final class TaskStates {
    private final Store store;
    private final RecentStates recent = new RecentStates();

    public TaskStates(Store store) {
        this.store = store;
    }

    /** The task as it is now; {@link TaskState#INITIAL} where it never existed. */
    public TaskState head(TaskId taskId) {
        return store.read(reading -> head(reading, taskId));
    }

    /** The task as it is at the moment of {@code reading}. */
    public TaskState head(Reading reading, TaskId taskId) {
        return reading.task(taskId.value()).map(head -> head(reading, head)).orElse(TaskState.INITIAL);
    }

    /** The task as it is at the moment of {@code reading}, which gave {@code head}: saves asking for each of many. */
    public TaskState head(Reading reading, TaskHead head) {
        TaskId taskId = new TaskId(head.task());
        // Another process may have moved the task: a state is as good as its seq is the head's.
        TaskState state = recent.get(taskId, head.seq()).orElseGet(() -> fold(reading, taskId, head.seq()));
        recent.put(taskId, state);
        return state;
    }

    /**
     * The task as it was right after the event {@code seq} of its stream.
     *
     * @param seq from -1 (before everything) to the stream's last
     */
    public TaskState stateAt(TaskId taskId, long seq) {
        return store.read(reading -> stateAt(reading, taskId, seq));
    }

    public TaskState stateAt(Reading reading, TaskId taskId, long seq) {
        return recent.get(taskId, seq).orElseGet(() -> fold(reading, taskId, seq));
    }

    /** Remembers a state that was just committed. */
    public void remember(TaskId taskId, TaskState state) {
        recent.put(taskId, state);
    }

    private static TaskState evolve(TaskState state, StoredEvent event) {
        try {
            return state.evolve((TaskEvent) EventCodec.read(event), event.seq());
        } catch (PatchFailedException | IllegalStateException e) {
            throw new RefusedException(
                    RefusalCode.CORRUPT,
                    "event %d (%s of %s) does not fit the state before it. The log, or a snapshot of that task, was altered."
                            .formatted(event.position(), event.name(), event.stream()),
                    e);
        }
    }

    private static TaskState fold(Reading reading, TaskId taskId, long seq) {
        String stream = Streams.of(taskId);
        TaskState state = reading.nearest(stream, seq)
                .map(snapshot -> Snapshots.unpack(snapshot, TaskState.class))
                .orElse(TaskState.INITIAL);
        for (StoredEvent event : reading.stream(stream, state.seq() + 1, seq)) {
            state = evolve(state, event);
        }
        if (state.seq() != seq) {
            throw new RefusedException(
                    RefusalCode.NOT_FOUND,
                    "task %s has no event %d: its last one is %d.".formatted(taskId, seq, state.seq()));
        }
        return state;
    }
}
