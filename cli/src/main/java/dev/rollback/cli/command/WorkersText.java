package dev.rollback.cli.command;

import dev.rollback.api.TaskId;
import dev.rollback.app.reader.Workers;
import dev.rollback.cli.terminal.Text;
import dev.rollback.cli.terminal.TextWriter;
import java.util.ArrayList;
import java.util.List;

/** What is said of who works on what is rolled back. */
public final class WorkersText {
    private static final int MOST_NAMED = 3;

    private WorkersText() {}

    /** What is lost of theirs, in a few phrases. */
    public static List<String> work(Workers workers) {
        List<String> phrases = new ArrayList<>();
        workers.tasks().entrySet().stream()
                .limit(MOST_NAMED)
                .forEach(one -> phrases.add("the work of %s on %s".formatted(one.getKey(), named(one.getValue()))));
        int more = workers.tasks().size() - MOST_NAMED;
        if (more > 0) {
            phrases.add("that of %d more workers".formatted(more));
        }
        if (workers.unnamed() > 0) {
            phrases.add("the work on %d more tasks".formatted(workers.unnamed()));
        }
        return phrases;
    }

    /** What is to be said once their work is over. */
    public static void tell(Workers workers, TextWriter paper) {
        workers.tasks().entrySet().stream()
                .limit(MOST_NAMED)
                .forEach(one -> paper.line(
                        Text.line("%s was working on %s: what still comes from there with the old epoch is refused."
                                .formatted(one.getKey(), named(one.getValue())))));
        if (workers.tasks().size() > MOST_NAMED || workers.unnamed() > 0) {
            paper.line("… and so were others: the work of an old epoch is refused, whoever sends it.");
        }
    }

    private static String named(List<TaskId> tasks) {
        return (tasks.size() == 1 ? "task " : "tasks ") + Text.some(tasks, MOST_NAMED);
    }
}
