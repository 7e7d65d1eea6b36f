package dev.rollback.cli.checkpoints;

import dev.rollback.api.CheckpointQuery.FindPrunable;
import dev.rollback.api.PruneReport;
import dev.rollback.api.PruneReport.Cleaned;
import dev.rollback.api.PruneReport.Kept;
import dev.rollback.api.PruneReport.Promise;
import dev.rollback.api.RetentionRule;
import dev.rollback.api.TaskId;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.Question;
import dev.rollback.cli.command.WordKind;
import dev.rollback.cli.terminal.AgeText;
import dev.rollback.cli.terminal.Output;
import dev.rollback.cli.terminal.Style;
import dev.rollback.cli.terminal.Table;
import dev.rollback.cli.terminal.Text;
import dev.rollback.cli.terminal.TextWriter;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code co checkpoints prune}. */
@Command(name = "prune", description = "Remove checkpoints that nothing still needs.")
final class CheckpointsPruneCommand extends AnswerCommand {
    @Option(names = "--keep-last", paramLabel = "N", description = "Keep the newest N of each task.")
    @Nullable
    Integer keepLast;

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            converter = AgeText.class,
            description = "Only checkpoints older than this: 30m, 12h, 7d, 2w.")
    @Nullable
    Duration olderThan;

    @Option(
            names = "--task-id",
            paramLabel = "T",
            completionCandidates = WordKind.TaskId.class,
            description = "Only of this task.")
    @Nullable
    String taskId;

    @Option(names = "--dry-run", description = "Show what would be removed, and remove nothing.")
    boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask for confirmation.")
    boolean yes;

    @Override
    protected void run() throws IOException {
        if (keepLast == null && olderThan == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "say what is to go: all but the newest (--keep-last N), or by age (--older-than 7d)");
        }
        RetentionRule rule = new RetentionRule(keepLast, olderThan, taskId == null ? null : new TaskId(taskId));
        if (dryRun) {
            answer(plan(rule), "would go");
            return;
        }
        if (!yes && !isAnswered()) {
            PruneReport plan = plan(rule);
            if (plan.gone().isEmpty()) {
                answer(plan, "went");
                return;
            }
            print(aside(), plan, "would go");
            Question.confirm(session().surroundings(), "Clean up %s?".formatted(count(plan)));
            answer(checkpoints().prune(rule, plan), "went");
            return;
        }
        answer(checkpoints().prune(rule), "went");
    }

    private PruneReport plan(RetentionRule rule) {
        return reader().plans().prunable(new FindPrunable(rule));
    }

    private void answer(PruneReport report, String verb) {
        if (globals().format() == Output.Format.ID) {
            report.gone().forEach(id -> out().println(id));
        } else {
            output().one("prune", report, "", () -> print(paper(), report, verb));
        }
    }

    private void print(TextWriter paper, PruneReport report, String verb) {
        Table table = new Table("ID", "~TASK", "CREATED", "WHAT");
        report.pruned().forEach(one -> row(table, one, "pruned"));
        report.archived().forEach(one -> row(table, one, "archived: it had been a target"));
        for (Kept one : report.kept()) {
            table.row(one.checkpointId(), task(one.taskId()), "", Style.DIM.of("kept: " + why(one.promise())));
        }
        if (!report.pruned().isEmpty()
                || !report.archived().isEmpty()
                || !report.kept().isEmpty()) {
            table.print(paper, "");
        }
        paper.line("%s %s, %d kept".formatted(count(report), verb, report.kept().size()));
    }

    private void row(Table table, Cleaned one, String what) {
        table.row(one.checkpointId(), task(one.taskId()), time(one.createdAt()), what);
    }

    private static String count(PruneReport report) {
        return Text.count(report.gone().size(), "checkpoint");
    }

    private static String task(@Nullable TaskId task) {
        return task == null ? "(everything)" : task.value();
    }

    private static String why(Promise promise) {
        return switch (promise) {
            case HELD -> "it is held";
            case CURRENT -> "the newest on its task's line";
            case LAST_STABLE -> "a failure goes back to it";
            case IN_HISTORY -> "a rollback of the history needs it";
            case LEASED -> "running work may go back to it";
        };
    }
}
