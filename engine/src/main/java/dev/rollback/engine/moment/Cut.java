package dev.rollback.engine.moment;

import dev.rollback.api.TaskId;
import dev.rollback.store.IndexReader.TaskHead;
import dev.rollback.store.Reading;
import dev.rollback.store.event.Streams;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One consistent moment of all tasks: where each one's stream stood. */
public final class Cut {
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
        Map<TaskId, Long> found =
                seqsOf(reading.tasks(tasks.stream().map(TaskId::value).toList()).stream()
                        .filter(task -> task.firstPosition() <= position)
                        .toList());
        Map<TaskId, Long> seqs = new LinkedHashMap<>();
        tasks.forEach(task -> seqs.put(task, found.getOrDefault(task, -1L)));
        return seqs;
    }

    private Map<TaskId, Long> seqsOf(List<TaskHead> tasks) {
        List<String> moved = tasks.stream()
                .filter(task -> task.lastPosition() > position)
                .map(task -> Streams.of(new TaskId(task.task())))
                .toList();
        Map<String, Long> then = reading.seqsAt(moved, position);
        Map<TaskId, Long> seqs = new LinkedHashMap<>();
        for (TaskHead task : tasks) {
            TaskId taskId = new TaskId(task.task());
            seqs.put(taskId, then.getOrDefault(Streams.of(taskId), task.seq()));
        }
        return seqs;
    }
}
