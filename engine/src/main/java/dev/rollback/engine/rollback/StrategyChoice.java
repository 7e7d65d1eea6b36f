package dev.rollback.engine.rollback;

import static dev.rollback.api.RollbackStrategy.CASCADE;
import static dev.rollback.api.RollbackStrategy.FULL;
import static dev.rollback.api.RollbackStrategy.PARTIAL;
import static dev.rollback.api.RollbackStrategy.POINT_IN_TIME;
import static dev.rollback.api.RollbackStrategy.SELECTIVE;

import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStrategy;

/** The strategy of a scope, and why it is this one. Pure. */
record StrategyChoice(RollbackStrategy strategy, String because) {

    /** @param ofEverything whether the target is a checkpoint that belongs to no task */
    static StrategyChoice of(RollbackScope scope, boolean ofEverything) {
        if (scope.strategy() != null) {
            return new StrategyChoice(scope.strategy(), "it was asked for");
        } else if (scope.cascade()) {
            return new StrategyChoice(CASCADE, "a cascade was asked for");
        } else if (!scope.tasks().isEmpty()) {
            return new StrategyChoice(SELECTIVE, "tasks were chosen");
        } else if (!scope.components().isEmpty()) {
            return new StrategyChoice(PARTIAL, "components were chosen");
        } else if (scope.at() != null) {
            return new StrategyChoice(POINT_IN_TIME, "a moment was named, and no tasks");
        } else if (ofEverything) {
            return new StrategyChoice(FULL, "the checkpoint marks a moment of everything");
        }
        return new StrategyChoice(
                SELECTIVE,
                scope.checkpoints().size() == 1 ? "the checkpoint is of one task" : "the checkpoints have tasks");
    }
}
