package dev.rollback.cli.tasks;

import dev.rollback.api.Moment;
import dev.rollback.api.PageRequest;
import dev.rollback.api.TaskPage;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.api.TaskQuery.FindTasksAt;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView;
import dev.rollback.api.TasksAtPage;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.AtOption;
import dev.rollback.cli.command.HiddenText;
import dev.rollback.cli.command.WordKind;
import dev.rollback.cli.terminal.Labels;
import dev.rollback.cli.terminal.Output;
import dev.rollback.cli.terminal.Table;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code co tasks list}. */
@Command(name = "list", description = "List tasks.")
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

    @Option(names = "--limit", paramLabel = "N", description = "Maximum rows (default: ${DEFAULT-VALUE}).")
    int limit = 1000;

    @Option(names = "--offset", paramLabel = "N", description = "Rows to skip.")
    int offset;

    @Mixin
    AtOption at;

    @Override
    protected void run() {
        PageRequest page = new PageRequest(offset, limit);
        Optional<Moment> moment = at.moment(this);
        if (moment.isPresent()) {
            TasksAtPage then = reader().tasks(new FindTasksAt(moment.get(), List.of(), status, tag, page));
            list(output(then.at()), then.items(), then.total());
            HiddenText.tell(this, then.hidden());
            return;
        }
        FindTasks query = new FindTasks(status, tag, page);
        boolean shown = globals().format() == Output.Format.JSON || globals().format() == Output.Format.JSONL;
        TaskPage now = shown ? reader().tasks(query) : reader().tasksWithoutContent(query);
        list(output(), now.items(), now.total());
        HiddenText.tell(this, now.hidden());
    }

    private void list(Output output, List<TaskView> tasks, long total) {
        output.list("tasks", tasks, total, task -> task.taskId().value(), () -> print(tasks, total));
    }

    private void print(List<TaskView> tasks, long total) {
        Table table = new Table("~ID", "STATUS", "EPOCH", "UPDATED", "~TITLE");
        for (TaskView task : tasks) {
            table.row(
                    task.taskId(),
                    Labels.style(task.status()).of(Labels.status(task)),
                    task.epoch(),
                    time(task.updatedAt()),
                    task.title());
        }
        table.print(paper(), "");
        if (tasks.size() < total) {
            aside().line("%d of %d shown; --limit and --offset show others.".formatted(tasks.size(), total));
        }
    }
}
