package dev.rollback.api.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is not as the log says it must be.
 *
 * @param position of the event that shows it; null for what has none, such as a row of a view
 * @param where the event, table row or snapshot
 * @param what is wrong there, as a sentence without its full stop
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Divergence(AuditCheck check, @Nullable Long position, String where, String what) {}
