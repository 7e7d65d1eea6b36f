package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is not the same of a task at two moments.
 *
 * @param from the moment that is before, and {@code to} the one that is after, whichever of them came first
 * @param title the task's title after, or else before
 * @param seqBefore its newest event at each moment; -1 where it had none yet
 * @param statusBefore its status at each moment; null where nothing had happened to it yet
 * @param differences by component, then in the order of the component's members
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskDiffView(
        TaskId taskId,
        @Nullable String title,
        ResolvedMoment from,
        ResolvedMoment to,
        long seqBefore,
        long seqAfter,
        @Nullable TaskStatus statusBefore,
        @Nullable TaskStatus statusAfter,
        List<Difference> differences) {
    public TaskDiffView {
        differences = List.copyOf(differences);
    }
}
