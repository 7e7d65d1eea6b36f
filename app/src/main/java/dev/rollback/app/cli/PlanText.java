package dev.rollback.app.cli;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.Difference;
import dev.rollback.api.RollbackPlan.TaskPlan;
import dev.rollback.api.json.Json;
import java.io.PrintStream;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A plan at a glance: what goes back, what is lost, and each value that changes. */
final class PlanText {
    private static final int MOST_DIFFERENCES = 40;
    private static final int LONGEST_VALUE = 60;

    private final RollbackPlan plan;

    PlanText(RollbackPlan plan) {
        this.plan = plan;
    }

    void print(PrintStream out) {
        long events = plan.tasks().stream().mapToLong(TaskPlan::lostEvents).sum();
        out.println("%s goes back, %s compensated (to position %d, plan %s)"
                .formatted(
                        Text.count(plan.tasks().size(), "task"),
                        Text.count(events, "event"),
                        plan.cut(),
                        plan.digest().substring(0, 12)));
        plan.tasks().forEach(task -> print(out, task));
        plan.warnings().forEach(warning -> out.println("warning: " + Text.line(warning)));
    }

    private static void print(PrintStream out, TaskPlan task) {
        out.println();
        Table facts = Table.ofFacts()
                .fact("task", task.taskId())
                .fact("to", task.checkpointId())
                .fact(
                        "status",
                        task.status() == task.targetStatus()
                                ? task.status()
                                : task.status() + " → " + task.targetStatus())
                .fact("events", "%d → %d".formatted(task.seq(), task.targetSeq()));
        if (!task.lostCheckpoints().isEmpty()) {
            facts.fact(
                    "left behind",
                    task.lostCheckpoints().stream().map(CheckpointId::value).collect(Collectors.joining(", ")));
        }
        facts.print(out, "  ");
        Table differences = Table.ofFacts();
        task.differences().stream()
                .limit(MOST_DIFFERENCES)
                .forEach(difference -> differences.row(
                        difference.component() + place(difference),
                        shown(difference.before()),
                        "→",
                        shown(difference.after())));
        differences.print(out, "    ");
        int more = task.differences().size() - MOST_DIFFERENCES;
        if (more > 0) {
            out.println("    … and %d more; --dry-run -o json shows all".formatted(more));
        }
    }

    private static String place(Difference difference) {
        return difference.path().isEmpty() ? "" : " " + difference.path();
    }

    private static String shown(@Nullable Json value) {
        if (value == null) {
            return "(none)";
        }
        String text = value.text();
        return text.codePointCount(0, text.length()) <= LONGEST_VALUE
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_VALUE - 1)) + "…";
    }
}
