package dev.rollback.app.cli;

import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.TaskPlan;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStatus;
import dev.rollback.engine.event.EventCodec;
import dev.rollback.engine.event.Streams;
import dev.rollback.engine.storage.IndexReader.Lease;
import dev.rollback.engine.storage.Reading;
import dev.rollback.engine.storage.Store;
import dev.rollback.engine.storage.StoredEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Who works on what: whoever sent the last heartbeat, else whoever started the task. */
final class Workers {
    private static final int EVENTS_LOOKED_AT = 1000;

    private Workers() {}

    /** By task, for the tasks of a plan that somebody works on. */
    static Map<String, String> of(Store store, RollbackPlan plan) {
        Map<String, String> workers = new TreeMap<>();
        for (TaskPlan task : plan.tasks()) {
            if (task.status() == TaskStatus.RUNNING) {
                store.read(reading -> worker(reading, task))
                        .ifPresent(worker -> workers.put(task.taskId().value(), worker));
            }
        }
        return workers;
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
