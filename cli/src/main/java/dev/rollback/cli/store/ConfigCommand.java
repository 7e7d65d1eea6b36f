package dev.rollback.cli.store;

import dev.rollback.cli.command.AnswerCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code co config}. */
@Command(
        name = "config",
        description = "Show the configuration.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ConfigShowCommand.class)
public final class ConfigCommand extends AnswerCommand {
    @Override
    protected void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with the configuration: show");
    }
}
