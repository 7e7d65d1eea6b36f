package dev.rollback.cli.rollback;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackScope;
import dev.rollback.cli.command.AtomicFile;
import dev.rollback.cli.command.CoCommand;
import dev.rollback.cli.command.WordKind;
import dev.rollback.cli.terminal.ShellText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code co rollback plan}. */
@Command(name = "plan", description = "Show what a rollback would do, and save the plan for 'co rollback apply'.")
@SuppressWarnings("NullAway.Init") // picocli sets the mixins
final class RollbackPlanCommand extends CoCommand {
    @Mixin
    ScopeOptions target;

    @Mixin
    RecordOptions record;

    @Option(names = "--details", description = "Show every change of every task.")
    boolean details;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            completionCandidates = WordKind.File.class,
            description = "Save the plan to FILE as JSON, atomically.")
    @Nullable
    String file;

    @Override
    protected void run() throws IOException {
        RollbackScope scope = target.scope(this);
        PlanRecord said = record.said(this);
        file = named(file);
        if (file == null) {
            new PlanAnswer(this, details).print(scope, said);
        } else {
            keep(scope, said, file);
        }
    }

    private void keep(RollbackScope scope, PlanRecord said, String name) throws IOException {
        try (AtomicFile whole = new AtomicFile(session().surroundings().resolve(name))) {
            BufferedOutputStream out = new BufferedOutputStream(whole);
            RollbackPlan kept = PlanJson.write(reader().plans(), scope, said, out);
            out.flush();
            requireSame(kept, new PlanAnswer(this, details).print(scope, said));
            whole.finish();
        }
        aside().line("Kept in %s. Exactly this is done by: co rollback apply %s%s"
                .formatted(name, ShellText.file(name), said.reason() == null ? " --reason …" : ""));
    }

    private static void requireSame(RollbackPlan kept, RollbackPlan shown) {
        if (!kept.digest().equals(shown.digest())) {
            throw new RefusedException(
                    RefusalCode.CONFLICT,
                    "tasks moved while the plan was being written. Nothing was kept: plan again.");
        }
    }
}
