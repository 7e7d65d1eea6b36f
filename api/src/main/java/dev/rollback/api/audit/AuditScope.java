package dev.rollback.api.audit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollback.api.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * What of a store an audit looks at.
 *
 * @param task only this task's events, snapshots and rows of the index; null for all
 * @param since only the log above this position, with the tasks that changed there, whole; 0 for all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditScope(@Nullable TaskId task, long since) {
    /** Everything: the only audit that vouches for the views and for the log from its first event. */
    public static final AuditScope ALL = new AuditScope(null, 0);

    public AuditScope {
        if (since < 0) {
            throw new IllegalArgumentException("a position is not negative: " + since);
        }
    }

    @JsonIgnore
    public boolean isAll() {
        return task == null && since == 0;
    }
}
