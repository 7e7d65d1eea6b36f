package dev.rollback.engine.task;

import dev.rollback.api.TaskEvent;
import org.jspecify.annotations.Nullable;

/** An event, and the task right before and right after it: folded once, by the first that asks. For one thread. */
public final class FoldedEvent {
    private final TaskState before;
    private final TaskEvent event;
    private @Nullable TaskState after;

    private FoldedEvent(TaskState before, TaskEvent event) {
        this.before = before;
        this.event = event;
    }

    /** The event as the task's next. */
    static FoldedEvent on(TaskState before, TaskEvent event) {
        return new FoldedEvent(before, event);
    }

    public TaskState before() {
        return before;
    }

    public TaskEvent event() {
        return event;
    }

    /** Throws what {@link TaskState#evolve} does for an event that does not fit. */
    public TaskState after() {
        TaskState known = after;
        if (known == null) {
            known = before.evolve(event, before.seq() + 1);
            after = known;
        }
        return known;
    }
}
