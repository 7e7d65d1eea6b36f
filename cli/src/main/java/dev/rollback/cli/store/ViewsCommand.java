package dev.rollback.cli.store;

import dev.rollback.cli.command.AnswerCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code co views}. */
@Command(
        name = "views",
        description = "Manage read models.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ViewsRebuildCommand.class)
public final class ViewsCommand extends AnswerCommand {
    @Override
    protected void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with views: rebuild");
    }
}
