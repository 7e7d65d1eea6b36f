package dev.rollback.cli.rollback;

import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.TaskPlan;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.cli.terminal.Text;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The tasks of a plan that have the same in common, in the plan's order. */
record PlanGroup(String name, List<TaskPlan> tasks) {
    private static final String DRAGGED = "dragged along";

    /** Those that are not empty; a task is in one of them. */
    static List<PlanGroup> of(RollbackPlan plan) {
        Predicate<TaskPlan> dragged = task -> task.draggedBy() != null;
        Predicate<TaskPlan> special = task -> task.retracts() || task.onlyStops();
        return Stream.of(
                        of(plan, chosen(plan.scope()), special.or(dragged).negate()),
                        of(plan, DRAGGED, special.negate().and(dragged)),
                        of(plan, "retracted, not being there then", TaskPlan::retracts),
                        of(plan, "only stopped, nothing having changed", TaskPlan::onlyStops))
                .filter(group -> !group.tasks().isEmpty())
                .toList();
    }

    String heading() {
        long dragged = tasks.stream().filter(task -> task.draggedBy() != null).count();
        String count = Text.count(tasks.size(), "task");
        if (dragged == 0 || name.equals(DRAGGED)) {
            return "%s: %s".formatted(name, count);
        }
        return dragged == tasks.size()
                ? "%s: %s %s".formatted(name, count, DRAGGED)
                : "%s: %s, %d of them %s".formatted(name, count, dragged, DRAGGED);
    }

    private static PlanGroup of(RollbackPlan plan, String name, Predicate<TaskPlan> which) {
        return new PlanGroup(name, plan.tasks().stream().filter(which).toList());
    }

    private static String chosen(RollbackScope scope) {
        boolean all = scope.strategy() == RollbackStrategy.FULL
                || (scope.strategy() == RollbackStrategy.POINT_IN_TIME
                        && scope.tasks().isEmpty());
        return scope.undoes() != null ? "brought back" : all ? "changed since" : "chosen";
    }
}
