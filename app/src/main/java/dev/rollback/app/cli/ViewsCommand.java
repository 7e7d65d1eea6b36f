package dev.rollback.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code co views}. */
@Command(
        name = "views",
        description = "What lists and records are read from; made from the log.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ViewsRebuildCommand.class)
final class ViewsCommand extends AnswerCommand {
    @Override
    void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with views: rebuild");
    }
}
