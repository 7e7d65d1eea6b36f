package dev.rollback.api;

import dev.rollback.api.LogQuery.FindLog;
import dev.rollback.api.LogQuery.FindUnits;
import java.time.Duration;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.queryhandling.QueryGateway;

/** What happened, for Java callers: the log. Waiting, refusals and threads as with {@link TaskManager}. */
public final class HistoryManager {
    private final Gateways gateways;

    public HistoryManager(CommandGateway commands, QueryGateway queries, RequestContext context) {
        this(new Gateways(commands, queries, context, Gateways.TIMEOUT));
    }

    private HistoryManager(Gateways gateways) {
        this.gateways = gateways;
    }

    public HistoryManager withTimeout(Duration timeout) {
        return new HistoryManager(gateways.withTimeout(timeout));
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
        return gateways.await(gateways.ask(query, LogPage.class));
    }

    /** The same, a unit of work at a time. */
    public UnitPage log(FindUnits query) {
        return gateways.await(gateways.ask(query, UnitPage.class));
    }
}
