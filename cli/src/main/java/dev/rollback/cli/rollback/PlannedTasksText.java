package dev.rollback.cli.rollback;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.TaskPlan;
import dev.rollback.cli.history.DifferencesText;
import dev.rollback.cli.terminal.Style;
import dev.rollback.cli.terminal.Table;
import dev.rollback.cli.terminal.TextWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tasks of a plan: few of them with all that changes, many of them a line each. */
final class PlannedTasksText {
    private static final int MOST_IN_DETAIL = 10;
    private static final int MOST_LINES = 40;
    private static final int MOST_VALUES_OF_ONE = 40;
    private static final int MOST_VALUES = 10;

    private final TextWriter paper;
    private final RollbackPlan plan;
    private final boolean details;

    PlannedTasksText(TextWriter paper, RollbackPlan plan, boolean details) {
        this.paper = paper;
        this.plan = plan;
        this.details = details;
    }

    void print(PlanGroup group) {
        paper.line("");
        if (plan.tasks().size() > 1) {
            paper.line(Style.BOLD, group.heading());
        }
        if (details || group.tasks().size() <= MOST_IN_DETAIL) {
            inDetail(group.tasks());
        } else {
            table(group.tasks());
        }
    }

    static String events(long seq, long targetSeq) {
        return DifferencesText.change(seq, targetSeq < 0 ? null : targetSeq);
    }

    private void inDetail(List<TaskPlan> tasks) {
        for (int i = 0; i < tasks.size(); i++) {
            if (i > 0) {
                paper.line("");
            }
            facts(tasks.get(i));
            values(tasks.get(i));
        }
    }

    private void facts(TaskPlan task) {
        String left = task.lostCheckpoints().stream().map(CheckpointId::value).collect(Collectors.joining(", "));
        Table.ofFacts()
                .fact("task", task.taskId())
                .fact("with", task.draggedBy())
                .fact("to", target(task))
                .fact("status", DifferencesText.change(task.status(), task.targetStatus()))
                .fact("events", events(task.seq(), task.targetSeq()))
                .fact("left behind", left.isEmpty() ? null : left)
                .print(paper, "  ");
    }

    private void values(TaskPlan task) {
        int most = details ? Integer.MAX_VALUE : plan.tasks().size() > 1 ? MOST_VALUES : MOST_VALUES_OF_ONE;
        if (details) {
            DifferencesText.lines(paper, task.differences(), "    ");
        } else {
            DifferencesText.rows(paper, task.differences().stream().limit(most).toList(), "    ");
        }
        int more = Math.max(0, task.differences().size() - most) + task.moreDifferences();
        if (more > 0) {
            paper.line("    … and %d more; %s-o json has all"
                    .formatted(more, details || task.moreDifferences() > 0 ? "" : "--details shows them, "));
        }
    }

    private void table(List<TaskPlan> tasks) {
        boolean dragged = tasks.stream().anyMatch(task -> task.draggedBy() != null);
        boolean targets = tasks.stream().anyMatch(task -> target(task) != null);
        Table table = new Table(headings(dragged, targets));
        tasks.stream().limit(MOST_LINES).forEach(task -> table.row(row(task, dragged, targets)));
        table.print(paper, "  ");
        int more = tasks.size() - MOST_LINES;
        if (more > 0) {
            paper.line("  … and %d more; --details shows them, -o json has all".formatted(more));
        }
    }

    private static String[] headings(boolean dragged, boolean targets) {
        return List.of("~TASK", dragged ? "~WITH" : "", targets ? "~TO" : "", "STATUS", "EVENTS", "VALUES").stream()
                .filter(heading -> !heading.isEmpty())
                .toArray(String[]::new);
    }

    private @Nullable Object[] row(TaskPlan task, boolean dragged, boolean targets) {
        ArrayList<@Nullable Object> cells = new ArrayList<>();
        cells.add(task.taskId());
        if (dragged) {
            cells.add(task.draggedBy());
        }
        if (targets) {
            cells.add(target(task));
        }
        cells.add(DifferencesText.change(task.status(), task.targetStatus()));
        cells.add(events(task.seq(), task.targetSeq()));
        cells.add(task.differences().size() + task.moreDifferences());
        return cells.toArray();
    }

    /** Nothing where all go to one moment, and none to a checkpoint of its own. */
    private @Nullable Object target(TaskPlan task) {
        if (task.checkpointId() != null) {
            return task.checkpointId();
        }
        return plan.cut() == null ? "position " + task.cut() : null;
    }
}
