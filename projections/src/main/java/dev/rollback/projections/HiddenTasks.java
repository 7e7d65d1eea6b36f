package dev.rollback.projections;

import dev.rollback.api.HiddenTask;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskId;
import dev.rollback.projections.HiddenStreams.Hidden;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tasks that the view of tasks does not show. */
final class HiddenTasks {
    private HiddenTasks() {}

    static List<HiddenTask> all(Reading reading) {
        List<HiddenTask> tasks = new ArrayList<>();
        for (Hidden hidden : HiddenStreams.all(reading.sql(), View.TASKS)) {
            task(hidden).ifPresent(task -> tasks.add(new HiddenTask(task, why(reading, hidden))));
        }
        return tasks;
    }

    static Optional<HiddenTask> find(Reading reading, TaskId task) {
        return all(reading).stream()
                .filter(hidden -> hidden.taskId().equals(task))
                .findFirst();
    }

    private static Optional<TaskId> task(Hidden hidden) {
        try {
            return Streams.isTask(hidden.stream()) ? Optional.of(Streams.taskOf(hidden.stream())) : Optional.empty();
        } catch (RefusedException noId) {
            return Optional.empty();
        }
    }

    private static String why(Reading reading, Hidden hidden) {
        List<StoredEvent> events = reading.after(hidden.position() - 1, 1);
        if (events.isEmpty()) {
            return "event %d is not there".formatted(hidden.position());
        }
        StoredEvent event = events.get(0);
        try {
            EventCodec.read(event);
            EventCodec.metadata(event);
            return "event %d (%s, %d of %s) did not fit the state before it"
                    .formatted(event.position(), event.name(), event.seq(), event.stream());
        } catch (RefusedException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
