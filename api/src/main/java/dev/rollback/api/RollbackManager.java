package dev.rollback.api;

import dev.rollback.api.Remedy.Action;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackPlan.TaskPlan;
import dev.rollback.api.RollbackQuery.FindPlannedTask;
import dev.rollback.api.RollbackQuery.FindRollback;
import dev.rollback.api.RollbackQuery.FindRollbackPlan;
import dev.rollback.api.RollbackQuery.FindRollbacks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.queryhandling.QueryGateway;

/**
 * Rollbacks, for Java callers: see what one would do, do it, look at what was done. Waiting, refusals and threads as
 * with {@link TaskManager}.
 */
public final class RollbackManager {
    private final Gateways gateways;
    private final int historyLimit;
    private final FailureClassifier classifier;

    /** @param historyLimit how many records {@link #history()} shows; the log keeps all */
    public RollbackManager(CommandGateway commands, QueryGateway queries, RequestContext context, int historyLimit) {
        this(new Gateways(commands, queries, context, Gateways.WAITING), historyLimit, FailureClassifier.byType());
    }

    private RollbackManager(Gateways gateways, int historyLimit, FailureClassifier classifier) {
        this.gateways = gateways;
        this.historyLimit = historyLimit;
        this.classifier = classifier;
    }

    public RollbackManager with(RequestContext context) {
        return new RollbackManager(gateways.withContext(context), historyLimit, classifier);
    }

    /** The same; each call waits at most so long. */
    public RollbackManager withTimeout(Duration timeout) {
        return withWaiting(Waiting.atMost(timeout));
    }

    /** The same; its calls wait in this way. */
    public RollbackManager withWaiting(Waiting waiting) {
        return new RollbackManager(gateways.withWaiting(waiting), historyLimit, classifier);
    }

    /** The same; what {@link #rollbackOnError} takes for the reason is this one's to say. */
    public RollbackManager withClassifier(FailureClassifier changed) {
        return new RollbackManager(gateways, historyLimit, changed);
    }

    /**
     * Runs {@code work}; should it throw, the task goes back to the checkpoint, and what was thrown is thrown on, with
     * the rollback attached ({@link RolledBackException#rollbackOf}), or with the refusal of the rollback. While it runs,
     * the checkpoint is not cleaned up.
     *
     * @throws RefusedException before the work is begun: NOT_FOUND where there is no such checkpoint, CLEANED_UP where it
     *     is no longer offered
     */
    public void rollbackOnError(String taskId, CheckpointId checkpointId, Runnable work) {
        GuardedWork guarded = begin(taskId, checkpointId);
        try {
            work.run();
        } catch (Throwable error) {
            guarded.failed(error);
            throw error;
        }
        guarded.end();
    }

    /** The same for work that answers. */
    public <T> T rollbackOnError(String taskId, CheckpointId checkpointId, Callable<T> work) throws Exception {
        GuardedWork guarded = begin(taskId, checkpointId);
        T answer;
        try {
            answer = work.call();
        } catch (Throwable error) {
            guarded.failed(error);
            throw error;
        }
        guarded.end();
        return answer;
    }

    /**
     * The same for work that ends later: the answer ends, with what the work ended with, when the task is back. What
     * {@code work} itself throws, or an answer that is no future, counts as a failure too.
     */
    public <T> CompletableFuture<T> rollbackOnErrorAsync(
            String taskId, CheckpointId checkpointId, Supplier<? extends CompletionStage<T>> work) {
        GuardedWork guarded = begin(taskId, checkpointId);
        CompletionStage<T> begun;
        try {
            begun = Objects.requireNonNull(work.get(), "the work answered null instead of a future");
        } catch (RuntimeException | Error error) {
            guarded.failed(error);
            return CompletableFuture.failedFuture(error);
        }
        CompletableFuture<T> ended = new CompletableFuture<>();
        begun.whenCompleteAsync((answer, failure) -> {
            if (failure == null) {
                guarded.end();
                ended.complete(answer);
            } else {
                Throwable error = failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
                guarded.failed(error);
                ended.completeExceptionally(error);
            }
        });
        return ended;
    }

    private GuardedWork begin(String taskId, CheckpointId checkpointId) {
        return GuardedWork.begin(gateways, classifier, new TaskId(taskId), checkpointId);
    }

    /** What {@link #rollBack} to this checkpoint would do; refused as that would be, but leaving no record. */
    public RollbackPlan plan(CheckpointId checkpointId) {
        return plan(RollbackScope.to(checkpointId));
    }

    /** What {@link #rollBack} with this scope would do; refused as that would be, but leaving no record. */
    public RollbackPlan plan(RollbackScope scope) {
        return gateways.answer(gateways.ask(new FindRollbackPlan(scope), RollbackPlan.class));
    }

    /** One task's part in that plan with all of its differences, of which the plan itself may leave some out. */
    public Optional<TaskPlan> planned(RollbackScope scope, String taskId) {
        return gateways.answer(gateways.find(new FindPlannedTask(scope, new TaskId(taskId)), TaskPlan.class));
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
                        "there is no rollback %s.".formatted(rollback),
                        Remedy.of(Action.LIST_ROLLBACKS)));
        return undo(undone.undoToRedo(), note);
    }

    public RollbackView rollBack(RollBack command) {
        return gateways.await(rollBackAsync(command));
    }

    public CompletableFuture<RollbackView> rollBackAsync(RollBack command) {
        return rollBackAsync(gateways, command);
    }

    static CompletableFuture<RollbackView> rollBackAsync(Gateways gateways, RollBack command) {
        return gateways.<RollbackId>send(command).thenCompose(id -> record(gateways, id));
    }

    /** Of a rollback that is done: what keeps its record from being read must not look like its refusal. */
    private static CompletableFuture<RollbackView> record(Gateways gateways, RollbackId id) {
        return gateways.find(new FindRollback(id), RollbackView.class).handle((record, failure) -> {
            if (failure == null) {
                return record.orElseThrow();
            }
            RuntimeException why = Gateways.plain(failure);
            throw new RefusedException(
                    why instanceof RefusedException refused ? refused.code() : RefusalCode.STORE_UNAVAILABLE,
                    "rollback %s is done, only its record cannot be shown yet: %s".formatted(id, why.getMessage()),
                    Remedy.of(Action.SHOW_ROLLBACK, id.value()),
                    why);
        });
    }

    public Optional<RollbackView> find(RollbackId id) {
        return gateways.answer(gateways.find(new FindRollback(id), RollbackView.class));
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
        return gateways.answer(gateways.ask(query, RollbackPage.class));
    }
}
