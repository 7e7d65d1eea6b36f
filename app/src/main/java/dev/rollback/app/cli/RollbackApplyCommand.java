package dev.rollback.app.cli;

import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code co rollback apply}. */
@Command(
        name = "apply",
        description = "Do exactly what a kept plan says, or nothing where that would be something else now.")
@SuppressWarnings("NullAway.Init") // picocli sets the parameter and the mixin
final class RollbackApplyCommand extends RollingBackCommand {
    @Parameters(
            paramLabel = "FILE",
            completionCandidates = WordKind.File.class,
            description = "What 'co rollback plan … --out FILE' has written; - for standard input.")
    String planned;

    @Mixin
    RecordOptions record;

    @Override
    void run() throws IOException {
        String note = record.note(this);
        PlanFile.Kept plan = PlanFile.read(session().surroundings(), planned);
        carryOut(new RollBack(
                RollbackId.random(),
                plan.scope(),
                record.cause,
                note,
                record.metadata,
                true,
                plan.digest(),
                plan.tasks()));
    }
}
