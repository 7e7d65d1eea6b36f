package dev.rollback.engine.retention;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RollbackEvent.RollbackSucceeded;
import dev.rollback.api.TaskId;
import dev.rollback.engine.task.CheckpointLine;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.EventReader.Place;
import dev.rollback.store.EventReader.Span;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.IndexReader.CheckpointLease;
import dev.rollback.store.IndexReader.TaskHead;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.Streams;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what is promised to be found, at the moment of one reading. */
final class PromiseReading {
    private final Reading reading;
    private final TaskStates states;
    private final int historyLimit;

    PromiseReading(Reading reading, TaskStates states, int historyLimit) {
        this.reading = reading;
        this.states = states;
        this.historyLimit = historyLimit;
    }

    /** Of these checkpoints and no others. */
    Promises of(Collection<CheckpointEntry> checkpoints, Instant now) {
        Map<TaskId, TaskHead> heads = heads(checkpoints);
        Set<String> current = new HashSet<>();
        Set<String> lastStable = new HashSet<>();
        Map<TaskId, Long> seqs = new LinkedHashMap<>();
        heads.forEach((task, head) -> seqs.put(task, head.seq()));
        states.statesAt(reading, seqs).values().forEach(state -> {
            addCurrent(state, current);
            addLastStable(state, lastStable);
        });
        // A rollback raises the epoch of each task that it takes back.
        Set<TaskId> wentBack = heads.values().stream()
                .filter(head -> head.epoch() > 0)
                .map(head -> new TaskId(head.task()))
                .collect(Collectors.toSet());
        boolean inHistory = !wentBack.isEmpty()
                || checkpoints.stream().anyMatch(entry -> entry.marks().used());
        List<Place> shown = inHistory ? shownRollbacks() : List.of();
        long since = shown.stream()
                .mapToLong(Place::position)
                .min()
                .orElse(reading.head().position() + 1);
        return new Promises(current, lastStable, since, before(shown, wentBack), leased(reading, now));
    }

    /** Those that somebody may go back to at that time. */
    static Set<String> leased(Reading reading, Instant now) {
        return reading.checkpointLeases().stream()
                .filter(lease -> lease.until().isAfter(now))
                .map(CheckpointLease::checkpointId)
                .collect(Collectors.toSet());
    }

    private Map<TaskId, TaskHead> heads(Collection<CheckpointEntry> checkpoints) {
        Set<String> tasks = checkpoints.stream()
                .filter(entry -> !entry.isOfEverything())
                .map(CheckpointEntry::task)
                .collect(Collectors.toSet());
        return reading.tasks(tasks).stream().collect(Collectors.toMap(head -> new TaskId(head.task()), head -> head));
    }

    /** The newest records, refused ones too. */
    private List<Place> shownRollbacks() {
        return reading.placesStartingWith(Streams.OF_ROLLBACKS).stream()
                .filter(place -> place.seq() == 0)
                .sorted(Comparator.comparingLong(Place::position).reversed())
                .limit(historyLimit)
                .toList();
    }

    private Set<String> before(List<Place> rollbacks, Set<TaskId> wentBack) {
        Set<String> found = new HashSet<>();
        if (wentBack.isEmpty()) {
            return found;
        }
        List<Span> records =
                rollbacks.stream().map(place -> new Span(place.stream(), 1, 1)).toList();
        for (StoredEvent stored : reading.streams(records)) {
            if (EventCodec.read(stored) instanceof RollbackSucceeded done) {
                List<TaskId> tasks =
                        done.tasks().stream().filter(wentBack::contains).toList();
                statesAt(tasks, stored.unit() - 1).forEach(state -> {
                    addCurrent(state, found);
                    addLastStable(state, found);
                });
            }
        }
        return found;
    }

    private Collection<TaskState> statesAt(List<TaskId> tasks, long cut) {
        List<String> streams = tasks.stream().map(Streams::of).toList();
        Map<TaskId, Long> seqs = new LinkedHashMap<>();
        reading.seqsAt(streams, cut).forEach((stream, seq) -> seqs.put(Streams.taskOf(stream), seq));
        return states.statesAt(reading, seqs).values();
    }

    private static void addCurrent(TaskState state, Set<String> found) {
        CheckpointId current = state.currentCheckpoint();
        if (current != null) {
            found.add(current.value());
        }
    }

    private void addLastStable(TaskState state, Set<String> found) {
        CheckpointLine.lastStable(reading, state.currentCheckpoint())
                .ifPresent(stable -> found.add(stable.checkpointId()));
    }
}
