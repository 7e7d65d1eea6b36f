package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.axonframework.serialization.Revision;

/** The trace of refused work. It never stands in the task's own stream: for the task nothing has happened. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface RefusalEvent {
    TaskId taskId();

    /**
     * Work of an epoch that a rollback has ended: recorded once per task, epoch, kind of work and actor.
     *
     * @param epoch the epoch the work belonged to, and {@code currentEpoch} the task's own
     * @param work the command's name, such as {@code UpdateTask}
     */
    @Revision("1")
    record StaleWorkRefused(TaskId taskId, long epoch, long currentEpoch, String work, String actor)
            implements RefusalEvent {}
}
