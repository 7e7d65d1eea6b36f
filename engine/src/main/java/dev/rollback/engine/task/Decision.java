package dev.rollback.engine.task;

import dev.rollback.api.TaskEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * A task, and what is to happen to it next. Each event is folded once, when somebody first asks for the state behind it.
 * For one thread.
 */
public final class Decision {
    private final TaskState before;
    private final List<FoldedEvent> folded;

    private Decision(TaskState before, List<FoldedEvent> folded) {
        this.before = before;
        this.folded = List.copyOf(folded);
    }

    /** Nothing happens to this task. */
    public static Decision nothing(TaskState task) {
        return new Decision(task, List.of());
    }

    /** These happen to this task, in their order. */
    static Decision of(TaskState task, List<TaskEvent> events) {
        Decision decision = nothing(task);
        for (TaskEvent event : events) {
            decision = decision.then(event);
        }
        return decision;
    }

    /** The same, and then this too. */
    Decision then(TaskEvent event) {
        List<FoldedEvent> more = new ArrayList<>(folded);
        more.add(FoldedEvent.on(after(), event));
        return new Decision(before, more);
    }

    /** The same, but this in place of what happens last. */
    Decision insteadOfLast(TaskEvent event) {
        List<FoldedEvent> others = folded.subList(0, folded.size() - 1);
        return new Decision(before, others).then(event);
    }

    /** The task as the decision found it. */
    public TaskState before() {
        return before;
    }

    /** The task as the decision leaves it. */
    public TaskState after() {
        return folded.isEmpty() ? before : last().after();
    }

    /** What happens last. */
    FoldedEvent last() {
        return folded.get(folded.size() - 1);
    }

    public boolean isEmpty() {
        return folded.isEmpty();
    }

    public List<TaskEvent> events() {
        return folded.stream().map(FoldedEvent::event).toList();
    }

    /** What happens, in its order. */
    public List<FoldedEvent> folded() {
        return folded;
    }
}
