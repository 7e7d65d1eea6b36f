package dev.rollback.engine.log;

import dev.rollback.api.LogPage;
import dev.rollback.api.LogQuery.FindLog;
import dev.rollback.api.LogQuery.FindUnits;
import dev.rollback.api.Moment;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.api.TaskId;
import dev.rollback.api.UnitPage;
import dev.rollback.engine.moment.Moments;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.Streams;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;

/** What happened. Needs no Axon configuration. */
public final class Log {
    private final Store store;
    private final TaskStates states;

    public Log(Store store, TaskStates states) {
        this.store = store;
        this.states = states;
    }

    @QueryHandler
    public LogPage find(FindLog query) {
        return store.read(reading -> {
            LogSource source = source(reading, query.taskId());
            ResolvedMoment since = query.since() == null ? null : moment(reading, query.taskId(), query.since());
            ResolvedMoment until = moment(reading, query.taskId(), query.until());
            Range all = range(since, until);
            Range rest = all.beyond(query.beyond(), query.oldestFirst());
            List<StoredEvent> events = source.some(rest, query.limit(), query.oldestFirst());
            return new LogPage(
                    since,
                    until,
                    new LogEntries(reading, states).of(events),
                    source.count(all),
                    events.size() < source.count(rest)
                            ? events.get(events.size() - 1).position()
                            : null);
        });
    }

    @QueryHandler
    public UnitPage find(FindUnits query) {
        return store.read(reading -> {
            Moments moments = new Moments(reading);
            ResolvedMoment since = query.since() == null ? null : moments.cut(query.since());
            ResolvedMoment until = moments.cut(query.until());
            Range range = range(since, until).beyond(query.before(), false);
            return new LogUnits(reading, states).page(since, until, range, query.limit());
        });
    }

    private static LogSource source(Reading reading, @Nullable TaskId taskId) {
        if (taskId == null) {
            return new WholeLog(reading);
        }
        if (reading.lastSeq(Streams.of(taskId)) < 0) {
            throw new RefusedException(
                    RefusalCode.NOT_FOUND, "there is no task %s.".formatted(taskId), Remedy.of(Action.LIST_TASKS));
        }
        return new TaskLog(reading, taskId);
    }

    private static ResolvedMoment moment(Reading reading, @Nullable TaskId taskId, Moment moment) {
        Moments moments = new Moments(reading);
        return taskId == null ? moments.cut(moment) : moments.of(taskId, moment);
    }

    private static Range range(@Nullable ResolvedMoment since, ResolvedMoment until) {
        return new Range(since == null ? 0 : since.position(), until.position());
    }
}
