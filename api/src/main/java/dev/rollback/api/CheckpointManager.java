package dev.rollback.api;

import dev.rollback.api.CheckpointCommand.CreateSystemCheckpoint;
import dev.rollback.api.CheckpointQuery.FindCheckpoint;
import dev.rollback.api.CheckpointQuery.FindCheckpoints;
import dev.rollback.api.CheckpointQuery.FindPrunable;
import dev.rollback.api.RetentionCommand.ArchiveCheckpoint;
import dev.rollback.api.RetentionCommand.DeleteCheckpoint;
import dev.rollback.api.RetentionCommand.HoldCheckpoint;
import dev.rollback.api.RetentionCommand.PruneCheckpoints;
import dev.rollback.api.RetentionCommand.ReleaseCheckpoint;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints, for Java callers: mark a moment of a task, look at what is marked, and clean up. Waiting, refusals and threads as
 * with {@link TaskManager}.
 */
public final class CheckpointManager {
    private static final int MOST_LISTED = 1000;

    private final Gateways gateways;

    public CheckpointManager(CommandGateway commands, QueryGateway queries, RequestContext context) {
        this(new Gateways(commands, queries, context, Gateways.WAITING));
    }

    private CheckpointManager(Gateways gateways) {
        this.gateways = gateways;
    }

    public CheckpointManager with(RequestContext context) {
        return new CheckpointManager(gateways.withContext(context));
    }

    /** The same; each call waits at most so long. */
    public CheckpointManager withTimeout(Duration timeout) {
        return withWaiting(Waiting.atMost(timeout));
    }

    /** The same; its calls wait in this way. */
    public CheckpointManager withWaiting(Waiting waiting) {
        return new CheckpointManager(gateways.withWaiting(waiting));
    }

    /** Marks the task's present moment. */
    public CheckpointId create(String taskId, String phase) {
        return create(new CreateCheckpoint(new TaskId(taskId), newId(), phase));
    }

    /** Replaces the task's data, registers the task where it is unknown, and marks the moment: one unit. */
    public CheckpointId create(String taskId, String phase, Json data) {
        return create(new CreateCheckpoint(new TaskId(taskId), newId(), phase, null, null, null, data, Map.of()));
    }

    /** Names the present moment of everything: usable wherever a {@link Moment} is. */
    public CheckpointId createSystem(@Nullable String label) {
        return createSystem(new CreateSystemCheckpoint(newId(), label));
    }

    public CheckpointId createSystem(CreateSystemCheckpoint command) {
        return gateways.await(gateways.send(command));
    }

    public CheckpointId create(CreateCheckpoint command) {
        return gateways.await(createAsync(command));
    }

    public CompletableFuture<CheckpointId> createAsync(CreateCheckpoint command) {
        return gateways.<TaskReceipt>send(command).thenApply(receipt -> command.checkpointId());
    }

    public Optional<CheckpointView> find(CheckpointId id) {
        return gateways.answer(gateways.find(new FindCheckpoint(id), CheckpointView.class));
    }

    /** The newest checkpoints of all tasks, newest first. */
    public List<CheckpointView> list() {
        return list(new FindCheckpoints(null, PageRequest.first(MOST_LISTED))).items();
    }

    /** The task's newest checkpoints, newest first. */
    public List<CheckpointView> list(String taskId) {
        return list(new FindCheckpoints(new TaskId(taskId), PageRequest.first(MOST_LISTED)))
                .items();
    }

    /** Archived and pruned ones too where the query says so. */
    public CheckpointPage list(FindCheckpoints query) {
        return gateways.answer(listAsync(query));
    }

    public CompletableFuture<CheckpointPage> listAsync(FindCheckpoints query) {
        return gateways.ask(query, CheckpointPage.class);
    }

    /** Keeps it, whatever is cleaned up. Refused, as all that follows, as {@link RetentionCommand} says. */
    public void hold(CheckpointId id) {
        hold(id, null);
    }

    /** @param note why, as a person reads it */
    public void hold(CheckpointId id, @Nullable String note) {
        gateways.await(gateways.send(new HoldCheckpoint(id, note)));
    }

    /** Holds it no longer; it stays until something cleans it up. */
    public void release(CheckpointId id) {
        gateways.await(gateways.send(new ReleaseCheckpoint(id)));
    }

    /** Offers it no longer, unless forced, and keeps it for the record. */
    public void archive(CheckpointId id) {
        gateways.await(gateways.send(new ArchiveCheckpoint(id)));
    }

    /** @return PRUNED, or ARCHIVED where it had been the target of a rollback; its moment can be reached in any case */
    public CheckpointState delete(CheckpointId id) {
        return gateways.await(gateways.send(new DeleteCheckpoint(id)));
    }

    /** What {@link #prune} would do, without doing it. */
    public PruneReport planPrune(RetentionRule rule) {
        return gateways.answer(gateways.ask(new FindPrunable(rule), PruneReport.class));
    }

    /**
     * Cleans up what the rule lets go and nothing is promised to find, in one unit: all of it or nothing.
     *
     * @return what went, and what a promise kept; of a request that was answered before only what went
     */
    public PruneReport prune(RetentionRule rule) {
        return gateways.await(gateways.send(new PruneCheckpoints(rule)));
    }

    /** The same, but no more than {@link #planPrune} has shown. */
    public PruneReport prune(RetentionRule rule, PruneReport shown) {
        return gateways.await(gateways.send(new PruneCheckpoints(rule, shown.gone())));
    }

    private CheckpointId newId() {
        String requestId = gateways.context().requestId();
        return requestId == null ? CheckpointId.random() : CheckpointId.ofRequest(requestId);
    }
}
