package dev.rollback.cli.audit;

import dev.rollback.api.audit.Seal;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.NextSteps;
import dev.rollback.cli.terminal.Output;
import dev.rollback.cli.terminal.ProgressLine;
import picocli.CommandLine.Command;

/** {@code co audit seal}. */
@Command(
        name = "seal",
        description = {
            "Print a seal of the log: a few lines to keep where no writer of the store can write.",
            "Always prints JSON."
        })
final class AuditSealCommand extends AnswerCommand {
    private long position;

    @Override
    protected void run() {
        Seal seal;
        try (ProgressLine progress = progress()) {
            seal = reader().audits().seal(progress);
        }
        Output.Format format = globals().format() == Output.Format.ID ? Output.Format.ID : Output.Format.JSON;
        new Output(out(), format, null).one(SealFile.KIND, seal, seal.hash(), () -> {});
        position = seal.position();
    }

    @Override
    public void kept(String name) {
        String kept = session().surroundings().resolve(name).toString();
        aside().line("Sealed the log up to position %d. To prove it later: co audit verify --seal %s"
                .formatted(position, NextSteps.shown(this, kept)));
    }
}
