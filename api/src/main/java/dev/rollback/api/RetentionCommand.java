package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of checkpoints. None of it touches a task, or removes an event. Refused with {@link RefusedException}:
 * NOT_FOUND where there is no such checkpoint, CLEANED_UP where it was pruned before.
 */
public sealed interface RetentionCommand {

    /** Kept, whatever is cleaned up. Without effect where it is held already. */
    @JsonTypeName("HoldCheckpoint")
    record HoldCheckpoint(
            @JsonProperty("checkpointId") CheckpointId checkpointId,
            @JsonProperty("note") @Nullable String note) implements RetentionCommand {
        public HoldCheckpoint(CheckpointId checkpointId) {
            this(checkpointId, null);
        }
    }

    /** Held no longer. Without effect where it is not held. */
    @JsonTypeName("ReleaseCheckpoint")
    record ReleaseCheckpoint(@JsonProperty("checkpointId") CheckpointId checkpointId) implements RetentionCommand {}

    /**
     * No longer offered as a target unless forced. CONFLICT where something is promised to find it, see
     * {@link PruneReport.Promise}. Without effect where it is archived already.
     */
    @JsonTypeName("ArchiveCheckpoint")
    record ArchiveCheckpoint(@JsonProperty("checkpointId") CheckpointId checkpointId) implements RetentionCommand {}

    /**
     * Pruned, or archived where it had been a target: answered with {@link CheckpointState#PRUNED} or
     * {@link CheckpointState#ARCHIVED}, where it stays if it is so already. CONFLICT where something is promised to find
     * it.
     */
    @JsonTypeName("DeleteCheckpoint")
    record DeleteCheckpoint(@JsonProperty("checkpointId") CheckpointId checkpointId) implements RetentionCommand {}

    /**
     * Deletes what the rule lets go and nothing is promised to find: answered with a {@link PruneReport}.
     *
     * @param shown no others than these, which somebody has seen and said yes to; null for all
     */
    @JsonTypeName("PruneCheckpoints")
    record PruneCheckpoints(
            @JsonProperty("rule") RetentionRule rule,
            @JsonProperty("shown") @Nullable List<CheckpointId> shown) implements RetentionCommand {
        public PruneCheckpoints {
            shown = shown == null ? null : List.copyOf(shown);
        }

        public PruneCheckpoints(RetentionRule rule) {
            this(rule, null);
        }
    }

    /**
     * Somebody will perhaps roll back to it: kept until the lease ends or is not renewed in time. No event. CLEANED_UP
     * where it is no longer offered.
     *
     * @param lease the holder's own id for it; the same one renews
     */
    @JsonTypeName("LeaseCheckpoint")
    record LeaseCheckpoint(
            @JsonProperty("checkpointId") CheckpointId checkpointId,
            @JsonProperty("lease") String lease,
            @JsonProperty("length") Duration length)
            implements RetentionCommand {
        private static final Duration LONGEST = Duration.ofDays(36_500);

        public LeaseCheckpoint {
            Names.requirePrintable("a lease", lease, 256);
            if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
                throw Names.invalid("a lease is longer than nothing and at most 36500 days, not %s", length);
            }
        }
    }

    /** Without effect where there is no such lease. */
    @JsonTypeName("EndCheckpointLease")
    record EndCheckpointLease(
            @JsonProperty("checkpointId") CheckpointId checkpointId,
            @JsonProperty("lease") String lease) implements RetentionCommand {}
}
