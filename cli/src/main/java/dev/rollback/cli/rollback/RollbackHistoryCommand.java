package dev.rollback.cli.rollback;

import dev.rollback.api.PageRequest;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.api.RollbackPage;
import dev.rollback.api.RollbackQuery.FindRollbacks;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskId;
import dev.rollback.app.settings.Setting;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.AtOption;
import dev.rollback.cli.command.WordKind;
import dev.rollback.cli.terminal.Labels;
import dev.rollback.cli.terminal.Table;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code co rollback history}. */
@Command(name = "history", description = "List rollbacks, newest first.")
final class RollbackHistoryCommand extends AnswerCommand {
    @Option(names = "--limit", paramLabel = "N", description = "Maximum rows (default: max_rollback_history).")
    @Nullable
    Integer limit;

    @Option(
            names = "--task-id",
            paramLabel = "T",
            completionCandidates = WordKind.TaskId.class,
            description = "Only of this task.")
    @Nullable
    String taskId;

    @Option(names = "--metadata", paramLabel = "K=V", description = "Only rollbacks with this metadata.")
    Map<String, String> metadata = Map.of();

    @Mixin
    AtOption at;

    @Override
    protected void run() {
        ResolvedMoment cut = at.cut(this);
        Long position = cut == null ? null : cut.position();
        TaskId task = taskId == null ? null : new TaskId(taskId);
        int most = limit != null ? limit : session().settings().get(Setting.MAX_ROLLBACK_HISTORY);
        RollbackPage page = reader().rollbacks(new FindRollbacks(task, metadata, PageRequest.first(most), position));
        output(cut)
                .list(
                        "rollbacks",
                        page.items(),
                        page.total(),
                        record -> record.rollbackId().value(),
                        () -> print(page));
    }

    private void print(RollbackPage page) {
        TargetText targets = new TargetText(this);
        Table table = new Table("ID", "STATUS", "~TASK", "~TO", "CAUSE", "ENDED", "~REASON");
        for (RollbackView record : page.items()) {
            table.row(
                    record.rollbackId(),
                    Labels.status(record),
                    RecordText.tasks(record),
                    targets.of(record),
                    record.reason(),
                    time(record.endedAt()),
                    record.error() == null ? record.note() : record.note() + " — " + record.error());
        }
        table.print(paper(), "");
        if (page.items().size() < page.total()) {
            aside().line("%d of %d shown; --limit shows more."
                    .formatted(page.items().size(), page.total()));
        }
    }
}
