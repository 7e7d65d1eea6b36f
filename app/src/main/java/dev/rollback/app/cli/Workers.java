package dev.rollback.app.cli;

import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.TaskPlan;
import dev.rollback.api.TaskId;
import dev.rollback.engine.event.EventCodec;
import dev.rollback.engine.event.Streams;
import dev.rollback.engine.storage.IndexReader.Lease;
import dev.rollback.engine.storage.Reading;
import dev.rollback.engine.storage.Store;
import dev.rollback.engine.storage.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who works on what: whoever sent the last heartbeat, else whoever started the task.
 *
 * @param tasks by worker, of as many tasks as were looked at
 * @param unnamed on how many more tasks somebody works
 */
record Workers(Map<String, List<TaskId>> tasks, long unnamed) {
    static final Workers NONE = new Workers(Map.of(), 0);

    private static final int TASKS_LOOKED_AT = 200;
    private static final int EVENTS_LOOKED_AT = 1000;
    private static final int MOST_NAMED = 3;

    /** On the tasks of a plan. */
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

    /** What is lost of theirs, in a few phrases. */
    List<String> work() {
        List<String> phrases = new ArrayList<>();
        tasks.entrySet().stream()
                .limit(MOST_NAMED)
                .forEach(one -> phrases.add("the work of %s on %s".formatted(one.getKey(), named(one.getValue()))));
        int more = tasks.size() - MOST_NAMED;
        if (more > 0) {
            phrases.add("that of %d more workers".formatted(more));
        }
        if (unnamed > 0) {
            phrases.add("the work on %d more tasks".formatted(unnamed));
        }
        return phrases;
    }

    /** What is to be said once their work is over. */
    void tell(Paper paper) {
        tasks.entrySet().stream()
                .limit(MOST_NAMED)
                .forEach(one -> paper.line(
                        Text.line("%s was working on %s: what still comes from there with the old epoch is refused."
                                .formatted(one.getKey(), named(one.getValue())))));
        int more = tasks.size() - MOST_NAMED;
        if (more > 0 || unnamed > 0) {
            paper.line("… and so were others: the work of an old epoch is refused, whoever sends it.");
        }
    }

    private static String named(List<TaskId> tasks) {
        return (tasks.size() == 1 ? "task " : "tasks ") + Text.some(tasks, MOST_NAMED);
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
