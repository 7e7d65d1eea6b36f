package dev.rollback.cli.rollback;

import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackScope;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code co rollback}. */
@Command(
        name = "rollback",
        description = "Roll tasks back to a checkpoint or a moment, after showing the plan and asking.",
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {
            RollbackPlanCommand.class,
            RollbackApplyCommand.class,
            RollbackUndoCommand.class,
            RollbackRedoCommand.class,
            RollbackHistoryCommand.class,
            RollbackShowCommand.class
        })
@SuppressWarnings("NullAway.Init") // picocli sets the mixins
public final class RollbackCommand extends RollingBackCommand {
    @Mixin
    ScopeOptions target;

    @Mixin
    RecordOptions record;

    @Option(names = "--dry-run", description = "Show the plan and change nothing.")
    boolean dryRun;

    @Override
    protected void run() throws IOException {
        RollbackScope scope = target.scope(this);
        PlanRecord said = record.said(this);
        if (dryRun) {
            exportBack();
            new PlanAnswer(this, details).print(scope, said);
        } else {
            String note = RecordOptions.note(this, said);
            carryOut(new RollBack(RollbackId.random(), scope, said.causeOrManual(), note, said.metadata()));
        }
    }
}
