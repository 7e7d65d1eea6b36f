package dev.rollback.api;

import dev.rollback.api.TaskCommand.CancelTask;
import dev.rollback.api.TaskCommand.ChangePolicy;
import dev.rollback.api.TaskCommand.CompleteTask;
import dev.rollback.api.TaskCommand.FailTask;
import dev.rollback.api.TaskCommand.ForkTask;
import dev.rollback.api.TaskCommand.RecordHeartbeat;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskCommand.ReopenTask;
import dev.rollback.api.TaskCommand.StartTask;
import dev.rollback.api.TaskCommand.UpdateTask;
import dev.rollback.api.TaskCommand.WithdrawTask;
import dev.rollback.api.TaskQuery.FindTask;
import dev.rollback.api.TaskQuery.FindTaskAt;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.api.TaskQuery.FindTasksAt;
import dev.rollback.api.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.queryhandling.QueryGateway;

/**
 * Tasks, for Java callers: register them, report what happens to them, look at them. Every method returns when the
 * change is durable, waits as {@linkplain #withWaiting told to}, else at most a minute, and throws {@link RefusedException} where it
 * is refused; {@link #sendAsync} does the same without waiting. Immutable and safe for use by many threads.
 *
 * <p>What each method names as its refusals comes beside those that every call may meet: STORE_UNAVAILABLE where the store is
 * busy or away, CORRUPT where the task cannot be read, and of commands CONFLICT where others moved the task again and again,
 * STALE_EPOCH where the work belongs to another epoch than the task's, and UNKNOWN_OUTCOME where the answer was waited for no
 * longer: the same request id tells then, and does it at most once.
 */
public final class TaskManager {
    private final Gateways gateways;

    public TaskManager(CommandGateway commands, QueryGateway queries, RequestContext context) {
        this(new Gateways(commands, queries, context, Gateways.WAITING));
    }

    private TaskManager(Gateways gateways) {
        this.gateways = gateways;
    }

    /** The same, in another name, for another request or another epoch. */
    public TaskManager with(RequestContext context) {
        return new TaskManager(gateways.withContext(context));
    }

    /** The same, for work that belongs to this epoch: refused once a rollback has raised it. */
    public TaskManager withEpoch(long epoch) {
        return with(gateways.context().withEpoch(epoch));
    }

    /** The same; each call waits at most so long. */
    public TaskManager withTimeout(Duration timeout) {
        return withWaiting(Waiting.atMost(timeout));
    }

    /** The same; its calls wait in this way. */
    public TaskManager withWaiting(Waiting waiting) {
        return new TaskManager(gateways.withWaiting(waiting));
    }

    /**
     * A new task, PENDING, or a retracted or withdrawn one again.
     *
     * @param dependsOn ids of tasks that exist
     * @throws RefusedException CONFLICT where the task exists; INVALID_INPUT for an id or a title that cannot be seen, or a
     *     dependency that does not exist or would close a circle
     */
    public TaskReceipt register(String taskId, String title, String... dependsOn) {
        List<TaskId> dependencies = List.of(dependsOn).stream().map(TaskId::new).toList();
        return send(new RegisterTask(new TaskId(taskId), title, dependencies, null, TaskPolicy.DEFAULT));
    }

    /**
     * The task is RUNNING and worked on; its epoch is in the receipt, and belongs to all further work.
     *
     * @throws RefusedException NOT_FOUND; CONFLICT where it is worked on already, or is not PENDING or RUNNING
     */
    public TaskReceipt start(String taskId) {
        return send(new StartTask(new TaskId(taskId)));
    }

    /**
     * Members of {@code changes} replace those of the component (RFC 7386); null removes. Of TASK_STATE it is the task's data.
     *
     * @throws RefusedException as {@link #update}
     */
    public TaskReceipt merge(String taskId, ComponentName component, Json changes) {
        return update(taskId, new ComponentEdit.Merge(component, changes));
    }

    /**
     * The component, or of TASK_STATE the task's data, is {@code content} from now on: a JSON object.
     *
     * @throws RefusedException as {@link #update}
     */
    public TaskReceipt replace(String taskId, ComponentName component, Json content) {
        return update(taskId, new ComponentEdit.Replace(component, content));
    }

    /**
     * All of the edits, in their order, or none. What changes nothing writes nothing.
     *
     * @throws RefusedException NOT_FOUND; INVALID_INPUT for what is no object, does not fit, comes from a Task Master file, or is
     *     larger or deeper than a component may be (16 MiB, 512 levels); VERSION_INCOMPATIBLE where the task's data cannot be
     *     migrated; STALE_EPOCH without an epoch too, where the task went back while it ran and nobody has started it since
     */
    public TaskReceipt update(String taskId, ComponentEdit... edits) {
        return send(new UpdateTask(new TaskId(taskId), List.of(edits)));
    }

