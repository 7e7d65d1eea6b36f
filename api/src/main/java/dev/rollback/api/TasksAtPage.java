package dev.rollback.api;

import java.util.List;

/**
 * Some of the tasks as they were, all at the same cut, each with its whole state.
 *
 * @param at the cut that was meant
 * @param total how many there were in all
 */
public record TasksAtPage(ResolvedMoment at, List<TaskView> items, long total) {
    public TasksAtPage {
        items = List.copyOf(items);
    }
}
