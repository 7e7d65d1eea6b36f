package dev.rollback.cli.rollback;

import dev.rollback.api.ComponentName;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.cli.terminal.Table;
import dev.rollback.cli.terminal.TextWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a plan takes what it takes; nothing where it is one task back to its checkpoint, whole. */
final class PlanReasons {
    private PlanReasons() {}

    static void print(TextWriter paper, RollbackPlan plan) {
        RollbackScope scope = plan.scope();
        Table.ofFacts()
                .fact("undoes", scope.undoes() == null ? null : scope.undoes() + ": " + plan.because())
                .fact("strategy", isPlain(plan) ? null : scope.strategy() + ", because " + plan.because())
                .fact("components", components(plan))
                .fact("without", excluded(scope))
                .print(paper, "");
    }

    private static boolean isPlain(RollbackPlan plan) {
        return plan.scope().undoes() != null
                || (plan.scope().strategy() == RollbackStrategy.SELECTIVE
                        && !plan.scope().cascade()
                        && plan.scope().tasks().size() == 1
                        && plan.leftAlone().isEmpty());
    }

    private static @Nullable String components(RollbackPlan plan) {
        if (plan.scope().components().isEmpty()) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        parts.add(names(plan.scope().components()));
        plan.addedComponents()
                .forEach(added ->
                        parts.add("%s too, because %s needs it".formatted(added.component(), added.neededBy())));
        return String.join("; ", parts);
    }

    private static @Nullable String excluded(RollbackScope scope) {
        return scope.excludedComponents().isEmpty() ? null : names(scope.excludedComponents());
    }

    private static String names(List<ComponentName> components) {
        return String.join(", ", components.stream().map(ComponentName::value).toList());
    }
}
