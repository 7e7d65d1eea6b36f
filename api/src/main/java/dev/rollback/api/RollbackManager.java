package dev.rollback.api;

import dev.rollback.api.RollbackCommand.RollBackTask;
import dev.rollback.api.RollbackQuery.FindRollback;
import dev.rollback.api.RollbackQuery.FindRollbackPlan;
import dev.rollback.api.RollbackQuery.FindRollbacks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;

/**
 * Rollbacks, for Java callers: see what one would do, do it, look at what was done. Waiting, refusals and threads as
 * with {@link TaskManager}.
 */
public final class RollbackManager {
    private final Gateways gateways;
    private final int historyLimit;

    /** @param historyLimit how many records {@link #history()} shows; the log keeps all */
    public RollbackManager(CommandGateway commands, QueryGateway queries, RequestContext context, int historyLimit) {
        this(new Gateways(commands, queries, context, Gateways.TIMEOUT), historyLimit);
    }

    private RollbackManager(Gateways gateways, int historyLimit) {
        this.gateways = gateways;
        this.historyLimit = historyLimit;
    }

    public RollbackManager with(RequestContext context) {
        return new RollbackManager(gateways.withContext(context), historyLimit);
    }

    public RollbackManager withTimeout(Duration timeout) {
        return new RollbackManager(gateways.withTimeout(timeout), historyLimit);
    }

    /** What {@link #rollBack} to this checkpoint would do; refused as that would be, but leaving no record. */
    public RollbackPlan plan(CheckpointId checkpointId) {
        return plan(checkpointId, null, false);
    }

    /**
     * The same.
     *
     * @param taskId where given, must be the checkpoint's task
     * @param force accepts a checkpoint that was taken of a failed task
     */
    public RollbackPlan plan(CheckpointId checkpointId, @Nullable TaskId taskId, boolean force) {
        return gateways.await(gateways.ask(new FindRollbackPlan(checkpointId, taskId, force), RollbackPlan.class));
    }

    /** Whether the checkpoint's task can be brought back to it: nothing where it can, else why not. Leaves no record. */
    public Optional<RefusedException> check(CheckpointId checkpointId) {
        try {
            plan(checkpointId);
            return Optional.empty();
        } catch (RefusedException refused) {
            return Optional.of(refused);
        }
    }

    /**
     * Brings the checkpoint's task back to it.
     *
     * @param note the reason, as a person reads it
     * @return the record; when this returns, the task's state equals the checkpoint's and its epoch is raised
     */
    public RollbackView rollBack(CheckpointId checkpointId, String note) {
        return rollBack(checkpointId, RollbackReason.MANUAL, note, Map.of());
    }

    public RollbackView rollBack(
            CheckpointId checkpointId, RollbackReason reason, String note, Map<String, String> metadata) {
        return rollBack(new RollBackTask(RollbackId.random(), checkpointId, null, reason, note, metadata, false));
    }

    public RollbackView rollBack(RollBackTask command) {
        return gateways.await(rollBackAsync(command));
    }

    public CompletableFuture<RollbackView> rollBackAsync(RollBackTask command) {
        return gateways.<RollbackId>send(command).thenCompose(this::record);
    }

    /** Of a rollback that is done: what keeps its record from being read must not look like its refusal. */
    private CompletableFuture<RollbackView> record(RollbackId id) {
        return gateways.find(new FindRollback(id), RollbackView.class).handle((record, failure) -> {
            if (failure == null) {
                return record.orElseThrow();
            }
            RuntimeException why = Gateways.plain(failure);
            throw new RefusedException(
                    why instanceof RefusedException refused ? refused.code() : RefusalCode.STORE_UNAVAILABLE,
                    "rollback %s is done, only its record cannot be shown yet: %s 'co rollback show %s' shows it later."
                            .formatted(id, why.getMessage(), id),
                    why);
        });
    }

    public Optional<RollbackView> find(RollbackId id) {
        return gateways.await(gateways.find(new FindRollback(id), RollbackView.class));
    }

    /** The newest records, newest first, as many as the history's limit. */
    public List<RollbackView> history() {
        return history(new FindRollbacks(null, Map.of(), PageRequest.first(historyLimit)))
                .items();
    }

    public List<RollbackView> history(String taskId) {
        return history(new FindRollbacks(new TaskId(taskId), Map.of(), PageRequest.first(historyLimit)))
                .items();
    }

    public RollbackPage history(FindRollbacks query) {
        return gateways.await(gateways.ask(query, RollbackPage.class));
    }
}
