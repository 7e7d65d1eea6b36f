package dev.rollback.app.cli;

import dev.rollback.api.Moment;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskAtView;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskQuery.FindTask;
import dev.rollback.api.TaskQuery.FindTaskAt;
import dev.rollback.api.TaskView;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code co tasks show}. */
@Command(name = "show", description = "One task, with its state.")
@SuppressWarnings("NullAway.Init") // picocli sets the id
final class TasksShowCommand extends AnswerCommand {
    @Parameters(paramLabel = "ID", completionCandidates = WordKind.TaskId.class, description = "The task.")
    String id;

    @Mixin
    AtOption at;

    @Override
    void run() {
        Optional<Moment> moment = at.moment(this);
        if (moment.isPresent()) {
            show(session().tasksAt().find(new FindTaskAt(new TaskId(id), moment.get())));
            return;
        }
        TaskView task = views().task(new FindTask(new TaskId(id)))
                .orElseThrow(() -> new RefusedException(
                        RefusalCode.NOT_FOUND,
                        "there is no task %s. 'co tasks list' shows those there are.".formatted(id)));
        output().one("task", task, id, () -> print(task));
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
        Table.ofFacts()
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
                .fact("Epoch", task.epoch())
                .fact("Event", task.seq() + " (position " + task.position() + ")")
                .fact("Updated", time(task.updatedAt()) + (task.updatedBy() == null ? "" : " by " + task.updatedBy()))
                .print(paper(), "");
        if (task.data().size() > 0) {
            out().println("\nTASK_STATE");
            out().println(Text.printable(task.data().pretty()).indent(2).stripTrailing());
        }
        task.components().forEach((name, content) -> {
            out().println("\n" + name);
            out().println(Text.printable(content.pretty()).indent(2).stripTrailing());
        });
    }
}
