package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What is to stand otherwise in a task's {@link TaskPolicy}; null leaves a switch as it is. Two changes of different
 * switches both hold, whichever comes first.
 *
 * @param rollbackEnabled whether the task may be rolled back at all
 * @param onFailure whether a failure takes it back by itself
 * @param epochRequired whether work without an epoch is refused
 */
public record PolicyChange(
        @JsonProperty("rollbackEnabled") @Nullable Boolean rollbackEnabled,
        @JsonProperty("onFailure") @Nullable OnFailure onFailure,
        @JsonProperty("epochRequired") @Nullable Boolean epochRequired) {
    public static final PolicyChange NONE = new PolicyChange(null, null, null);

    /** Whether a failure takes a task back by itself. */
    public enum OnFailure {
        YES,
        NO,
        /** As the process is configured that reports the failure. */
        AS_CONFIGURED;

        private static OnFailure of(@Nullable Boolean set) {
            return set == null ? AS_CONFIGURED : set ? YES : NO;
        }

        private @Nullable Boolean set() {
            return this == AS_CONFIGURED ? null : Boolean.valueOf(this == YES);
        }
    }

    /** All switches, so that they stand as in this policy. */
    public static PolicyChange to(TaskPolicy policy) {
        return new PolicyChange(
                policy.rollbackEnabled(), OnFailure.of(policy.rollbackOnFailure()), policy.epochRequired());
    }

    public PolicyChange withRollbackEnabled(boolean changed) {
        return new PolicyChange(changed, onFailure, epochRequired);
    }

    public PolicyChange withOnFailure(OnFailure changed) {
        return new PolicyChange(rollbackEnabled, changed, epochRequired);
    }

    public PolicyChange withEpochRequired(boolean changed) {
        return new PolicyChange(rollbackEnabled, onFailure, changed);
    }

    /** That policy with the change made. */
    public TaskPolicy on(TaskPolicy policy) {
        return new TaskPolicy(
                rollbackEnabled == null ? policy.rollbackEnabled() : rollbackEnabled,
                onFailure == null ? policy.rollbackOnFailure() : onFailure.set(),
                epochRequired == null ? policy.epochRequired() : epochRequired);
    }
}
