package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A task's own switches; a rollback never changes them.
 *
 * @param rollbackEnabled whether the task may be rolled back at all
 * @param rollbackOnFailure whether a failure takes it back to its last stable checkpoint automatically; null: as the
 *     process that reports the failure is configured, which is yes unless its configuration says no
 * @param epochRequired whether work without an epoch is refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskPolicy(
        @JsonProperty("rollbackEnabled") boolean rollbackEnabled,
        @JsonProperty("rollbackOnFailure") @Nullable Boolean rollbackOnFailure,
        @JsonProperty("epochRequired") boolean epochRequired) {
    public static final TaskPolicy DEFAULT = new TaskPolicy(true, null, false);

    /** Such as {@code rollback-enabled=true,rollback-on-failure=as-configured,epoch-required=false}. */
    public String text() {
        return "rollback-enabled=%s,rollback-on-failure=%s,epoch-required=%s"
                .formatted(
                        rollbackEnabled,
                        rollbackOnFailure == null ? "as-configured" : rollbackOnFailure,
                        epochRequired);
    }
}
