package dev.rollback.engine.rollback;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackQuery.FindRollbackPlan;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.api.TaskId;
import dev.rollback.engine.storage.IndexReader.CheckpointEntry;
import dev.rollback.engine.storage.Store;
import dev.rollback.engine.task.TaskStates;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;

/** What rollbacks would do. Needs no Axon configuration. */
public final class RollbackPlans {
    private final Store store;
    private final RollbackTargets targets;

    public RollbackPlans(Store store, TaskStates states) {
        this.store = store;
        this.targets = new RollbackTargets(states);
    }

    /** The plan, or the refusal that the rollback itself would meet. */
    @QueryHandler
    public RollbackPlan find(FindRollbackPlan query) {
        return store.read(reading -> {
            CheckpointEntry checkpoint = RollbackTargets.checkpoint(reading, query.checkpointId(), query.taskId());
            Target target = targets.target(reading, checkpoint, query.force());
            return RollbackPlanner.plan(scope(checkpoint), checkpoint.position(), List.of(target));
        });
    }

    static RollbackScope scope(CheckpointEntry checkpoint) {
        return new RollbackScope(
                RollbackStrategy.SELECTIVE,
                List.of(new CheckpointId(checkpoint.checkpointId())),
                List.of(new TaskId(checkpoint.task())));
    }
}
