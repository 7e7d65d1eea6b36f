package dev.rollback.api;

import dev.rollback.api.CheckpointCommand.CreateSystemCheckpoint;
import dev.rollback.api.CheckpointQuery.FindCheckpoint;
import dev.rollback.api.CheckpointQuery.FindCheckpoints;
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
 * Checkpoints, for Java callers: mark a moment of a task, and look at what is marked. Waiting, refusals and threads as
 * with {@link TaskManager}.
 */
public final class CheckpointManager {
    private static final int MOST_LISTED = 1000;

    private final Gateways gateways;

    public CheckpointManager(CommandGateway commands, QueryGateway queries, RequestContext context) {
        this(new Gateways(commands, queries, context, Gateways.TIMEOUT));
    }

    private CheckpointManager(Gateways gateways) {
        this.gateways = gateways;
    }

    public CheckpointManager with(RequestContext context) {
        return new CheckpointManager(gateways.withContext(context));
    }

    public CheckpointManager withTimeout(Duration timeout) {
        return new CheckpointManager(gateways.withTimeout(timeout));
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
        return gateways.await(gateways.find(new FindCheckpoint(id), CheckpointView.class));
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

    public CheckpointPage list(FindCheckpoints query) {
        return gateways.await(listAsync(query));
    }

    public CompletableFuture<CheckpointPage> listAsync(FindCheckpoints query) {
        return gateways.ask(query, CheckpointPage.class);
    }

    private CheckpointId newId() {
        String requestId = gateways.context().requestId();
        return requestId == null ? CheckpointId.random() : CheckpointId.ofRequest(requestId);
    }
}
