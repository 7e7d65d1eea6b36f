package dev.rollback.app.cli;

import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackView;
import java.io.IOException;
import picocli.CommandLine.Option;

/** A command that rolls back: it shows what is lost, asks, does it, and says what to do next. */
abstract class RollingBackCommand extends AnswerCommand {
    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    boolean yes;

    @Option(names = "--details", description = "Show each task with all that changes.")
    boolean details;

    final void carryOut(RollBack wanted) throws IOException {
        Agreement agreement = new Agreement(this, details);
        Agreement.Agreed agreed = isAnswered()
                ? new Agreement.Agreed(wanted, Workers.NONE)
                : yes ? agreement.unasked(wanted) : agreement.asked(wanted);
        RollbackView record = rollbacks().rollBack(agreed.rollback());
        output().one("rollback", record, record.rollbackId().value(), () -> RecordText.print(this, record));
        NextSteps.print(this, record, agreed.workers());
    }
}
