package dev.rollback.app.model;

import dev.rollback.api.RollbackStrategy;
import dev.rollback.app.model.Dice.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Random scopes: most of them make sense. */
record Targets(Dice dice, Names names) {
    private static final List<String> COMPONENTS =
            List.of("TASK_STATE", "WORKER_STATE", "CONFIGURATION", "CACHE", "QUEUE", "DATABASE");

    Step.Target next() {
        Step.Target target = new Choice<Step.Target>()
                .or(22, this::ownTask)
                .or(22, this::cascade)
                .or(10, this::chosenTasks)
                .or(10, this::severalCheckpoints)
                .or(12, this::full)
                .or(8, this::moment)
                .or(10, this::tasksAtMoment)
                .or(8, this::partial)
                .draw(dice);
        return odd(filtered(target));
    }

    Step.Target ownTask() {
        return of(null, List.of(names.checkpoint()), null, List.of(), false);
    }

    private Step.Target cascade() {
        RollbackStrategy strategy = dice.one(null, RollbackStrategy.CASCADE, RollbackStrategy.SELECTIVE);
        List<String> tasks = strategy == RollbackStrategy.SELECTIVE || dice.percent(15) ? one() : List.of();
        boolean flag = strategy != RollbackStrategy.CASCADE || dice.percent(50);
        return preserving(of(strategy, List.of(names.checkpoint()), null, tasks, flag), 25);
    }

    private Step.Target chosenTasks() {
        RollbackStrategy strategy = dice.one(null, RollbackStrategy.SELECTIVE);
        List<String> checkpoints = List.of(dice.percent(60) ? names.checkpoint() : names.systemCheckpoint());
        return preserving(of(strategy, checkpoints, null, some(), false), 10);
    }

    private Step.Target severalCheckpoints() {
        List<String> checkpoints = new ArrayList<>(List.of(names.checkpoint()));
        for (int more = 1 + dice.below(2); more > 0; more--) {
            checkpoints.add(names.checkpoint());
        }
        return preserving(of(null, checkpoints.stream().distinct().toList(), null, List.of(), dice.percent(50)), 15);
    }

    private Step.Target full() {
        boolean system = dice.percent(50);
        RollbackStrategy strategy = system && dice.percent(50) ? null : RollbackStrategy.FULL;
        Step.Target target = dice.percent(20)
                ? of(RollbackStrategy.FULL, List.of(), momentText(), List.of(), false)
                : of(strategy, List.of(system ? names.systemCheckpoint() : names.checkpoint()), null, List.of(), false);
        return preserving(target, 12);
    }

    private Step.Target moment() {
        RollbackStrategy strategy = dice.one(null, RollbackStrategy.POINT_IN_TIME);
        return preserving(of(strategy, List.of(), momentText(), List.of(), false), 12);
    }

    private Step.Target tasksAtMoment() {
        RollbackStrategy strategy =
                dice.one(null, RollbackStrategy.POINT_IN_TIME, RollbackStrategy.SELECTIVE, RollbackStrategy.CASCADE);
        return preserving(of(strategy, List.of(), momentText(), some(), dice.percent(30)), 15);
    }

    private Step.Target partial() {
        RollbackStrategy strategy = dice.one(null, RollbackStrategy.PARTIAL);
        List<String> tasks = dice.percent(50) ? List.of() : one();
        Step.Target target = of(strategy, List.of(names.checkpoint()), null, tasks, dice.percent(20));
        return with(target, dice.some(COMPONENTS, 25), List.of());
    }

    String momentText() {
        return new Choice<String>()
                .or(50, () -> "back:" + dice.below(20))
                .or(20, () -> "before:" + names.rollback())
                .or(10, () -> "after:" + names.rollback())
                .or(18, () -> "checkpoint:" + (dice.percent(50) ? names.checkpoint() : names.systemCheckpoint()))
                .or(1, () -> "seq:1")
                .or(1, () -> "pos:100000")
                .draw(dice);
    }

    private Step.Target filtered(Step.Target target) {
        if (!target.components().isEmpty()) {
            return target;
        }
        return new Choice<Step.Target>()
                .or(80, () -> target)
                .or(10, () -> with(target, dice.some(COMPONENTS, 30), List.of()))
                .or(10, () -> with(target, List.of(), dice.some(COMPONENTS, 25)))
                .draw(dice);
    }

    /** Now and then what makes no sense, or needs more than was said. */
    private Step.Target odd(Step.Target t) {
        return new Choice<Step.Target>()
                .or(88, () -> t)
                .or(
                        6,
                        () -> new Step.Target(
                                t.strategy(),
                                t.checkpoints(),
                                t.at(),
                                t.tasks(),
                                t.components(),
                                t.excluded(),
                                t.preserve(),
                                t.cascade(),
                                true))
                .or(1, () -> of(dice.one(RollbackStrategy.values()), t.checkpoints(), t.at(), t.tasks(), t.cascade()))
                .or(1, () -> of(t.strategy(), List.of(), null, t.tasks(), t.cascade()))
                .or(1, () -> of(t.strategy(), t.checkpoints(), momentText(), t.tasks(), t.cascade()))
                .or(1, () -> with(t, dice.some(COMPONENTS, 30), dice.some(COMPONENTS, 30)))
                .or(1, () -> preserving(t, 60))
                .or(1, () -> of(t.strategy(), t.checkpoints(), t.at(), List.of("nobody"), t.cascade()))
                .draw(dice);
    }

    private List<String> one() {
        return List.of(names.task());
    }

    private List<String> some() {
        List<String> some = dice.some(names.tasks, 35);
        return some.isEmpty() ? one() : some;
    }

    private static Step.Target of(
            @Nullable RollbackStrategy strategy,
            List<String> checkpoints,
            @Nullable String at,
            List<String> tasks,
            boolean cascade) {
        return new Step.Target(strategy, checkpoints, at, tasks, List.of(), List.of(), List.of(), cascade, false);
    }

    private static Step.Target with(Step.Target t, List<String> components, List<String> excluded) {
        return new Step.Target(
                t.strategy(),
                t.checkpoints(),
                t.at(),
                t.tasks(),
                components,
                excluded,
                t.preserve(),
                t.cascade(),
                t.force());
    }

    /** Mostly tasks that are not chosen. */
    private Step.Target preserving(Step.Target t, int chance) {
        List<String> preserve = new ArrayList<>(dice.some(names.tasks, chance));
        if (!dice.percent(3)) {
            preserve.removeAll(t.tasks());
            preserve.removeIf(task -> t.checkpoints().stream()
                    .anyMatch(checkpoint -> checkpoint.startsWith(task.toLowerCase(Locale.ROOT) + "-")));
        }
        return new Step.Target(
                t.strategy(),
                t.checkpoints(),
                t.at(),
                t.tasks(),
                t.components(),
                t.excluded(),
                preserve,
                t.cascade(),
                t.force());
    }
}
