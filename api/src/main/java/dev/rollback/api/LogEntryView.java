package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollback.api.json.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event as it stands in the log. Of an event that this version does not know, such as another application's, there
 * are only what the log itself says and the payload.
 *
 * @param position its place in the store
 * @param unit the position of the first event of its unit of work
 * @param stream and {@code seq}: its place in a stream
 * @param name and {@code revision}: as stored
 * @param summary what happened, for a person; may hold any character, so show it escaped
 * @param tasks the tasks it is about
 * @param actor who asked, where that is known; {@code requestId} and {@code epoch} likewise
 * @param changes which values changed, component by component
 * @param back where a rollback put its task
 * @param payload the event itself; what is stored but is no JSON is a string of its text, or in base64 where it is none
 * @param encoding TEXT or BASE64 where the payload is no JSON
 * @param metadata the metadata of the message, in the same way
 * @param unreadable what is wrong with a damaged event; null for any other
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogEntryView(
        long position,
        long unit,
        Instant recordedAt,
        String stream,
        long seq,
        String name,
        String revision,
        String summary,
        List<TaskId> tasks,
        @Nullable String actor,
        @Nullable String requestId,
        @Nullable Long epoch,
        @Nullable CheckpointId checkpointId,
        @Nullable RollbackId rollbackId,
        List<ChangedComponent> changes,
        @Nullable WentBack back,
        Json payload,
        @Nullable Encoding encoding,
        Json metadata,
        @Nullable String unreadable) {

    /** How a payload that is no JSON is shown. */
    public enum Encoding {
        TEXT,
        BASE64
    }

    /**
     * What changed of a component.
     *
     * @param values how many values; null where the state before is not readable
     * @param paths where, as JSON pointers: the first ten
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ChangedComponent(
            ComponentName component, @Nullable Integer values, List<String> paths) {
        public ChangedComponent {
            paths = List.copyOf(paths);
        }
    }

    /**
     * A task's line goes on from an earlier event.
     *
     * @param targetSeq that event of the task's stream; -1 for "before the task existed"
     * @param currentCheckpoint the newest checkpoint on the line from here
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WentBack(long targetSeq, @Nullable CheckpointId currentCheckpoint) {}

    public LogEntryView {
        tasks = List.copyOf(tasks);
        changes = List.copyOf(changes);
    }
}
