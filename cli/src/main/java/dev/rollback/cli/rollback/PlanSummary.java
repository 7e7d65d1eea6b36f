package dev.rollback.cli.rollback;

import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.LeftAlone;
import dev.rollback.api.RollbackPlan.TaskPlan;
import dev.rollback.app.reader.Workers;
import dev.rollback.cli.command.WorkersText;
import dev.rollback.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A plan in one line, and in one question. */
final class PlanSummary {
    private static final int DIGITS = 12;

    private final RollbackPlan plan;

    PlanSummary(RollbackPlan plan) {
        this.plan = plan;
    }

    String line() {
        List<String> parts = new ArrayList<>();
        parts.add(goesBack());
        long kept = plan.leftAlone().stream().filter(PlanSummary::isKept).count();
        add(parts, plan.leftAlone().size() - kept, plan.scope().undoes() == null ? "preserved" : "left as it is");
        add(parts, kept, "kept because of that");
        parts.add(Text.count(plan.lostEvents(), "event") + " compensated");
        return "%s (%s, plan %s)".formatted(String.join(", ", parts), moment(), digest());
    }

    /** What a person is asked: it names what is lost. */
    String question(Workers workers) {
        List<String> lost = new ArrayList<>();
        lost.add(Text.count(plan.lostEvents(), "event"));
        long checkpoints = plan.tasks().stream()
                .mapToLong(task -> task.lostCheckpoints().size())
                .sum();
        if (checkpoints > 0) {
            lost.add(Text.count(checkpoints, "checkpoint"));
        }
        lost.addAll(WorkersText.work(workers));
        long gone = count(TaskPlan::retracts);
        String retracted = gone == 0 ? "" : " (%d retracted)".formatted(gone);
        String what = isOfOne() ? retracted : " " + things() + retracted;
        return Text.line("Roll back%s, leaving behind %s?".formatted(what, String.join(", ", lost)));
    }

    private String goesBack() {
        List<String> among = new ArrayList<>();
        add(among, count(task -> task.draggedBy() != null), "dragged along");
        add(among, count(TaskPlan::retracts), "retracted");
        add(among, count(TaskPlan::onlyStops), "only stopped");
        String how = among.isEmpty() ? "" : " (%s)".formatted(String.join(", ", among));
        return "%s %s back%s".formatted(things(), isOfOne() ? "goes" : "go", how);
    }

    /** Tasks, and what goes back with them. */
    private String things() {
        List<String> things = new ArrayList<>();
        if (!plan.tasks().isEmpty()) {
            things.add(Text.count(plan.tasks().size(), "task"));
        }
        plan.others().forEach((kind, parts) -> {
            if (!parts.isEmpty()) {
                things.add(Text.count(parts.size(), kind));
            }
        });
        return String.join(" and ", things);
    }

    private String moment() {
        if (plan.cut() == null) {
            return "mixed moments";
        }
        return (isOfOne() ? "to position %d" : "one moment: position %d").formatted(plan.cut());
    }

    private String digest() {
        return plan.digest().substring(0, DIGITS);
    }

    private boolean isOfOne() {
        return plan.tasks().size() + plan.otherParts().size() == 1;
    }

    private long count(Predicate<TaskPlan> which) {
        return plan.tasks().stream().filter(which).count();
    }

    private static boolean isKept(LeftAlone task) {
        return !task.because().equals(task.taskId());
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }
}
