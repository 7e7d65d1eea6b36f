package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a clean-up did, or would do.
 *
 * @param pruned those that are targets no longer
 * @param archived those that had been targets: kept for the record, and no longer offered
 * @param kept those that the rule let go and a promise kept
 */
public record PruneReport(List<Cleaned> pruned, List<Cleaned> archived, List<Kept> kept) {
    public PruneReport {
        pruned = List.copyOf(pruned);
        archived = List.copyOf(archived);
        kept = List.copyOf(kept);
    }

    /** All that are offered no longer. */
    public List<CheckpointId> gone() {
        return Stream.concat(pruned.stream(), archived.stream())
                .map(Cleaned::checkpointId)
                .toList();
    }

    /** @param taskId null for one of everything */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Cleaned(
            CheckpointId checkpointId, @Nullable TaskId taskId, Instant createdAt) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Kept(CheckpointId checkpointId, @Nullable TaskId taskId, Promise promise) {}

    /** Why a checkpoint is kept. */
    public enum Promise {
        HELD,
        /** The newest on the line that its task is on. */
        CURRENT,
        /** The newest on that line to which a failure may take its task back. */
        LAST_STABLE,
        /** A rollback that the history shows went back to it, or an undo of one would. */
        IN_HISTORY,
        /** Work is running that goes back to it should it fail. */
        LEASED
    }
}