    /**
     * Says that the work goes on. It leaves no event.
     *
     * @throws RefusedException NOT_FOUND; CONFLICT where nobody works on the task
     */
    public TaskReceipt heartbeat(String taskId) {
        return send(new RecordHeartbeat(new TaskId(taskId)));
    }

    /** @throws RefusedException NOT_FOUND; CONFLICT where it is not PENDING or RUNNING; STALE_EPOCH as for {@link #update} */
    public TaskReceipt complete(String taskId) {
        return send(new CompleteTask(new TaskId(taskId)));
    }

    /** As {@link #fail(String, String, RollbackReason)}, because of an ERROR. */
    public TaskReceipt fail(String taskId, String error) {
        return fail(taskId, error, RollbackReason.ERROR);
    }

    /**
     * The task has failed. Unless its policy or the configuration says no, it goes back to its last stable checkpoint
     * automatically, before this returns or soon after.
     *
     * @throws RefusedException NOT_FOUND; CONFLICT where it is not PENDING or RUNNING; STALE_EPOCH as for {@link #update}
     */
    public TaskReceipt fail(String taskId, String error, RollbackReason cause) {
        return send(new FailTask(new TaskId(taskId), error, cause));
    }

    /** @throws RefusedException NOT_FOUND; CONFLICT where it is not PENDING, RUNNING or FAILED */
    public TaskReceipt cancel(String taskId) {
        return send(new CancelTask(new TaskId(taskId)));
    }

    /**
     * PENDING again.
     *
     * @throws RefusedException NOT_FOUND; CONFLICT where it is not COMPLETED, FAILED or CANCELLED
     */
    public TaskReceipt reopen(String taskId) {
        return send(new ReopenTask(new TaskId(taskId)));
    }

    /**
     * Takes the task out of the work; its history stays, and it can be registered again.
     *
     * @throws RefusedException NOT_FOUND
     */
    public TaskReceipt withdraw(String taskId) {
        return send(new WithdrawTask(new TaskId(taskId)));
    }

    /**
     * A new task with all that {@code source} was at that moment; nobody works on it.
     *
     * @throws RefusedException NOT_FOUND for the source or the moment; CONFLICT where the new id is taken; INVALID_INPUT for an id
     *     that cannot be seen
     */
    public TaskReceipt fork(String source, Moment at, String newId) {
        return send(new ForkTask(new TaskId(newId), new TaskId(source), at));
    }

    /** Sets the task's switches, all of them. No rollback changes them. */
    public TaskReceipt changePolicy(String taskId, TaskPolicy policy) {
        return changePolicy(taskId, PolicyChange.to(policy));
    }

    /** Sets some of the task's switches and leaves the others as they are. No rollback changes them. */
    public TaskReceipt changePolicy(String taskId, PolicyChange change) {
        return send(new ChangePolicy(new TaskId(taskId), change));
    }

    /** Any command on a task. */
    public TaskReceipt send(TaskCommand command) {
        return gateways.await(sendAsync(command));
    }

    public CompletableFuture<TaskReceipt> sendAsync(TaskCommand command) {
        return gateways.send(command);
    }

    /** The task as it is, with all that was acknowledged before this call; empty for one that never was, or is no longer. */
    public Optional<TaskView> find(String taskId) {
        return gateways.answer(findAsync(taskId));
    }

    public CompletableFuture<Optional<TaskView>> findAsync(String taskId) {
        return gateways.find(new FindTask(new TaskId(taskId)), TaskView.class);
    }

    /**
     * The task as it was; says which moment was meant.
     *
     * @throws RefusedException NOT_FOUND for the task or the moment
     */
    public TaskAtView findAt(String taskId, Moment at) {
        return gateways.answer(gateways.ask(new FindTaskAt(new TaskId(taskId), at), TaskAtView.class));
    }

    /** All tasks that existed then, at one cut, at most 1,000. */
    public TasksAtPage listAt(Moment at) {
        return listAt(new FindTasksAt(at, List.of(), null, null, PageRequest.first(1_000)));
    }

    /** @throws RefusedException NOT_FOUND for the moment */
    public TasksAtPage listAt(FindTasksAt query) {
        return gateways.answer(gateways.ask(query, TasksAtPage.class));
    }

    public TaskPage list(FindTasks query) {
        return gateways.answer(listAsync(query));
    }

    public CompletableFuture<TaskPage> listAsync(FindTasks query) {
        return gateways.ask(query, TaskPage.class);
    }
}
