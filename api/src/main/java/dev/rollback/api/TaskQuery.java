package dev.rollback.api;

import org.jspecify.annotations.Nullable;

/** Everything that can be asked of tasks. Every answer has seen all that was acknowledged before the question. */
public sealed interface TaskQuery {
    /** A {@link TaskView}, or nothing; as a subscription query, each newer one too. */
    record FindTask(TaskId taskId) implements TaskQuery {}

    /**
     * A {@link TaskPage}, in the order in which the tasks came to be.
     *
     * @param status only tasks in this status; null means all that exist
     * @param tag only tasks of this tag of a Task Master file
     */
    record FindTasks(@Nullable TaskStatus status, @Nullable String tag, PageRequest page) implements TaskQuery {}
}
