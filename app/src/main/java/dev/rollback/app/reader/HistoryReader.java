package dev.rollback.app.reader;

import dev.rollback.api.LogPage;
import dev.rollback.api.LogQuery.FindLog;
import dev.rollback.api.LogQuery.FindUnits;
import dev.rollback.api.TaskBlameView;
import dev.rollback.api.TaskDiffView;
import dev.rollback.api.TaskDiffsPage;
import dev.rollback.api.TaskQuery.FindTaskBlame;
import dev.rollback.api.TaskQuery.FindTaskDiff;
import dev.rollback.api.TaskQuery.FindTaskDiffs;
import dev.rollback.api.UnitPage;
import dev.rollback.engine.history.TaskBlames;
import dev.rollback.engine.history.TaskDiffs;
import dev.rollback.engine.log.Log;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.Store;

/** What happened: the log, what changed between two moments, and which event set what. */
public final class HistoryReader {
    private final Store store;
    private final TaskStates states;

    HistoryReader(Store store, TaskStates states) {
        this.store = store;
        this.states = states;
    }

    public LogPage log(FindLog query) {
        return new Log(store, states).find(query);
    }

    public UnitPage units(FindUnits query) {
        return new Log(store, states).find(query);
    }

    public TaskDiffView diff(FindTaskDiff query) {
        return new TaskDiffs(store, states).find(query);
    }

    public TaskDiffsPage diffs(FindTaskDiffs query) {
        return new TaskDiffs(store, states).find(query);
    }

    public TaskBlameView blame(FindTaskBlame query) {
        return new TaskBlames(store).find(query);
    }
}
