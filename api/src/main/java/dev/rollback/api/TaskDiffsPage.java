package dev.rollback.api;

import java.util.List;

/**
 * Some of the tasks that are not the same at two cuts.
 *
 * @param total how many there are in all
 */
public record TaskDiffsPage(ResolvedMoment from, ResolvedMoment to, List<TaskDiffView> items, long total) {
    public TaskDiffsPage {
        items = List.copyOf(items);
    }
}
