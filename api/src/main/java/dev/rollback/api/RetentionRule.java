package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which checkpoints are to be cleaned up: those that every condition given lets go. Checkpoints of everything count as
 * those of one task.
 *
 * @param keepLast so many of the newest of each task stay; at least 1
 * @param olderThan only those that were taken so long ago or longer; at most 36,500 days
 * @param taskId only those of this task; null for all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RetentionRule(
        @JsonProperty("keepLast") @Nullable Integer keepLast,
        @JsonProperty("olderThan") @Nullable Duration olderThan,
        @JsonProperty("taskId") @Nullable TaskId taskId) {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    public RetentionRule {
        if (keepLast == null && olderThan == null) {
            throw Names.invalid(
                    "say what is to be cleaned up: all but the newest so many, or what is older than a time");
        }
        if (keepLast != null && keepLast < 1) {
            throw Names.invalid("at least the newest 1 checkpoint of a task stays, not %d", keepLast);
        }
        if (olderThan != null && (olderThan.isNegative() || olderThan.compareTo(LONGEST) > 0)) {
            throw Names.invalid("an age is from nothing to 36500 days, not %s", olderThan);
        }
    }
}
