package dev.rollback.api;

import dev.rollback.api.LogQuery.FindLog;
import dev.rollback.api.LogQuery.FindUnits;
import dev.rollback.api.TaskQuery.FindTaskBlame;
import dev.rollback.api.TaskQuery.FindTaskDiff;
import dev.rollback.api.TaskQuery.FindTaskDiffs;
import java.time.Duration;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.queryhandling.QueryGateway;

/**
 * What happened, for Java callers: the log, what changed between two moments, and who set which field. Waiting, refusals
 * and threads as with {@link TaskManager}.
 */
public final class HistoryManager {
    private final Gateways gateways;

    public HistoryManager(CommandGateway commands, QueryGateway queries, RequestContext context) {
        this(new Gateways(commands, queries, context, Gateways.WAITING));
    }

    private HistoryManager(Gateways gateways) {
        this.gateways = gateways;
    }

    /** The same; each call waits at most so long. */
    public HistoryManager withTimeout(Duration timeout) {
        return withWaiting(Waiting.atMost(timeout));
    }

    /** The same; its calls wait in this way. */
    public HistoryManager withWaiting(Waiting waiting) {
        return new HistoryManager(gateways.withWaiting(waiting));
    }

    /** The newest events of the store, newest first. */
    public LogPage log() {
        return log(FindLog.all());
    }

    /** The task's newest events, newest first; refused as NOT_FOUND where there never was such a task. */
    public LogPage log(String taskId) {
        return log(FindLog.of(new TaskId(taskId)));
    }

    public LogPage log(FindLog query) {
        return gateways.answer(gateways.ask(query, LogPage.class));
    }

    /** The same, a unit of work at a time. */
    public UnitPage log(FindUnits query) {
        return gateways.answer(gateways.ask(query, UnitPage.class));
    }

    /** What is not the same of the task then and now. */
    public TaskDiffView diff(String taskId, Moment from) {
        return diff(taskId, from, new Moment.Now());
    }

    /** What is not the same of the task at two moments; refused as NOT_FOUND where there never was such a task. */
    public TaskDiffView diff(String taskId, Moment from, Moment to) {
        return gateways.answer(gateways.ask(new FindTaskDiff(new TaskId(taskId), from, to), TaskDiffView.class));
    }

    /** The tasks that are not the same at two cuts, at most 1,000. */
    public TaskDiffsPage diff(Moment from, Moment to) {
        return diff(new FindTaskDiffs(from, to, PageRequest.first(1_000)));
    }

    public TaskDiffsPage diff(FindTaskDiffs query) {
        return gateways.answer(gateways.ask(query, TaskDiffsPage.class));
    }

    /** Which event set each field of the task as it is. */
    public TaskBlameView blame(String taskId) {
        return blame(taskId, new Moment.Now());
    }

    /** Which event had set each field of the task as it was; refused as NOT_FOUND where it was not there yet. */
    public TaskBlameView blame(String taskId, Moment at) {
        return gateways.answer(gateways.ask(new FindTaskBlame(new TaskId(taskId), at), TaskBlameView.class));
    }
}
