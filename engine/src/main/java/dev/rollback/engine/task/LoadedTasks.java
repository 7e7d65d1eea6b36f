package dev.rollback.engine.task;

import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskId;
import dev.rollback.store.IndexReader.TaskHead;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that a unit of work has loaded, and the events that it has folded on them, so that it does neither again when it
 * is written. An accelerator: what is not found here is read and folded as if nobody had. A task is as good as its seq is
 * the one before its first event in the unit, which the store checks once more when the unit is written.
 */
public final class LoadedTasks {
    private static final String KEY = LoadedTasks.class.getName();

    /** So many tasks of one unit are kept, and so many of their events. */
    private static final int MOST = RecentStates.MOST;

    private final Map<TaskId, Loaded> tasks = new HashMap<>();
    private final IdentityHashMap<TaskEvent, FoldedEvent> folded = new IdentityHashMap<>();

    private LoadedTasks() {}

    /** A task, and what the index said of it; null for one that it did not know. */
    record Loaded(TaskState state, @Nullable TaskHead head) {}

    /** Those of the current unit of work; where there is none, of nobody. */
    public static LoadedTasks current() {
        if (!CurrentUnitOfWork.isStarted()) {
            return new LoadedTasks();
        }
        UnitOfWork<?> root = CurrentUnitOfWork.get().root();
        return root.getOrComputeResource(KEY, key -> new LoadedTasks());
    }

    /** @param head of the same reading as the state */
    public void keep(TaskId taskId, TaskState state, @Nullable TaskHead head) {
        if (tasks.size() < MOST) {
            tasks.put(taskId, new Loaded(state, head));
        }
    }

    void keep(FoldedEvent event) {
        if (folded.size() < MOST) {
            folded.put(event.event(), event);
        }
    }

    /** The task right after its event {@code seq}, where that is how it was loaded. */
    Optional<Loaded> at(TaskId taskId, long seq) {
        return Optional.ofNullable(tasks.get(taskId))
                .filter(task -> task.state().seq() == seq);
    }

    /** The state right after {@code event}, if it follows {@code before} as its event {@code seq}. */
    @SuppressWarnings(
            "ReferenceEquality") // an equal state that was loaded elsewhere is folded again, which is only slower
    TaskState after(TaskState before, TaskEvent event, long seq) {
        FoldedEvent known = folded.get(event);
        return known != null && known.before() == before && seq == before.seq() + 1
                ? known.after()
                : before.evolve(event, seq);
    }
}
