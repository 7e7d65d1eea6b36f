package dev.rollback.engine.task;

import dev.rollback.api.TaskId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The newest known states of the tasks last used: an accelerator, never believed without its seq. */
final class RecentStates {
    static final int MOST = 2_000;

    private final Map<TaskId, TaskState> states = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TaskId, TaskState> eldest) {
            return size() > MOST;
        }
    };

    synchronized Optional<TaskState> get(TaskId taskId, long seq) {
        return Optional.ofNullable(states.get(taskId)).filter(state -> state.seq() == seq);
    }

    synchronized void put(TaskId taskId, TaskState state) {
        states.merge(taskId, state, (old, fresh) -> fresh.seq() >= old.seq() ? fresh : old);
    }
}
