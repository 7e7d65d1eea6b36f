package dev.rollback.cli.tasks;

import dev.rollback.cli.command.AnswerCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code co tasks}. */
@Command(
        name = "tasks",
        description = "Manage tasks.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TasksRegisterCommand.class,
            TasksListCommand.class,
            TasksShowCommand.class,
            TaskVerbs.Start.class,
            TasksUpdateCommand.class,
            TasksForkCommand.class,
            TasksPolicyCommand.class,
            TaskVerbs.Complete.class,
            TaskVerbs.Fail.class,
            TaskVerbs.Cancel.class,
            TaskVerbs.Reopen.class,
            TaskVerbs.Withdraw.class,
            TaskVerbs.Heartbeat.class
        })
public final class TasksCommand extends AnswerCommand {
    @Override
    protected void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with tasks: list, show, register, …");
    }
}
