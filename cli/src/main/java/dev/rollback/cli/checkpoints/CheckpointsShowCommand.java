package dev.rollback.cli.checkpoints;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointQuery.FindCheckpoint;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.AtOption;
import dev.rollback.cli.command.CheckpointIdOption;
import dev.rollback.cli.terminal.Labels;
import dev.rollback.cli.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code co checkpoints show}. */
@Command(name = "show", description = "Show a checkpoint.")
final class CheckpointsShowCommand extends AnswerCommand {
    @Mixin
    CheckpointIdOption checkpoint;

    @Mixin
    AtOption at;

    @Override
    protected void run() {
        ResolvedMoment cut = at.cut(this);
        Long position = cut == null ? null : cut.position();
        CheckpointId checkpointId = checkpoint.of(this);
        CheckpointView found = reader().checkpoint(new FindCheckpoint(checkpointId, position))
                .orElseThrow(() -> new RefusedException(
                        RefusalCode.NOT_FOUND,
                        "there is no checkpoint %s. 'co checkpoints list' shows those there are."
                                .formatted(checkpointId)));
        output(cut).one("checkpoint", found, checkpointId.value(), () -> print(found));
    }

    private void print(CheckpointView checkpoint) {
        Table facts = Table.ofFacts()
                .fact("Checkpoint", checkpoint.checkpointId())
                .fact("Task", Labels.task(checkpoint))
                .fact("State", Labels.state(checkpoint))
                .fact("Held since", time(checkpoint.heldSince()))
                .fact("Cleaned up", time(checkpoint.cleanedUpAt()))
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
        facts.print(paper(), "");
    }
}
