package dev.rollback.cli.tasks;

import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.TaskIds;
import dev.rollback.cli.command.WordKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code co tasks register}. */
@Command(name = "register", description = "Register a task.")
@SuppressWarnings("NullAway.Init") // picocli sets the options
final class TasksRegisterCommand extends AnswerCommand {
    @Parameters(paramLabel = "ID", description = "Task id.")
    String id;

    @Option(
            names = "--title",
            required = true,
            paramLabel = "T",
            completionCandidates = WordKind.TextOrFile.class,
            description = "Title.")
    String title;

    @Option(
            names = "--depends-on",
            paramLabel = "ID[,ID…]",
            completionCandidates = WordKind.TaskId.class,
            description = "Tasks this task depends on.")
    List<String> dependsOn = List.of();

    @Option(
            names = "--parent",
            paramLabel = "ID",
            completionCandidates = WordKind.TaskId.class,
            description = "Parent task.")
    @Nullable
    String parent;

    @Mixin
    PolicyOption switches;

    @Override
    protected void run() {
        List<TaskId> dependencies = new TaskIds(this, "--depends-on").of(dependsOn);
        TaskId parentId = parent == null ? null : new TaskId(parent);
        TaskPolicy made = switches.change().on(TaskPolicy.DEFAULT);
        TaskVerbs.Receipts.print(
                this,
                "registered",
                tasks().send(new RegisterTask(new TaskId(id), value(title), dependencies, parentId, made)));
    }
}
