package dev.rollback.engine.task;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.StoreEvent.StoreRestored;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskId;
import dev.rollback.api.json.PatchFailedException;
import dev.rollback.store.EventReader.Span;
import dev.rollback.store.IndexReader.TaskHead;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.StoredSnapshot;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.Streams;
import dev.rollback.store.event.UnreadableEventException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds a task's state at its newest moment or at any other: the nearest snapshot, then a bounded number of events. Safe
 * for use by many threads.
 */
public final class TaskStates {
    private static final int TOGETHER = 500;

    private final Store store;
    private final RecentStates recent = new RecentStates();
    private volatile @Nullable TaskState initial;

    public TaskStates(Store store) {
        this.store = store;
    }

    /** The task as it is now; {@link #initial} where it never existed. */
    public TaskState head(TaskId taskId) {
        return store.read(reading -> head(reading, taskId));
    }

    /** The same, for a unit of work that is going to change it. */
    public TaskState load(TaskId taskId, LoadedTasks loaded) {
        return store.read(reading -> {
            TaskHead head = reading.task(taskId.value()).orElse(null);
            TaskState state = head == null ? initial(reading) : head(reading, head);
            loaded.keep(taskId, state, head);
            return state;
        });
    }

    /** The task as it is at the moment of {@code reading}. */
    public TaskState head(Reading reading, TaskId taskId) {
        return reading.task(taskId.value()).map(head -> head(reading, head)).orElseGet(() -> initial(reading));
    }

    /** A task of which this store has no event, in the epoch that it begins with. */
    public TaskState initial() {
        TaskState known = initial;
        return known != null ? known : store.read(this::initial);
    }

    /** The same. Asked for once: nothing is decided in a copy before it is taken up, and after that it stays as it is. */
    public TaskState initial(Reading reading) {
        TaskState known = initial;
        if (known == null) {
            known = TaskState.initial(firstEpoch(reading));
            initial = known;
        }
        return known;
    }

    private static long firstEpoch(Reading reading) {
        long last = reading.lastSeq(Streams.OF_STORE);
        return reading.stream(Streams.OF_STORE, last, last).stream()
                .map(EventCodec::read)
                .mapToLong(event -> ((StoreRestored) event).epoch())
                .findFirst()
                .orElse(0);
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

    /**
     * Many tasks, each right after one of its events, in few reads.
     *
     * @param seqs of each task, from 0 on; -1 for before everything
     */
    public Map<TaskId, TaskState> statesAt(Reading reading, Map<TaskId, Long> seqs) {
        Map<TaskId, TaskState> found = new LinkedHashMap<>();
        Map<TaskId, Long> others = new LinkedHashMap<>();
        seqs.forEach((taskId, seq) -> recent.get(taskId, seq)
                .ifPresentOrElse(state -> found.put(taskId, state), () -> others.put(taskId, seq)));
        momentsAt(reading, others).forEach((taskId, moment) -> {
            recent.put(taskId, moment.state());
            found.put(taskId, moment.state());
        });
        return found;
    }

    /**
     * The same, with the event that brought each task there.
     *
     * @param seqs of each task, from 0 on; -1 where it had no event yet
     * @throws UnreadableEventException where one of them is damaged
     */
    public Map<TaskId, TaskMoment> momentsAt(Reading reading, Map<TaskId, Long> seqs) {
        return momentsAt(reading, seqs, (taskId, damage) -> {
            throw damage;
        });
    }

    /**
     * The same, without those that are damaged.
     *
     * @param damaged is told of each of those
     */
    public Map<TaskId, TaskMoment> momentsAt(
            Reading reading, Map<TaskId, Long> seqs, BiConsumer<TaskId, UnreadableEventException> damaged) {
        Map<TaskId, TaskMoment> moments = new LinkedHashMap<>();
        Map<TaskId, Long> some = new LinkedHashMap<>();
        seqs.forEach((taskId, seq) -> {
            some.put(taskId, seq);
            if (some.size() == TOGETHER) {
                moments.putAll(foldTogether(reading, some, damaged));
                some.clear();
            }
        });
        moments.putAll(foldTogether(reading, some, damaged));
        return moments;
    }

    private static Map<TaskId, TaskMoment> foldTogether(
            Reading reading, Map<TaskId, Long> seqs, BiConsumer<TaskId, UnreadableEventException> damaged) {
        Map<String, Long> wanted = new LinkedHashMap<>();
        seqs.forEach((taskId, seq) -> wanted.put(Streams.of(taskId), seq));
        Map<String, TaskState> from = new HashMap<>();
        Set<String> unreadable = new HashSet<>();
        for (StoredSnapshot snapshot : reading.nearest(wanted)) {
            try {
                from.put(snapshot.stream(), Snapshots.unpack(snapshot, TaskState.class));
            } catch (UnreadableEventException e) {
                unreadable.add(snapshot.stream());
                damaged.accept(Streams.taskOf(snapshot.stream()), e);
            }
        }
        List<Span> spans = new ArrayList<>();
        wanted.forEach((stream, seq) -> {
            long known = from.getOrDefault(stream, TaskState.INITIAL).seq();
            // the last event is wanted for its own sake
            spans.add(new Span(stream, Math.min(known + 1, Math.max(0, seq)), seq));
        });
        Map<String, StoredEvent> last = new HashMap<>();
        for (StoredEvent event : reading.streams(spans)) {
            TaskState before = from.getOrDefault(event.stream(), TaskState.INITIAL);
            if (event.seq() > before.seq() && !unreadable.contains(event.stream())) {
                try {
                    from.put(event.stream(), evolve(before, event));
                } catch (UnreadableEventException e) {
                    unreadable.add(event.stream());
                    damaged.accept(Streams.taskOf(event.stream()), e);
                }
            }
            last.put(event.stream(), event);
        }
        Map<TaskId, TaskMoment> moments = new LinkedHashMap<>();
        seqs.forEach((taskId, seq) -> {
            if (unreadable.contains(Streams.of(taskId))) {
                return;
            }
            TaskState state = from.getOrDefault(Streams.of(taskId), TaskState.INITIAL);
            requireReached(taskId, seq, state);
            moments.put(taskId, new TaskMoment(state, last.get(Streams.of(taskId))));
        });
        return moments;
    }

    /** Remembers a state that was just committed. */
    public void remember(TaskId taskId, TaskState state) {
        recent.put(taskId, state);
    }

    private static TaskState evolve(TaskState state, StoredEvent event) {
        try {
            return state.evolve((TaskEvent) EventCodec.read(event), event.seq());
        } catch (PatchFailedException | IllegalStateException | IllegalArgumentException | ClassCastException e) {
            throw new UnreadableEventException(
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
        requireReached(taskId, seq, state);
        return state;
    }

    private static void requireReached(TaskId taskId, long seq, TaskState state) {
        if (state.seq() != seq) {
            throw new RefusedException(
                    RefusalCode.NOT_FOUND,
                    "task %s has no event %d: its last one is %d.".formatted(taskId, seq, state.seq()));
        }
    }
}
