package dev.rollback.api;

import java.util.List;

/**
 * Some of the tasks that are not the same at two cuts.
 *
 * @param total how many there are in all
 * @param hidden tasks that are not among them, because an event of theirs is damaged
 */
public record TaskDiffsPage(
        ResolvedMoment from, ResolvedMoment to, List<TaskDiffView> items, long total, List<HiddenTask> hidden) {
    public TaskDiffsPage {
        items = List.copyOf(items);
        hidden = List.copyOf(hidden);
    }
}
