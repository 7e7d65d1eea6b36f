package dev.rollback.app.reader;

import dev.rollback.api.CheckpointState;
import dev.rollback.api.HiddenTask;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.TaskStatus;
import dev.rollback.app.reader.DocumentReader.ImportedFile;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a store holds, at one moment.
 *
 * @param backupOf when the copy was made that this store is; null for one that was written to itself
 * @param events the position of the moment
 * @param tasks by status; a status that no task has is left out
 * @param checkpoints those that are offered, and {@code held} of them
 * @param closed those that are offered no longer
 * @param rollbacks by what became of them
 * @param present what is known of now only; null for another moment
 */
public record StoreStatus(
        @Nullable Instant backupOf,
        long events,
        Map<TaskStatus, Long> tasks,
        long checkpoints,
        long held,
        Map<CheckpointState, Long> closed,
        Map<RollbackStatus, Long> rollbacks,
        @Nullable Present present) {
    public StoreStatus {
        tasks = tasks.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(tasks));
        closed = Map.copyOf(closed);
        rollbacks = Map.copyOf(rollbacks);
    }

    /**
     * @param enabled how many tasks may be rolled back
     * @param onFailure how many of them go back automatically when they fail, where they have a stable checkpoint
     * @param due tasks that failed and have still to go back automatically
     * @param hidden tasks that cannot be shown, and why
     * @param file that was imported or exported last; null where there was none
     */
    public record Present(
            long enabled,
            long onFailure,
            List<DueTask> due,
            List<HiddenTask> hidden,
            @Nullable ImportedFile file) {
        public Present {
            due = List.copyOf(due);
            hidden = List.copyOf(hidden);
        }
    }
}
