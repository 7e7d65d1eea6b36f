package dev.rollback.api;

import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackPlan.TaskPlan;
import dev.rollback.api.RollbackQuery.FindPlannedTask;
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
        return plan(RollbackScope.to(checkpointId));
    }

    /** What {@link #rollBack} with this scope would do; refused as that would be, but leaving no record. */
    public RollbackPlan plan(RollbackScope scope) {
        return gateways.await(gateways.ask(new FindRollbackPlan(scope), RollbackPlan.class));
    }

    /** One task's part in that plan with all of its differences, of which the plan itself may leave some out. */
    public Optional<TaskPlan> planned(RollbackScope scope, String taskId) {
        return gateways.await(gateways.find(new FindPlannedTask(scope, new TaskId(taskId)), TaskPlan.class));
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
        return rollBack(new RollBack(RollbackId.random(), RollbackScope.to(checkpointId), reason, note, metadata));
    }

    /**
     * Plans and carries out in one breath: all of it in one commit, or nothing. What a person has to say yes to is refused
     * as NOT_CONFIRMED: {@link #plan(RollbackScope) plan} it, show it, {@link #apply} it.
     */
    public RollbackView rollBack(RollbackScope scope, String note) {
        return rollBack(new RollBack(RollbackId.random(), scope, note));
    }

    /** Carries out exactly this plan, or is refused as CONFLICT, naming the tasks that moved, joined or left since. */
    public RollbackView apply(RollbackPlan plan, String note) {
        return rollBack(RollBack.of(plan, RollbackId.random(), RollbackReason.MANUAL, note, Map.of()));
    }

    /**
     * Brings back what a rollback took away: exactly its tasks and components go to just before it. Refused as CONFLICT
     * where one of them moved since: {@link RollbackScope#undoing} with {@link RollbackScope#with later work} says what is to
     * become of those. Undoing an undo is a {@link #redo}.
     */
    public RollbackView undo(RollbackId rollback, String note) {
        return rollBack(RollbackScope.undoing(rollback), note);
    }

    /** Carries out again what was undone, by undoing the undo. */
    public RollbackView redo(RollbackId rollback, String note) {
        RollbackView undone = find(rollback)
                .orElseThrow(() -> new RefusedException(
                        RefusalCode.NOT_FOUND,
                        "there is no rollback %s. 'co rollback history' shows those there were.".formatted(rollback)));
        return undo(undone.undoToRedo(), note);
    }

    public RollbackView rollBack(RollBack command) {
        return gateways.await(rollBackAsync(command));
    }

    public CompletableFuture<RollbackView> rollBackAsync(RollBack command) {
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
