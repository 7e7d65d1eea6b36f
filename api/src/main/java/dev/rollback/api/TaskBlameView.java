package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollback.api.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which event set each field of a task.
 *
 * @param at the moment that was meant
 * @param content what the task was then
 * @param fields all of its fields, by component, then in the order in which they stand in it
 */
public record TaskBlameView(TaskId taskId, ResolvedMoment at, TaskContent content, List<BlamedField> fields) {
    public TaskBlameView {
        fields = List.copyOf(fields);
    }

    /**
     * A scalar or an empty container of a task's content.
     *
     * @param path where in the component, as a JSON pointer (RFC 6901); empty where the component itself is empty
     * @param setBy the newest event that gave the field another value than it had, unless that was a rollback: then the
     *     event that had set it at the moment to which the task went back
     * @param broughtBackBy the newest rollback that gave the field another value; null where an event after it did, or
     *     where there was none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BlamedField(
            ComponentName component,
            String path,
            Json value,
            SetBy setBy,
            @Nullable BroughtBackBy broughtBackBy) {}

    /**
     * The event that set a field.
     *
     * @param position its place in the store, and {@code seq} the one in the task's stream
     * @param name as stored, such as {@code task.TaskUpdated}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SetBy(
            long position,
            long seq,
            String name,
            Instant recordedAt,
            @Nullable String actor,
            @Nullable String requestId) {}

    /** The rollback that brought a field back, and the place of its event for this task. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BroughtBackBy(
            RollbackId rollbackId,
            long position,
            long seq,
            Instant recordedAt,
            @Nullable String actor,
            @Nullable String requestId) {}

    /** @param path a JSON pointer, such as {@code /data/n} */
    public Optional<BlamedField> field(ComponentName component, String path) {
        return fields.stream()
                .filter(field ->
                        field.component().equals(component) && field.path().equals(path))
                .findFirst();
    }
}
