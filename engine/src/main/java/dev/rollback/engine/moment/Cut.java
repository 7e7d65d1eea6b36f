package dev.rollback.engine.moment;

import dev.rollback.api.TaskId;
import dev.rollback.engine.event.Streams;
import dev.rollback.engine.storage.IndexReader.TaskHead;
import dev.rollback.engine.storage.Reading;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One consistent moment of all tasks: where each one's stream stood. */
public final class Cut {
    /** To look one stream up takes about as long as to pass so many events by. */
    private static final long EVENTS_PER_LOOKUP = 1_000;

    private final Reading reading;
    private final long position;

    /** @param position the end of a unit of work */
    public Cut(Reading reading, long position) {
        this.reading = reading;
        this.position = position;
    }

    /** The newest event of every task that had one, in the order in which the tasks came to be. */
    public Map<TaskId, Long> seqs() {
        return seqsOf(reading.tasks().stream()
                .filter(task -> task.firstPosition() <= position)
                .toList());
    }

    /** The newest event of each of these tasks; -1 for one that had none. */
    public Map<TaskId, Long> seqs(Collection<TaskId> tasks) {
        List<TaskHead> known = tasks.stream()
                .map(task -> reading.task(task.value()))
                .flatMap(Optional::stream)
                .filter(task -> task.firstPosition() <= position)
                .toList();
        Map<TaskId, Long> found = seqsOf(known);
        Map<TaskId, Long> seqs = new LinkedHashMap<>();
        tasks.forEach(task -> seqs.put(task, found.getOrDefault(task, -1L)));
        return seqs;
    }

    private Map<TaskId, Long> seqsOf(List<TaskHead> tasks) {
        long moved =
                tasks.stream().filter(task -> task.lastPosition() > position).count();
        long after = reading.head().position() - position;
        boolean passBy = moved > 0 && after <= moved * EVENTS_PER_LOOKUP;
        Map<String, Long> movedAfter = passBy ? reading.movedAfter(position) : Map.of();
        Map<TaskId, Long> seqs = new LinkedHashMap<>();
        for (TaskHead task : tasks) {
            TaskId taskId = new TaskId(task.task());
            String stream = Streams.of(taskId);
            if (task.lastPosition() <= position) {
                seqs.put(taskId, task.seq());
            } else {
                Long next = movedAfter.get(stream);
                seqs.put(taskId, next != null ? next - 1 : reading.seqAt(stream, position));
            }
        }
        return seqs;
    }
}
