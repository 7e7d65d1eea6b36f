package dev.rollback.cli.checkpoints;

import dev.rollback.cli.command.AnswerCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code co checkpoints}. */
@Command(
        name = "checkpoints",
        description = "Manage checkpoints.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CheckpointsCreateCommand.class,
            CheckpointsListCommand.class,
            CheckpointsShowCommand.class,
            CheckpointsCheckCommand.class,
            CheckpointVerbs.Hold.class,
            CheckpointVerbs.Release.class,
            CheckpointVerbs.Archive.class,
            CheckpointVerbs.Delete.class,
            CheckpointsPruneCommand.class
        })
public final class CheckpointsCommand extends AnswerCommand {
    @Override
    protected void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do with checkpoints: create, list, show, check, hold, release, archive, delete or prune");
    }
}
