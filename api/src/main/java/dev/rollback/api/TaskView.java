package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollback.api.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A task as it is now.
 *
 * @param statusText the file's own status text, where it speaks for the task
 * @param tag the tag of the Task Master file it came from
 * @param forkedFrom the task whose content it began with
 * @param workedOn whether somebody started it and no rollback came since
 * @param seq its newest event's place in its stream
 * @param position that event's place in the store
 * @param data its own state: TASK_STATE's data
 * @param components every other component's content
 * @param refusedWork what was refused because a rollback came before it, newest first; told as of now only, since it
 *     is counted beside the log
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskView(
        TaskId taskId,
        String title,
        TaskStatus status,
        @Nullable String statusText,
        @Nullable TaskError error,
        List<TaskId> dependsOn,
        @Nullable TaskId parent,
        @Nullable String tag,
        @Nullable ForkOrigin forkedFrom,
        boolean workedOn,
        TaskPolicy policy,
        long epoch,
        long seq,
        long position,
        Instant updatedAt,
        @Nullable String updatedBy,
        Json data,
        SortedMap<ComponentName, Json> components,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<RefusedWork> refusedWork) {

    /**
     * A moment of another task.
     *
     * @param seq its place in that task's stream
     */
    public record ForkOrigin(TaskId taskId, long seq) {}

    /**
     * Work of an epoch that is over, by the same actor.
     *
     * @param work the command's name, such as {@code UpdateTask}
     * @param count how often it was refused, and {@code last} when
     */
    public record RefusedWork(long epoch, String work, String actor, long count, Instant last) {}

    public TaskView withRefusedWork(List<RefusedWork> refused) {
        return new TaskView(
                taskId,
                title,
                status,
                statusText,
                error,
                dependsOn,
                parent,
                tag,
                forkedFrom,
                workedOn,
                policy,
                epoch,
                seq,
                position,
                updatedAt,
                updatedBy,
                data,
                components,
                refused);
    }
}
