package dev.rollback.cli.audit;

import dev.rollback.api.Moment;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.api.TaskId;
import dev.rollback.api.audit.AuditReport;
import dev.rollback.api.audit.AuditScope;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.AtOption;
import dev.rollback.cli.command.WordKind;
import dev.rollback.cli.terminal.ProgressLine;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code co audit}. */
@Command(
        name = "audit",
        description = {
            "Replay the log and compare every state, checkpoint, rollback, index row and read model with it.",
            "Changes nothing. Exits with 5 if anything differs."
        },
        subcommands = {AuditSealCommand.class, AuditVerifyCommand.class})
public final class AuditCommand extends AnswerCommand {
    @Option(
            names = {"--task", "--task-id"},
            paramLabel = "T",
            completionCandidates = WordKind.TaskId.class,
            description = "Check the hash chain and this task only.")
    @Nullable
    String task;

    @Option(
            names = "--since",
            paramLabel = "MOMENT",
            completionCandidates = WordKind.Moment.class,
            description =
                    "Check only the log after this moment and the tasks that changed: a time, '10m ago', pos:N, a checkpoint.")
    @Nullable
    String since;

    @Override
    protected void run() {
        AuditScope scope = new AuditScope(task == null ? null : new TaskId(task), position());
        AuditReport report;
        try (ProgressLine progress = progress()) {
            report = reader().audits().audit(scope, List.of(), progress);
        }
        output().one("audit", report, report.hash(), () -> new AuditText(this).print(report));
        exitCode = report.isSound() ? 0 : RefusalCode.CORRUPT.exitCode();
    }

    private long position() {
        if (since == null) {
            return 0;
        }
        Moment moment = moments().parse(since);
        ResolvedMoment cut = reader().moment(moment);
        AtOption.tell(this, "since", cut);
        return cut.position();
    }
}
