package dev.rollback.cli.checkpoints;

import dev.rollback.api.CheckpointPage;
import dev.rollback.api.CheckpointQuery.FindCheckpoints;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.PageRequest;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskQuery.FindTask;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.AtOption;
import dev.rollback.cli.command.WordKind;
import dev.rollback.cli.terminal.Labels;
import dev.rollback.cli.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code co checkpoints list}. */
@Command(name = "list", description = "List checkpoints, newest first.")
final class CheckpointsListCommand extends AnswerCommand {
    @Option(
            names = "--task-id",
            paramLabel = "T",
            completionCandidates = WordKind.TaskId.class,
            description = "Only of this task.")
    @Nullable
    String taskId;

    @Option(names = "--all", description = "Include archived and deleted checkpoints.")
    boolean all;

    @Option(names = "--limit", paramLabel = "N", description = "Maximum rows (default: ${DEFAULT-VALUE}).")
    int limit = 100;

    @Option(names = "--offset", paramLabel = "N", description = "Rows to skip.")
    int offset;

    @Mixin
    AtOption at;

    @Override
    protected void run() {
        ResolvedMoment cut = at.cut(this);
        Long position = cut == null ? null : cut.position();
        TaskId task = taskId == null ? null : new TaskId(taskId);
        CheckpointPage page =
                reader().checkpoints(new FindCheckpoints(task, all, new PageRequest(offset, limit), position));
        if (page.total() == 0 && task != null) {
            boolean known = reader().task(new FindTask(task)).isPresent();
            aside().line(known ? "no checkpoints of task " + task : "there is no task " + task);
        }
        output(cut)
                .list(
                        "checkpoints",
                        page.items(),
                        page.total(),
                        checkpoint -> checkpoint.checkpointId().value(),
                        () -> print(page));
    }

    private void print(CheckpointPage page) {
        Table table = new Table("ID", "~TASK", "STATE", "STEP", "~PHASE", "CREATED", "~LABEL");
        for (CheckpointView checkpoint : page.items()) {
            table.row(
                    checkpoint.checkpointId(),
                    Labels.task(checkpoint),
                    Labels.state(checkpoint),
                    checkpoint.step(),
                    checkpoint.phase(),
                    time(checkpoint.createdAt()),
                    checkpoint.label());
        }
        table.print(paper(), "");
        if (page.items().size() < page.total()) {
            aside().line("%d of %d shown; --limit and --offset show others."
                    .formatted(page.items().size(), page.total()));
        }
    }
}
