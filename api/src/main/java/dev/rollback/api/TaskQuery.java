package dev.rollback.api;

import java.util.List;
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

    /** The task as it was at a moment: a {@link TaskAtView}. */
    record FindTaskAt(TaskId taskId, Moment at) implements TaskQuery {}

    /**
     * Tasks as they were, all at one cut: a {@link TasksAtPage}, in the order in which the tasks came to be.
     *
     * @param at refused as INVALID_INPUT where it is no cut ({@link Moment.AtSeq})
     * @param tasks only these, in whatever status; empty means all that existed then
     * @param status only tasks that were in this status
     * @param tag only tasks of this tag of a Task Master file
     */
    record FindTasksAt(
            Moment at,
            List<TaskId> tasks,
            @Nullable TaskStatus status,
            @Nullable String tag,
            PageRequest page) implements TaskQuery {
        public FindTasksAt {
            tasks = List.copyOf(tasks);
        }
    }

    /** What is not the same of a task at two moments: a {@link TaskDiffView}. */
    record FindTaskDiff(TaskId taskId, Moment from, Moment to) implements TaskQuery {}

    /** The tasks that are not the same at two cuts: a {@link TaskDiffsPage}, in the order in which they came to be. */
    record FindTaskDiffs(Moment from, Moment to, PageRequest page) implements TaskQuery {}

    /** Which event set each field of the task as it was at a moment: a {@link TaskBlameView}. */
    record FindTaskBlame(TaskId taskId, Moment at) implements TaskQuery {}
}
