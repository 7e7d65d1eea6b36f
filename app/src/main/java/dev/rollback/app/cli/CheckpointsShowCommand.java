package dev.rollback.app.cli;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointQuery.FindCheckpoint;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code co checkpoints show}. */
@Command(name = "show", description = "One checkpoint.")
@SuppressWarnings("NullAway.Init") // picocli sets the id
final class CheckpointsShowCommand extends CoCommand {
    @Parameters(paramLabel = "ID", description = "The checkpoint, the beginning of its id, or @latest.")
    String id;

    @Override
    void run() {
        CheckpointId checkpointId = ids().checkpoint(id);
        CheckpointView checkpoint = views().checkpoint(new FindCheckpoint(checkpointId))
                .orElseThrow(() -> new RefusedException(
                        RefusalCode.NOT_FOUND,
                        "there is no checkpoint %s. 'co checkpoints list' shows those there are.".formatted(id)));
        output().one("checkpoint", checkpoint, checkpointId.value(), () -> print(checkpoint));
    }

    private void print(CheckpointView checkpoint) {
        Table facts = Table.ofFacts()
                .fact("Checkpoint", checkpoint.checkpointId())
                .fact("Task", checkpoint.taskId())
                .fact("State", Labels.state(checkpoint))
                .fact("Phase", checkpoint.phase())
                .fact("Step", checkpoint.step())
                .fact("Label", checkpoint.label())
                .fact("Description", checkpoint.description())
                .fact("Task was", checkpoint.taskStatus())
                .fact(
                        "Created",
                        time(checkpoint.createdAt())
                                + (checkpoint.createdBy() == null ? "" : " by " + checkpoint.createdBy()))
                .fact("Event", checkpoint.seq() + " (position " + checkpoint.position() + ")")
                .fact("After", checkpoint.parent())
                .fact("State hash", checkpoint.stateHash());
        checkpoint.metadata().forEach(facts::fact);
        facts.print(out(), "");
    }
}
