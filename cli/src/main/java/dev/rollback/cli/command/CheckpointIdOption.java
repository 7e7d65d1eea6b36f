package dev.rollback.cli.command;

import dev.rollback.api.CheckpointId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The id of the commands on one checkpoint: positional, or as the guide has it. */
public final class CheckpointIdOption {
    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            completionCandidates = WordKind.CheckpointId.class,
            description = "Checkpoint id, a unique prefix of it, or @latest.")
    @Nullable
    String id;

    @Option(
            names = "--checkpoint-id",
            paramLabel = "ID",
            completionCandidates = WordKind.CheckpointId.class,
            description = "Checkpoint id, instead of the argument.")
    @Nullable
    String option;

    public CheckpointId of(CoCommand command) {
        return command.ids().checkpoint(PositionalOrOption.once(command.spec, id, "--checkpoint-id", option));
    }
}
