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

    public TaskReceipt register(String taskId, String title, String... dependsOn) {
        List<TaskId> dependencies = List.of(dependsOn).stream().map(TaskId::new).toList();
        return send(new RegisterTask(new TaskId(taskId), title, dependencies, null, TaskPolicy.DEFAULT));
    }

    public TaskReceipt start(String taskId) {
        return send(new StartTask(new TaskId(taskId)));
    }

    /** Members of {@code changes} replace those of the component (RFC 7386); null removes. */
    public TaskReceipt merge(String taskId, ComponentName component, Json changes) {
        return update(taskId, new ComponentEdit.Merge(component, changes));
    }

    public TaskReceipt replace(String taskId, ComponentName component, Json content) {
        return update(taskId, new ComponentEdit.Replace(component, content));
    }

    public TaskReceipt update(String taskId, ComponentEdit... edits) {
        return send(new UpdateTask(new TaskId(taskId), List.of(edits)));
    }

    public TaskReceipt heartbeat(String taskId) {
        return send(new RecordHeartbeat(new TaskId(taskId)));
    }

    public TaskReceipt complete(String taskId) {
        return send(new CompleteTask(new TaskId(taskId)));
    }

    public TaskReceipt fail(String taskId, String error) {
        return fail(taskId, error, RollbackReason.ERROR);
    }

    public TaskReceipt fail(String taskId, String error, RollbackReason cause) {
        return send(new FailTask(new TaskId(taskId), error, cause));
    }

    public TaskReceipt cancel(String taskId) {
        return send(new CancelTask(new TaskId(taskId)));
    }

    public TaskReceipt reopen(String taskId) {
        return send(new ReopenTask(new TaskId(taskId)));
    }

    public TaskReceipt withdraw(String taskId) {
        return send(new WithdrawTask(new TaskId(taskId)));
    }

    /** A new task with all that {@code source} was at that moment; nobody works on it. */
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

    public Optional<TaskView> find(String taskId) {
        return gateways.answer(findAsync(taskId));
    }

    public CompletableFuture<Optional<TaskView>> findAsync(String taskId) {
        return gateways.find(new FindTask(new TaskId(taskId)), TaskView.class);
    }

    /** The task as it was; says which moment was meant. */
    public TaskAtView findAt(String taskId, Moment at) {
        return gateways.answer(gateways.ask(new FindTaskAt(new TaskId(taskId), at), TaskAtView.class));
    }

    /** All tasks that existed then, at one cut, at most 1,000. */
    public TasksAtPage listAt(Moment at) {
        return listAt(new FindTasksAt(at, List.of(), null, null, PageRequest.first(1_000)));
    }

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
