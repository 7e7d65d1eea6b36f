package dev.rollback.api;

import java.util.List;

/**
 * Some of the tasks as they were, all at the same cut, each with its whole state.
 *
 * @param at the cut that was meant
 * @param total how many there were in all
 * @param hidden tasks that are not among them, because an event of theirs is damaged
 */
public record TasksAtPage(ResolvedMoment at, List<TaskView> items, long total, List<HiddenTask> hidden) {
    public TasksAtPage {
        items = List.copyOf(items);
        hidden = List.copyOf(hidden);
    }
}
