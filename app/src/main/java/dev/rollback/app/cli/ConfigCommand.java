package dev.rollback.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code co config}. */
@Command(
        name = "config",
        description = "Look at what is set, and by whom.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ConfigShowCommand.class)
final class ConfigCommand extends AnswerCommand {
    @Override
    void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with the configuration: show");
    }
}
