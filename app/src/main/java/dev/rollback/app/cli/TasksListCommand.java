package dev.rollback.app.cli;

import dev.rollback.api.PageRequest;
import dev.rollback.api.TaskPage;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code co tasks list}. */
@Command(name = "list", description = "The tasks there are.")
final class TasksListCommand extends AnswerCommand {
    @Option(names = "--status", paramLabel = "STATUS", description = "${COMPLETION-CANDIDATES}")
    @Nullable
    TaskStatus status;

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            completionCandidates = WordKind.Tag.class,
            description = "Only tasks of this tag of a Task Master file.")
    @Nullable
    String tag;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default ${DEFAULT-VALUE}).")
    int limit = 1000;

    @Option(names = "--offset", paramLabel = "N", description = "After so many.")
    int offset;

    @Override
    void run() {
        TaskPage page = views().tasks(new FindTasks(status, tag, new PageRequest(offset, limit)));
        output().list("tasks", page.items(), page.total(), task -> task.taskId().value(), () -> print(page));
    }

    private void print(TaskPage page) {
        Table table = new Table("~ID", "STATUS", "EPOCH", "UPDATED", "~TITLE");
        for (TaskView task : page.items()) {
            table.row(
                    task.taskId(),
                    Labels.style(task.status()).of(Labels.status(task)),
                    task.epoch(),
                    time(task.updatedAt()),
                    task.title());
        }
        table.print(paper(), "");
        if (page.items().size() < page.total()) {
            err().println("%d of %d shown; --limit and --offset show others."
                    .formatted(page.items().size(), page.total()));
        }
    }
}
