package dev.rollback.app.reader;

import dev.rollback.api.CheckpointQuery.FindPrunable;
import dev.rollback.api.PruneReport;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.PlannedTask;
import dev.rollback.api.RollbackPlan.TaskPlan;
import dev.rollback.api.RollbackQuery.FindRollbackPlan;
import dev.rollback.api.RollbackScope;
import dev.rollback.engine.EngineParticipants;
import dev.rollback.engine.retention.CleanupPlans;
import dev.rollback.engine.rollback.RollbackPlans;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.Store;
import java.util.List;
import java.util.function.Consumer;

/** What a rollback or a clean-up would do. */
public final class PlanReader {
    private final Store store;
    private final TaskStates states;
    private final ReaderOptions options;

    PlanReader(Store store, TaskStates states, ReaderOptions options) {
        this.store = store;
        this.states = states;
        this.options = options;
    }

    private RollbackPlans rollbacks() {
        return new RollbackPlans(
                store, states, options.rollback().get(), options.schema(), EngineParticipants.BUILT_IN);
    }

    /** The plan, or the refusal that the rollback itself would meet. Of very much, it only counts the differences. */
    public RollbackPlan rollback(RollbackScope scope) {
        return rollbacks().find(new FindRollbackPlan(scope));
    }

    /**
     * The plan without its tasks; these are handed over one by one before it returns, whole and in their order, so that
     * a plan of any size fits into little memory.
     */
    public RollbackPlan rollback(RollbackScope scope, Consumer<TaskPlan> tasks) {
        return rollbacks().stream(new FindRollbackPlan(scope), tasks);
    }

    /**
     * Returns where the plan is still the one that was kept, and refuses it as the rollback would, without a record.
     *
     * @throws dev.rollback.api.RefusedException CONFLICT, naming the tasks that moved, joined or left
     */
    public void requireUnchanged(RollbackScope scope, String digest, List<PlannedTask> tasks) {
        rollbacks().requireUnchanged(scope, digest, tasks);
    }

    /** Who works on what the plan would take back. */
    public Workers workers(RollbackPlan plan) {
        return Workers.of(store, plan);
    }

    public PruneReport prunable(FindPrunable query) {
        return new CleanupPlans(
                        store, states, options.clock(), options.historyLimit().getAsInt())
                .find(query);
    }
}
