package dev.rollback.api;

import java.util.List;

/**
 * Some tasks, and how many there are in all. In a list, {@code data} and {@code components} are left empty.
 *
 * @param hidden tasks that are neither among the items nor counted, because an event of theirs is damaged
 */
public record TaskPage(List<TaskView> items, long total, List<HiddenTask> hidden) {
    public TaskPage {
        hidden = List.copyOf(hidden);
    }
}
