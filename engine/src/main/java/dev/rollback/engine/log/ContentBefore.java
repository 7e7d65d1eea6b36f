package dev.rollback.engine.log;

import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskId;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.Reading;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What tasks held before each of the events that are told, oldest first: folded once, then kept up with. */
final class ContentBefore {
    private final Reading reading;
    private final TaskStates states;
    private final Map<TaskId, Held> held = new HashMap<>();

    private record Held(long seq, TaskContent content) {}

    ContentBefore(Reading reading, TaskStates states) {
        this.reading = reading;
        this.states = states;
    }

    /** Null where the log or a snapshot is damaged: what can be told without it is told. */
    @Nullable
    TaskContent of(TaskId taskId, long seq) {
        Held known = held.get(taskId);
        if (known != null && known.seq() == seq - 1) {
            return known.content();
        }
        try {
            TaskContent content = states.stateAt(reading, taskId, seq - 1).content();
            held.put(taskId, new Held(seq - 1, content));
            return content;
        } catch (RuntimeException damaged) {
            return null;
        }
    }

    /** To be called after each event. */
    void pass(TaskEvent event, long seq) {
        Held known = held.remove(event.taskId());
        if (known != null && known.seq() == seq - 1) {
            try {
                held.put(event.taskId(), new Held(seq, known.content().after(event)));
            } catch (RuntimeException doesNotFit) {
                // asked for again, it is found out again
            }
        }
    }
}
