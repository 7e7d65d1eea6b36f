package dev.rollback.cli.command;

import dev.rollback.api.HiddenTask;
import java.util.List;

/** Says which tasks an answer lacks, and why: beside the answer. */
public final class HiddenText {
    private static final int MOST_NAMED = 10;

    private HiddenText() {}

    public static void tell(CoCommand command, List<HiddenTask> hidden) {
        hidden.stream()
                .limit(MOST_NAMED)
                .forEach(task -> command.warn("task %s is hidden: %s".formatted(task.taskId(), task.why())));
        if (hidden.size() > MOST_NAMED) {
            command.warn("… and so are %d more tasks".formatted(hidden.size() - MOST_NAMED));
        }
        if (!hidden.isEmpty()) {
            command.aside().line("'co doctor' tells what to do.");
        }
    }
}
