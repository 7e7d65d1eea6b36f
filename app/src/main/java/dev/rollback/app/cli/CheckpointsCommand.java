package dev.rollback.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code co checkpoints}. */
@Command(
        name = "checkpoints",
        description = "Mark moments of tasks, and look at what is marked.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CheckpointsCreateCommand.class,
            CheckpointsListCommand.class,
            CheckpointsShowCommand.class,
            CheckpointsCheckCommand.class
        })
final class CheckpointsCommand extends AnswerCommand {
    @Override
    void run() {
        throw new ParameterException(
                spec.commandLine(), "say what to do with checkpoints: create, list, show or check");
    }
}
