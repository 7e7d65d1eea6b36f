package dev.rollback.cli.history;

import dev.rollback.api.LogEntryView;
import dev.rollback.api.TaskId;
import dev.rollback.api.UnitView;
import dev.rollback.cli.command.CoCommand;
import dev.rollback.cli.terminal.Style;
import dev.rollback.cli.terminal.Style.Styled;
import dev.rollback.cli.terminal.Table;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The log as tables: a line for each event or unit. */
final class LogText {
    private static final int NAMED = 3;

    private final CoCommand command;

    LogText(CoCommand command) {
        this.command = command;
    }

    /** Of everything: events of one unit are held together by a bracket. */
    void print(List<LogEntryView> entries) {
        Table table = new Table("", "POSITION", "TIME", "~ACTOR", "~TASK", "~WHAT");
        for (int i = 0; i < entries.size(); i++) {
            LogEntryView entry = entries.get(i);
            table.row(
                    bracket(entries, i),
                    entry.position(),
                    command.time(entry.recordedAt()),
                    entry.actor(),
                    tasks(entry.tasks()),
                    style(entry).of(entry.summary()));
        }
        table.print(command.paper(), "");
    }

    void printOfTask(List<LogEntryView> entries) {
        Table table = ofTask();
        for (int i = 0; i < entries.size(); i++) {
            LogEntryView entry = entries.get(i);
            row(table, Style.PLAIN.of(bracket(entries, i)), entry, style(entry).of(entry.summary()));
        }
        table.print(command.paper(), "");
    }

    void printGraphOfTask(List<LogEntryView> entries) {
        Table table = ofTask();
        for (TaskGraph.Line line : TaskGraph.of(entries)) {
            Style style = line.current() ? style(line.entry()) : Style.DIM;
            Styled what = style.of(line.entry().summary() + line.note());
            row(table, Style.PLAIN.of(line.row().text()), line.entry(), what);
        }
        table.print(command.paper(), "");
    }

    void printGraph(List<UnitView> units) {
        Table table = new Table("", "POSITION", "TIME", "~ACTOR", "~TASK", "~WHAT");
        for (UnitGraph.Line line : UnitGraph.of(units)) {
            UnitView unit = line.unit();
            table.row(
                    line.drawn(),
                    unit.events() == 1 ? unit.last() : unit.first() + "-" + unit.last(),
                    command.time(unit.recordedAt()),
                    unit.actor(),
                    tasks(unit.tasks()),
                    (unit.cut() != null ? Style.WARN : Style.PLAIN).of(unit.summary()));
        }
        table.print(command.paper(), "");
    }

    private static Table ofTask() {
        return new Table("", "SEQ", "POSITION", "TIME", "~ACTOR", "~WHAT");
    }

    private void row(Table table, Styled beside, LogEntryView entry, Styled what) {
        table.row(
                beside,
                EventKinds.isOfTask(entry) ? entry.seq() : "-",
                entry.position(),
                command.time(entry.recordedAt()),
                entry.actor(),
                what);
    }

    private static String bracket(List<LogEntryView> entries, int index) {
        boolean above = index > 0 && sameUnit(entries, index - 1);
        boolean below = index < entries.size() - 1 && sameUnit(entries, index);
        return above ? (below ? "│" : "└") : below ? "┌" : "";
    }

    private static boolean sameUnit(List<LogEntryView> entries, int index) {
        return entries.get(index).unit() == entries.get(index + 1).unit();
    }

    private static @Nullable String tasks(List<TaskId> tasks) {
        if (tasks.isEmpty()) {
            return null;
        }
        String named = tasks.stream().limit(NAMED).map(TaskId::value).collect(Collectors.joining(", "));
        return tasks.size() > NAMED ? named + ", …" : named;
    }

    private static Style style(LogEntryView entry) {
        if (entry.unreadable() != null) {
            return Style.BAD;
        }
        return switch (entry.name()) {
            case EventKinds.COMPLETED -> Style.GOOD;
            case EventKinds.CHECKPOINT -> Style.BOLD;
            case EventKinds.ROLLED_BACK -> Style.WARN;
            case EventKinds.FAILED -> Style.BAD;
            default -> EventKinds.isRefusal(entry) ? Style.BAD : Style.PLAIN;
        };
    }
}
