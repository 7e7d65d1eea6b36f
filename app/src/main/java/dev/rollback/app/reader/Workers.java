package dev.rollback.app.reader;

import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.TaskPlan;
import dev.rollback.api.TaskId;
import dev.rollback.store.IndexReader.Lease;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who works on what: the sender of the last heartbeat, else who started the task.
 *
 * @param tasks by worker, of as many tasks as were looked at
 * @param unnamed on how many more tasks somebody works
 */
public record Workers(Map<String, List<TaskId>> tasks, long unnamed) {
    public static final Workers NONE = new Workers(Map.of(), 0);

    private static final int TASKS_LOOKED_AT = 200;
    private static final int EVENTS_LOOKED_AT = 1000;

    static Workers of(Store store, RollbackPlan plan) {
        List<TaskPlan> worked = plan.tasks().stream().filter(TaskPlan::worked).toList();
        Map<String, List<TaskId>> tasks = new TreeMap<>();
        store.read(reading -> {
            worked.stream()
                    .limit(TASKS_LOOKED_AT)
                    .forEach(task -> worker(reading, task)
                            .ifPresent(worker -> tasks.computeIfAbsent(worker, any -> new ArrayList<>())
                                    .add(task.taskId())));
            return tasks;
        });
        return new Workers(tasks, Math.max(0, worked.size() - TASKS_LOOKED_AT));
    }

    private static Optional<String> worker(Reading reading, TaskPlan task) {
        Optional<String> holder = reading.lease(task.taskId().value())
                .filter(lease -> lease.epoch() == task.epoch())
                .map(Lease::holder);
        return holder.isPresent() ? holder : starter(reading, task.taskId(), task.seq());
    }

    private static Optional<String> starter(Reading reading, TaskId taskId, long seq) {
        List<StoredEvent> events = reading.stream(Streams.of(taskId), Math.max(0, seq - EVENTS_LOOKED_AT), seq);
        for (int i = events.size() - 1; i >= 0; i--) {
            String name = events.get(i).name();
            if (name.equals("task.TaskRolledBack")) {
                return Optional.empty();
            }
            if (name.equals("task.TaskStarted")) {
                Object actor = EventCodec.metadata(events.get(i)).get(MetadataKeys.ACTOR);
                return Optional.ofNullable(actor).map(Object::toString);
            }
        }
        return Optional.empty();
    }
}
