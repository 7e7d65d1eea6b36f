package dev.rollback.cli.history;

import dev.rollback.api.ComponentName;
import dev.rollback.api.Difference;
import dev.rollback.api.Moment;
import dev.rollback.api.PageRequest;
import dev.rollback.api.TaskDiffView;
import dev.rollback.api.TaskDiffsPage;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskQuery.FindTaskDiff;
import dev.rollback.api.TaskQuery.FindTaskDiffs;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.AtOption;
import dev.rollback.cli.command.HiddenText;
import dev.rollback.cli.command.WordKind;
import dev.rollback.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code co diff}. */
@Command(name = "diff", description = "Show changes between two moments, of one task or of all.")
@SuppressWarnings("NullAway.Init") // picocli sets the options
public final class DiffCommand extends AnswerCommand {
    private static final int MOST_PLACES = 3;

    @Parameters(
            arity = "0..1",
            paramLabel = "TASK",
            completionCandidates = WordKind.TaskId.class,
            description = "Task id (default: every task that changed).")
    @Nullable
    String task;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "MOMENT",
            completionCandidates = WordKind.Moment.class,
            description =
                    "First moment: a time, '10m ago', pos:N, seq:N, a checkpoint, before:rb-…, after:rb-…, file:TIME.")
    String from;

    @Option(
            names = "--to",
            paramLabel = "MOMENT",
            completionCandidates = WordKind.Moment.class,
            description = "Second moment, in the same forms (default: ${DEFAULT-VALUE}).")
    String to = "now";

    @Option(names = "--full", description = "Show every changed value, of all tasks too.")
    boolean full;

    @Option(names = "--limit", paramLabel = "N", description = "Maximum tasks (default: ${DEFAULT-VALUE}).")
    int limit = 1000;

    @Option(names = "--offset", paramLabel = "N", description = "Rows to skip.")
    int offset;

    @Override
    protected void run() {
        Moment before = moments().parse(from);
        Moment after = moments().parse(to);
        if (task == null) {
            all(reader().history().diffs(new FindTaskDiffs(before, after, new PageRequest(offset, limit))));
        } else {
            one(reader().history().diff(new FindTaskDiff(new TaskId(task), before, after)));
        }
    }

    private void one(TaskDiffView diff) {
        AtOption.tell(this, "from", diff.from());
        AtOption.tell(this, "to", diff.to());
        output().one("diff", diff, diff.taskId().value(), () -> details(diff));
        if (diff.differences().isEmpty()) {
            aside().line("task %s is the same at both moments".formatted(diff.taskId()));
        }
    }

    private void all(TaskDiffsPage page) {
        AtOption.tell(this, "from", page.from());
        AtOption.tell(this, "to", page.to());
        output().list("diffs", page.items(), page.total(), diff -> diff.taskId().value(), () -> print(page));
        if (page.total() == 0 && page.hidden().isEmpty()) {
            aside().line("all tasks are the same at both moments");
        }
        HiddenText.tell(this, page.hidden());
    }

    private void print(TaskDiffsPage page) {
        if (full) {
            page.items().forEach(this::details);
        } else if (page.total() > 0) {
            table(page.items());
        }
        if (page.items().size() < page.total()) {
            aside().line("%d of %d shown; --limit and --offset show others."
                    .formatted(page.items().size(), page.total()));
        }
    }

    private void table(List<TaskDiffView> diffs) {
        Table table = new Table("~TASK", "STATUS", "EVENTS", "~TITLE", "~WHERE");
        diffs.forEach(diff -> table.row(diff.taskId(), status(diff), events(diff), diff.title(), places(diff)));
        table.print(paper(), "");
    }

    private void details(TaskDiffView diff) {
        Table.ofFacts()
                .fact("task", diff.taskId())
                .fact("title", diff.title())
                .fact("status", status(diff))
                .fact("events", events(diff))
                .print(paper(), "");
        DifferencesText.lines(paper(), diff.differences(), "  ");
    }

    private static String status(TaskDiffView diff) {
        return DifferencesText.change(diff.statusBefore(), diff.statusAfter());
    }

    private static String events(TaskDiffView diff) {
        return DifferencesText.change(
                diff.seqBefore() < 0 ? null : diff.seqBefore(), diff.seqAfter() < 0 ? null : diff.seqAfter());
    }

    /** The first of them; a component is named where another begins. */
    private static String places(TaskDiffView diff) {
        List<String> places = new ArrayList<>();
        ComponentName last = null;
        for (Difference difference : diff.differences()) {
            places.add(difference.component().equals(last) ? difference.path() : DifferencesText.place(difference));
            last = difference.component();
        }
        int more = places.size() - MOST_PLACES;
        String first = String.join(", ", places.subList(0, Math.min(MOST_PLACES, places.size())));
        return more > 0 ? "%s and %d more".formatted(first, more) : first;
    }
}
