package dev.rollback.cli.checkpoints;

import dev.rollback.api.CheckpointCommand.CreateSystemCheckpoint;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointQuery.FindCheckpoint;
import dev.rollback.api.CheckpointView;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.WordKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code co checkpoint}. */
@Command(name = "checkpoint", description = "Create a store-wide checkpoint.")
public final class CheckpointEverythingCommand extends AnswerCommand {
    @Parameters(arity = "0..1", paramLabel = "LABEL", description = "Short name for people.")
    @Nullable
    String label;

    @Option(names = "--id", paramLabel = "ID", description = "Checkpoint id (default: generated).")
    @Nullable
    String id;

    @Option(
            names = "--description",
            paramLabel = "TEXT",
            completionCandidates = WordKind.TextOrFile.class,
            description = "Description for people.")
    @Nullable
    String description;

    @Option(names = "--metadata", paramLabel = "K=V", description = "Metadata to record with the checkpoint.")
    Map<String, String> metadata = Map.of();

    @Override
    protected void run() {
        CheckpointId made = checkpoints()
                .createSystem(new CreateSystemCheckpoint(
                        newId(), label, description == null ? null : value(description), metadata));
        CheckpointView checkpoint =
                reader().checkpoint(new FindCheckpoint(made)).orElseThrow();
        output().one(
                        "checkpoint",
                        checkpoint,
                        made.value(),
                        () -> paper().line(
                                        "%s marks everything at position %d.".formatted(made, checkpoint.position())));
    }

    private CheckpointId newId() {
        if (id != null) {
            return new CheckpointId(id);
        }
        return CheckpointId.ofRequest(globals().requestId());
    }
}
