package dev.rollback.cli.history;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.LogEntryView;
import dev.rollback.api.LogEntryView.WentBack;
import dev.rollback.cli.terminal.GraphRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one task. The leftmost is the current one; a rollback is where a line goes back to its target, and what it
 * left behind stands beside, on a line of its own.
 */
final class TaskGraph {
    private TaskGraph() {}

    /**
     * An entry and where it stands.
     *
     * @param current whether it is on the task's current line
     * @param note what the entry itself does not know
     */
    record Line(GraphRenderer.Row row, LogEntryView entry, boolean current, String note) {}

    /** @param newestFirst the task's entries, from its newest on */
    static List<Line> of(List<LogEntryView> newestFirst) {
        Optional<CheckpointId> current = currentCheckpoint(newestFirst);
        GraphRenderer lanes = new GraphRenderer();
        List<Line> lines = new ArrayList<>();
        for (LogEntryView entry : newestFirst) {
            boolean isCurrent =
                    EventKinds.isCheckpoint(entry) && current.equals(Optional.ofNullable(entry.checkpointId()));
            lines.add(line(lanes, entry, isCurrent));
        }
        return lines;
    }

    private static Line line(GraphRenderer lanes, LogEntryView entry, boolean isCurrent) {
        if (!EventKinds.isOfTask(entry)) {
            return new Line(lanes.beside('x'), entry, true, "");
        }
        GraphRenderer.Row row = lanes.node(glyph(entry, isCurrent), entry.seq(), entry.seq(), before(entry));
        boolean onCurrentLine = row.lane() == 0;
        String note =
                isCurrent ? " (current)" : EventKinds.isCheckpoint(entry) && !onCurrentLine ? " (left behind)" : "";
        return new Line(row, entry, onCurrentLine, note);
    }

    /** The event that this one follows on its line; none where the task begins, and after a rollback to before that. */
    private static List<Long> before(LogEntryView entry) {
        if (EventKinds.isBeginning(entry)) {
            return List.of();
        }
        WentBack back = entry.back();
        long before = back == null ? entry.seq() - 1 : back.targetSeq();
        return before < 0 ? List.of() : List.of(before);
    }

    /** The newest word on it that the entries have; each checkpoint, each rollback and each beginning has one. */
    private static Optional<CheckpointId> currentCheckpoint(List<LogEntryView> newestFirst) {
        return newestFirst.stream()
                .filter(entry ->
                        EventKinds.isCheckpoint(entry) || EventKinds.isBeginning(entry) || entry.back() != null)
                .findFirst()
                .map(entry -> currentAfter(entry));
    }

    private static @Nullable CheckpointId currentAfter(LogEntryView entry) {
        WentBack back = entry.back();
        return back == null ? entry.checkpointId() : back.currentCheckpoint();
    }

    private static char glyph(LogEntryView entry, boolean isCurrent) {
        if (entry.back() != null) {
            return '<';
        }
        return isCurrent ? '*' : EventKinds.isCheckpoint(entry) ? '+' : 'o';
    }
}
