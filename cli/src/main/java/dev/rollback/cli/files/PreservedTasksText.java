package dev.rollback.cli.files;

import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.LeftAlone;
import dev.rollback.api.RollbackPlan.TaskPlan;
import dev.rollback.api.TaskId;
import dev.rollback.cli.terminal.Text;
import dev.rollback.cli.terminal.TextWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What of a plan stays as it is, and because of whom. */
public final class PreservedTasksText {
    private static final int MOST_NAMED = 10;
    private static final int MOST_LINES = 10;

    private PreservedTasksText() {}

    public static void print(TextWriter paper, RollbackPlan plan) {
        List<TaskId> already = unchanged(plan);
        if (already.isEmpty() && plan.leftAlone().isEmpty()) {
            return;
        }
        paper.line("");
        line(paper, "stands there already", already);
        List<TaskId> themselves = plan.leftAlone().stream()
                .filter(PreservedTasksText::isItself)
                .map(LeftAlone::taskId)
                .toList();
        line(paper, plan.scope().undoes() == null ? "preserved" : "moved since, and left as it is", themselves);
        behind(paper, plan);
    }

    private static void behind(TextWriter paper, RollbackPlan plan) {
        Map<TaskId, List<TaskId>> kept = new LinkedHashMap<>();
        for (LeftAlone task : plan.leftAlone()) {
            if (!isItself(task)) {
                kept.computeIfAbsent(task.because(), any -> new ArrayList<>()).add(task.taskId());
            }
        }
        kept.entrySet().stream()
                .limit(MOST_LINES)
                .forEach(one -> line(paper, "kept because %s is preserved".formatted(one.getKey()), one.getValue()));
        if (kept.size() > MOST_LINES) {
            paper.line("… and those behind %d more; -o json has all".formatted(kept.size() - MOST_LINES));
        }
    }

    /** Chosen, and with nothing to bring back. */
    private static List<TaskId> unchanged(RollbackPlan plan) {
        Set<TaskId> back = plan.tasks().stream().map(TaskPlan::taskId).collect(Collectors.toSet());
        return plan.scope().tasks().stream()
                .filter(task -> !back.contains(task))
                .toList();
    }

    private static boolean isItself(LeftAlone task) {
        return task.because().equals(task.taskId());
    }

    private static void line(TextWriter paper, String what, List<TaskId> tasks) {
        if (!tasks.isEmpty()) {
            paper.line(Text.line("%s: %s".formatted(what, Text.some(tasks, MOST_NAMED))));
        }
    }
}
