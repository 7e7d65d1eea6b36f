package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one unit of work: in the log all together, or not at all.
 *
 * @param first the position of its first event, and {@code last} that of its last
 * @param summary what happened, for a person; may hold any character, so show it escaped
 * @param names the stored names of its events, each once; of a large unit those of its beginning and end
 * @param tasks the tasks it is about; of a large unit the first
 * @param checkpoints that it made
 * @param rollbackId the rollback that it carried out or refused
 * @param cut the global position that the rollback went back to
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UnitView(
        long first,
        long last,
        Instant recordedAt,
        String summary,
        List<String> names,
        List<TaskId> tasks,
        @Nullable String actor,
        @Nullable String requestId,
        List<CheckpointId> checkpoints,
        @Nullable RollbackId rollbackId,
        @Nullable Long cut) {
    public UnitView {
        names = List.copyOf(names);
        tasks = List.copyOf(tasks);
        checkpoints = List.copyOf(checkpoints);
    }

    /** How many events. */
    public long events() {
        return last - first + 1;
    }
}
