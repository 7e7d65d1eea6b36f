package dev.rollback.cli.history;

import dev.rollback.api.LogPage;
import dev.rollback.api.LogQuery.FindLog;
import dev.rollback.api.LogQuery.FindUnits;
import dev.rollback.api.Moment;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.api.TaskId;
import dev.rollback.api.UnitPage;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.AtOption;
import dev.rollback.cli.command.WordKind;
import dev.rollback.cli.terminal.Output;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code co log}. */
@Command(name = "log", description = "Show events, newest first, of one task or of all.")
public final class LogCommand extends AnswerCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "TASK",
            completionCandidates = WordKind.TaskId.class,
            description = "Only this task, with its refused work.")
    @Nullable
    String task;

    @Option(names = "--graph", description = "Draw rollbacks, checkpoints and abandoned lines as a graph.")
    boolean graph;

    @Option(
            names = {"--at", "--until"},
            paramLabel = "MOMENT",
            completionCandidates = WordKind.Moment.class,
            description = "Log up to this moment: a time, '10m ago', pos:N, seq:N of the task, a checkpoint, …")
    @Nullable
    String until;

    @Option(
            names = "--since",
            paramLabel = "MOMENT",
            completionCandidates = WordKind.Moment.class,
            description = "Only events after this moment.")
    @Nullable
    String since;

    @Option(names = "--reverse", description = "Show the oldest event first.")
    boolean reverse;

    @Option(names = "--limit", paramLabel = "N", description = "Maximum rows (default: ${DEFAULT-VALUE}).")
    int limit = 50;

    @Option(names = "--before", paramLabel = "POSITION", description = "Only events before this position.")
    @Nullable
    Long before;

    @Option(
            names = "--after",
            paramLabel = "POSITION",
            description = "Only events after this position (with --reverse).")
    @Nullable
    Long after;

    @Override
    protected void run() {
        requireSense();
        TaskId taskId = task == null ? null : new TaskId(task);
        Moment from = since == null ? null : moments().parse(since);
        Moment to = until == null ? new Moment.Now() : moments().parse(until);
        if (graph && taskId == null) {
            units(reader().history().units(new FindUnits(from, to, before, limit)));
        } else {
            entries(reader().history().log(new FindLog(taskId, from, to, reverse ? after : before, limit, reverse)));
        }
    }

    /** A drawing begins at the newest event: what an older one became of is known only from there. */
    private void requireSense() {
        if (graph && (reverse || before != null)) {
            throw misuse("a drawing begins with the newest event: give --at, not --reverse or --before");
        } else if (reverse && before != null) {
            throw misuse("--reverse goes on with --after");
        } else if (!reverse && after != null) {
            throw misuse("--after goes with --reverse; newest first it is --before");
        }
    }

    private ParameterException misuse(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private void entries(LogPage page) {
        LogText text = new LogText(this);
        told(page.since(), page.until())
                .list("log", page.items(), page.total(), entry -> String.valueOf(entry.position()), () -> {
                    if (graph) {
                        text.printGraphOfTask(page.items());
                    } else if (task != null) {
                        text.printOfTask(page.items());
                    } else {
                        text.print(page.items());
                    }
                    rest(page.items().size(), page.total(), page.next());
                });
    }

    private void units(UnitPage page) {
        told(page.since(), page.until())
                .list(
                        "units",
                        page.items(),
                        unit -> String.valueOf(unit.last()),
                        () -> new LogText(this).printGraph(page.items()));
        if (page.next() != null) {
            aside().line("%d units shown; --limit shows more."
                    .formatted(page.items().size()));
        }
    }

    private void rest(int shown, long total, @Nullable Long next) {
        if (next != null) {
            String how = graph ? "--limit" : (reverse ? "--after " : "--before ") + next;
            aside().line("%d of %d shown; %s shows more.".formatted(shown, total, how));
        }
    }

    private Output told(@Nullable ResolvedMoment from, ResolvedMoment to) {
        if (from != null) {
            AtOption.tell(this, "since", from);
        }
        return until == null ? output() : output(to);
    }
}
