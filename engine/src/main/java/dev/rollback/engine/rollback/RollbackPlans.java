package dev.rollback.engine.rollback;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.Difference;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.PlannedTask;
import dev.rollback.api.RollbackPlan.TaskPlan;
import dev.rollback.api.RollbackQuery.FindPlannedTask;
import dev.rollback.api.RollbackQuery.FindRollbackPlan;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.engine.task.SubtaskEdges;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.axonframework.queryhandling.QueryHandler;

/** What rollbacks would do. Needs no Axon configuration. */
public final class RollbackPlans {
    /** So much text of differences is kept in a plan; beyond it they are only counted. */
    private static final int MOST_CHARACTERS = 2_000_000;

    private static final int MOST_LOST_CHECKPOINTS = 100;

    private final Store store;
    private final TaskStates states;
    private final RollbackSettings settings;
    private final TaskStateSchema schema;
    private final Participants participants;

    public RollbackPlans(
            Store store,
            TaskStates states,
            RollbackSettings settings,
            TaskStateSchema schema,
            Participants participants) {
        this.store = store;
        this.states = states;
        this.settings = settings;
        this.schema = schema;
        this.participants = participants;
    }

    /** The plan, or the refusal that the rollback itself would meet. */
    @QueryHandler
    public RollbackPlan find(FindRollbackPlan query) {
        List<TaskPlan> tasks = new ArrayList<>();
        Budget budget = new Budget(MOST_CHARACTERS);
        return plan(query.scope(), (reading, target) -> tasks.add(plan(reading, target, budget)), tasks);
    }

    /** One task's part of it, whole. */
    @QueryHandler
    public Optional<TaskPlan> find(FindPlannedTask query) {
        List<TaskPlan> found = new ArrayList<>();
        plan(
                query.scope(),
                (reading, target) -> {
                    if (target.taskId().equals(query.taskId())) {
                        found.add(plan(reading, target, Budget.UNLIMITED));
                    }
                },
                List.of());
        return found.stream().findFirst();
    }

    /**
     * The plan without its tasks; these are handed over one by one before it returns, whole and in their order, so that
     * a plan of any size fits into little memory.
     */
    public RollbackPlan stream(FindRollbackPlan query, Consumer<TaskPlan> tasks) {
        return plan(
                query.scope(), (reading, target) -> tasks.accept(plan(reading, target, Budget.UNLIMITED)), List.of());
    }

    /**
     * Returns where the plan is still the one that was kept, and refuses it as the rollback would, without a record.
     *
     * @throws RefusedException CONFLICT, naming the tasks that moved, joined or left
     */
    public void requireUnchanged(RollbackScope scope, String digest, List<PlannedTask> tasks) {
        RollbackTargets.requireAllowed(settings);
        SubtaskEdges.complete(store);
        store.read(reading -> {
            Planning planning = new Planning(reading, states, schema, participants);
            planning.plan(planning.scope(scope), target -> {}).requireDigest(digest, tasks);
            return true;
        });
    }

    private interface Touched {
        void accept(Reading reading, Target target);
    }

    private RollbackPlan plan(RollbackScope asked, Touched touched, List<TaskPlan> tasks) {
        RollbackTargets.requireAllowed(settings);
        SubtaskEdges.complete(store);
        return store.read(reading -> {
            Planning planning = new Planning(reading, states, schema, participants);
            Scoped scoped = planning.scope(asked);
            Planned planned = planning.plan(scoped, target -> touched.accept(reading, target));
            return new RollbackPlan(
                    scoped.scope(),
                    scoped.because(),
                    planned.cut(),
                    tasks,
                    participants.planned(planned.others()),
                    planned.selection().leftAlone(),
                    scoped.addedComponents(),
                    planned.warnings(),
                    planned.confirmations(),
                    planned.digest());
        });
    }

    private static TaskPlan plan(Reading reading, Target target, Budget budget) {
        List<Difference> all = RollbackPlanner.differences(target);
        List<Difference> some = budget.take(all);
        List<CheckpointId> lost =
                reading.checkpointsAfter(target.taskId().value(), target.then().seq(), MOST_LOST_CHECKPOINTS).stream()
                        .map(entry -> new CheckpointId(entry.checkpointId()))
                        .toList();
        return RollbackPlanner.plan(target, some, all.size() - some.size(), lost);
    }

    /** How much text may still be kept. */
    private static final class Budget {
        static final Budget UNLIMITED = new Budget(Long.MAX_VALUE);

        private long left;

        Budget(long characters) {
            left = characters;
        }

        List<Difference> take(List<Difference> differences) {
            List<Difference> taken = new ArrayList<>();
            for (Difference difference : differences) {
                long size = size(difference);
                if (size > left) {
                    return taken;
                }
                left -= left == Long.MAX_VALUE ? 0 : size;
                taken.add(difference);
            }
            return taken;
        }

        private static long size(Difference difference) {
            long before =
                    difference.before() == null ? 0 : difference.before().text().length();
            long after =
                    difference.after() == null ? 0 : difference.after().text().length();
            return 100 + before + after;
        }
    }
}
