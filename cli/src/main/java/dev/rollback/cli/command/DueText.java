package dev.rollback.cli.command;

import dev.rollback.api.RollbackQuery.FindRollback;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.RollbackView;
import dev.rollback.app.reader.DueTask;
import dev.rollback.cli.terminal.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said of rollbacks that failures asked for and that are still to come. */
public final class DueText {
    private DueText() {}

    /** Who will do it, or why nobody will. */
    public static String who(DueTask due) {
        return obstacle(due)
                .map("%s forbids it now, so it is not done until that changes"::formatted)
                .orElse("any command that writes, or 'co doctor', sees to it");
    }

    /** What keeps the task from it now. */
    public static Optional<String> obstacle(DueTask due) {
        return Optional.ofNullable(due.obstacle()).map(obstacle -> switch (obstacle) {
            case POLICY -> "its policy";
            case CONFIGURATION -> "the configuration";
        });
    }

    /** What became of them since. */
    public static String ends(Session session, List<DueTask> due) {
        Map<String, Integer> ends = new LinkedHashMap<>();
        due.forEach(one -> ends.merge(end(session, one), 1, Integer::sum));
        return ends.entrySet().stream()
                .map(end -> end.getKey()
                        .formatted(Text.count(end.getValue(), "task"), end.getValue() == 1 ? "has" : "have"))
                .collect(Collectors.joining("; "));
    }

    private static String end(Session session, DueTask due) {
        RollbackView record =
                session.reader().rollback(new FindRollback(due.rollbackId())).orElse(null);
        if (record == null) {
            return "%s had failed and %s moved on meanwhile";
        } else if (record.status() == RollbackStatus.FAILED) {
            return "%s had failed and %s not gone back: that was refused, and stands in the history";
        }
        return session.engine().carriedOutAtStart().contains(due.rollbackId())
                ? "%s had failed and %s now gone back without being asked"
                : "%s had failed and %s gone back meanwhile, by another process";
    }
}
