package dev.rollback.cli.rollback;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.cli.command.WordKind;
import dev.rollback.cli.rollback.PlanRecord.StoreName;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code co rollback apply}. */
@Command(name = "apply", description = "Apply a saved plan exactly, or refuse if it is outdated.")
@SuppressWarnings("NullAway.Init") // picocli sets the parameter and the mixin
final class RollbackApplyCommand extends RollingBackCommand {
    @Parameters(
            paramLabel = "FILE",
            completionCandidates = WordKind.File.class,
            description = "Plan written by 'co rollback plan … --out FILE'; - reads standard input.")
    String planned;

    @Mixin
    RecordOptions record;

    @Option(names = "--dry-run", description = "Show the plan and change nothing.")
    boolean dryRun;

    @Override
    protected void run() throws IOException {
        PlanFile.Kept plan = PlanFile.read(session().surroundings(), planned);
        PlanRecord said = record.said(this);
        requireSameStore(plan.record().store(), said.store());
        PlanRecord kept = plan.record().with(said);
        if (dryRun) {
            exportBack();
            reader().plans().requireUnchanged(plan.scope(), plan.digest(), plan.tasks());
            new PlanAnswer(this, details).print(plan.scope(), kept);
            return;
        }
        carryOut(new RollBack(
                RollbackId.random(),
                plan.scope(),
                kept.causeOrManual(),
                RecordOptions.note(this, kept),
                kept.metadata(),
                true,
                plan.digest(),
                plan.tasks()));
    }

    private void requireSameStore(@Nullable StoreName planned, @Nullable StoreName here) {
        if (planned != null && here != null && !planned.isSame(here)) {
            throw new RefusedException(
                    RefusalCode.CONFLICT,
                    "the plan is of another store, %s; this one is %s. Nothing was done: name the other one by --store."
                            .formatted(planned.address(), here.address()));
        }
    }
}
