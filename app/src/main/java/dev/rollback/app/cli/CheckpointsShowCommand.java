package dev.rollback.app.cli;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointQuery.FindCheckpoint;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.ResolvedMoment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code co checkpoints show}. */
@Command(name = "show", description = "One checkpoint.")
final class CheckpointsShowCommand extends AnswerCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            completionCandidates = WordKind.CheckpointId.class,
            description = "The checkpoint, the beginning of its id, or @latest.")
    @Nullable
    String id;

    @Option(
            names = "--checkpoint-id",
            paramLabel = "ID",
            completionCandidates = WordKind.CheckpointId.class,
            description = "The same.")
    @Nullable
    String option;

    @Mixin
    AtOption at;

    @Override
    void run() {
        ResolvedMoment cut = at.cut(this);
        Long position = cut == null ? null : cut.position();
        CheckpointId checkpointId = ids().checkpoint(Given.once(spec, id, "--checkpoint-id", option));
        CheckpointView checkpoint = views().checkpoint(new FindCheckpoint(checkpointId, position))
                .orElseThrow(() -> new RefusedException(
                        RefusalCode.NOT_FOUND,
                        "there is no checkpoint %s. 'co checkpoints list' shows those there are."
                                .formatted(checkpointId)));
        output(cut).one("checkpoint", checkpoint, checkpointId.value(), () -> print(checkpoint));
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
