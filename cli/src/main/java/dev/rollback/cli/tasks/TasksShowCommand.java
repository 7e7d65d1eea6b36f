package dev.rollback.cli.tasks;

import dev.rollback.api.Moment;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskAtView;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskQuery.FindTask;
import dev.rollback.api.TaskQuery.FindTaskAt;
import dev.rollback.api.TaskView;
import dev.rollback.api.TaskView.ForkOrigin;
import dev.rollback.api.TaskView.RefusedWork;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.AtOption;
import dev.rollback.cli.command.CoCommand;
import dev.rollback.cli.command.WordKind;
import dev.rollback.cli.terminal.Labels;
import dev.rollback.cli.terminal.Output;
import dev.rollback.cli.terminal.ShellText;
import dev.rollback.cli.terminal.Table;
import dev.rollback.cli.terminal.Text;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code co tasks show}. */
@Command(name = "show", description = "Show a task and its state.")
@SuppressWarnings("NullAway.Init") // picocli sets the id
final class TasksShowCommand extends AnswerCommand {
    private static final int MOST_REFUSED = 5;

    @Parameters(paramLabel = "ID", completionCandidates = WordKind.TaskId.class, description = "Task id.")
    String id;

    @Mixin
    AtOption at;

    @Override
    protected void run() {
        Optional<Moment> moment = at.moment(this);
        if (moment.isPresent()) {
            show(reader().task(new FindTaskAt(new TaskId(id), moment.get())));
            return;
        }
        TaskView task = find(this, id);
        output().one("task", task, id, () -> print(task));
    }

    /** The task as it is now. */
    static TaskView find(CoCommand command, String id) {
        return command.reader()
                .task(new FindTask(new TaskId(id)))
                .orElseThrow(() -> new RefusedException(
                        RefusalCode.NOT_FOUND,
                        "there is no task %s. 'co tasks list' shows those there are.".formatted(id)));
    }

    private void show(TaskAtView then) {
        Output output = output(then.at());
        TaskView task = then.task();
        if (task == null) {
            throw new RefusedException(RefusalCode.NOT_FOUND, "there was no task %s then.".formatted(id));
        }
        output.one("task", task, id, () -> print(task));
    }

    private void print(TaskView task) {
        String dependsOn = task.dependsOn().stream().map(TaskId::value).collect(Collectors.joining(", "));
        Table facts = Table.ofFacts()
                .fact("Task", task.taskId())
                .fact("Title", task.title())
                .fact("Status", Labels.style(task.status()).of(Labels.status(task)))
                .fact(
                        "Error",
                        task.error() == null
                                ? null
                                : task.error().message() + " (" + task.error().cause() + ")")
                .fact("Depends on", dependsOn.isEmpty() ? null : dependsOn)
                .fact("Part of", task.parent())
                .fact("Tag", task.tag())
                .fact("Forked from", origin(task.forkedFrom()))
                .fact("Policy", PolicyText.unusual(task.policy()))
                .fact("Epoch", task.epoch())
                .fact("Event", task.seq() + " (position " + task.position() + ")")
                .fact("Updated", time(task.updatedAt()) + (task.updatedBy() == null ? "" : " by " + task.updatedBy()));
        refused(facts, task.refusedWork());
        facts.print(paper(), "");
        if (task.data().size() > 0) {
            paper().line("\nTASK_STATE");
            out().println(Text.printable(task.data().pretty()).indent(2).stripTrailing());
        }
        task.components().forEach((name, content) -> {
            paper().line("\n" + name);
            out().println(Text.printable(content.pretty()).indent(2).stripTrailing());
        });
    }

    private static @Nullable String origin(@Nullable ForkOrigin origin) {
        return origin == null ? null : "%s at event %d".formatted(origin.taskId(), origin.seq());
    }

    private void refused(Table facts, List<RefusedWork> refused) {
        refused.stream()
                .limit(MOST_REFUSED)
                .forEach(work -> facts.fact(
                        "Refused",
                        "%d × %s of epoch %d by %s, last %s"
                                .formatted(work.count(), work.work(), work.epoch(), work.actor(), time(work.last()))));
        int more = refused.size() - MOST_REFUSED;
        if (more > 0) {
            facts.fact("Refused", "%d more; co log %s has the first of each".formatted(more, ShellText.operand(id)));
        }
    }
}
