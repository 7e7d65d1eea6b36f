package dev.rollback.cli.audit;

import dev.rollback.api.audit.Seal;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.WordKind;
import dev.rollback.cli.terminal.ProgressLine;
import dev.rollback.cli.terminal.Style;
import dev.rollback.cli.terminal.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code co audit verify}. */
@Command(name = "verify", description = "Verify that the log still begins with what was sealed.")
@SuppressWarnings("NullAway.Init") // picocli sets the options
final class AuditVerifyCommand extends AnswerCommand {
    @Option(
            names = "--seal",
            required = true,
            paramLabel = "FILE",
            completionCandidates = WordKind.File.class,
            description = "Seal written by 'co audit seal'; - reads standard input.")
    String sealed;

    @Override
    protected void run() {
        Seal seal = SealFile.read(session().surroundings(), sealed);
        try (ProgressLine progress = progress()) {
            reader().audits().verify(seal, progress);
        }
        output().one("verified", seal, seal.hash(), () -> {
            paper().line(
                            Style.GOOD,
                            "The log begins with the %s that were sealed at %s."
                                    .formatted(Text.count(seal.position(), "event"), time(seal.sealedAt())));
            long head = reader().head();
            paper().line("%s came since. Whether all that is shown is what happened: co audit"
                    .formatted(Text.count(head - seal.position(), "event")));
        });
    }
}
