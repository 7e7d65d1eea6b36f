package dev.rollback.app.cli;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.TaskPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A plan at a glance: what goes back, what is lost, and each value that changes. */
final class PlanText {
    private static final int MOST_DIFFERENCES = 40;

    private final RollbackPlan plan;

    PlanText(RollbackPlan plan) {
        this.plan = plan;
    }

    void print(Paper paper) {
        long events = plan.tasks().stream().mapToLong(TaskPlan::lostEvents).sum();
        paper.line("%s goes back, %s compensated (to position %d, plan %s)"
                .formatted(
                        Text.count(plan.tasks().size(), "task"),
                        Text.count(events, "event"),
                        plan.cut(),
                        plan.digest().substring(0, 12)));
        plan.tasks().forEach(task -> print(paper, task));
        plan.warnings().forEach(warning -> paper.line(Style.WARN, "warning: " + Text.line(warning)));
    }

    private static void print(Paper paper, TaskPlan task) {
        paper.line("");
        Table facts = Table.ofFacts()
                .fact("task", task.taskId())
                .fact("to", task.checkpointId())
                .fact("status", DifferencesText.change(task.status(), task.targetStatus()))
                .fact("events", "%d → %d".formatted(task.seq(), task.targetSeq()));
        if (!task.lostCheckpoints().isEmpty()) {
            facts.fact(
                    "left behind",
                    task.lostCheckpoints().stream().map(CheckpointId::value).collect(Collectors.joining(", ")));
        }
        facts.print(paper, "  ");
        DifferencesText.rows(
                paper, task.differences().stream().limit(MOST_DIFFERENCES).toList(), "    ");
        int more = task.differences().size() - MOST_DIFFERENCES;
        if (more > 0) {
            paper.line("    … and %d more; --dry-run -o json shows all".formatted(more));
        }
    }

    /** What a person is asked: it names what is lost. */
    String question(Map<String, String> workers) {
        List<String> lost = new ArrayList<>();
        lost.add(
                Text.count(plan.tasks().stream().mapToLong(TaskPlan::lostEvents).sum(), "event"));
        long checkpoints = plan.tasks().stream()
                .mapToLong(task -> task.lostCheckpoints().size())
                .sum();
        if (checkpoints > 0) {
            lost.add(Text.count(checkpoints, "checkpoint"));
        }
        workers.forEach((task, worker) -> lost.add("the work of %s on task %s".formatted(worker, task)));
        return Text.line("Roll back, leaving behind %s?".formatted(String.join(", ", lost)));
    }
}
