package dev.rollback.projections;

import static dev.rollback.api.ComponentName.TASK_STATE;

import dev.rollback.api.ComponentChange;
import dev.rollback.api.ComponentName;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.TaskFenced;
import dev.rollback.api.TaskEvent.TaskForked;
import dev.rollback.api.TaskEvent.TaskImported;
import dev.rollback.api.TaskEvent.TaskMigrated;
import dev.rollback.api.TaskEvent.TaskPolicyChanged;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskEvent.TaskStarted;
import dev.rollback.api.TaskEvent.TaskUpdated;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskView.ForkOrigin;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.PatchFailedException;
import dev.rollback.store.Sql;
import dev.rollback.store.event.UnreadableEventException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;

/** Tasks as they are now. */
final class CurrentTasksProjection {

    @EventHandler
    void on(TaskEvent event, Recorded recorded, Sql sql) {
        TaskViews tasks = new TaskViews(sql);
        TaskId task = event.taskId();
        if (event instanceof TaskRegistered e) {
            tasks.begin(task, recorded.position());
            tasks.setPolicy(task, e.policy());
            tasks.setEpoch(task, e.epoch());
        } else if (event instanceof TaskForked e) {
            tasks.begin(task, recorded.position());
            tasks.setPolicy(task, e.policy());
            tasks.setEpoch(task, e.epoch());
        } else if (event instanceof TaskPolicyChanged e) {
            tasks.setPolicy(task, e.policy());
        } else if (event instanceof TaskFenced e) {
            tasks.setEpoch(task, e.epoch());
        } else if (event instanceof TaskImported e) {
            tasks.begin(task, recorded.position());
            tasks.setEpoch(task, e.epoch());
        } else if (event instanceof TaskRolledBack e) {
            tasks.setEpoch(task, e.epoch());
        }
        if (event instanceof TaskForked || event instanceof TaskRegistered) {
            tasks.setOrigin(task, event instanceof TaskForked e ? new ForkOrigin(e.source(), e.sourceSeq()) : null);
        }
        changeContent(tasks, event, recorded);
        if (!keepsWorker(event)) {
            tasks.setWorkedOn(task, event instanceof TaskStarted);
        }
        tasks.releaseUnlessRunning(task);
        tasks.setNewest(task, recorded);
    }

    @ResetHandler
    void reset(Sql sql) {
        new TaskViews(sql).clear();
    }

    private static void changeContent(TaskViews tasks, TaskEvent event, Recorded recorded) {
        TaskId task = event.taskId();
        TaskContent before = event instanceof TaskRegistered || event instanceof TaskForked
                ? tasks.content(task)
                : tasks.content(task, componentsOf(event));
        TaskContent after = after(before, event, recorded);
        Set<ComponentName> names = new TreeSet<>(before.components().keySet());
        names.addAll(after.components().keySet());
        for (ComponentName name : names) {
            Json old = before.components().get(name);
            Json content = after.components().get(name);
            if (content == null) {
                tasks.removeComponent(task, name);
            } else if (!content.equals(old)) {
                tasks.putComponent(task, name, content);
            }
        }
        if (names.contains(TASK_STATE)) {
            describe(tasks, task, after);
        }
    }

    private static TaskContent after(TaskContent before, TaskEvent event, Recorded recorded) {
        try {
            TaskContent after = before.after(event);
            after.taskState(); // what is none is found out here
            return after;
        } catch (PatchFailedException | IllegalStateException | IllegalArgumentException e) {
            throw new UnreadableEventException(
                    "event %d of task %s does not fit the state before it"
                            .formatted(recorded.position(), event.taskId()),
                    e);
        }
    }

    private static void describe(TaskViews tasks, TaskId task, TaskContent content) {
        TaskStateContent state = content.taskState();
        if (state == null) {
            tasks.retract(task);
        } else {
            tasks.describe(task, state);
        }
    }

    /** What the event reads or changes. Everything else a task may hold need not be looked at. */
    private static Set<ComponentName> componentsOf(TaskEvent event) {
        if (event.isMarker()) {
            return Set.of();
        } else if (event instanceof TaskUpdated e) {
            return names(e.changes());
        } else if (event instanceof TaskImported e) {
            return names(e.changes());
        } else if (event instanceof TaskMigrated e) {
            return names(e.changes());
        } else if (event instanceof TaskRolledBack e) {
            return names(e.changes());
        }
        return Set.of(TASK_STATE);
    }

    private static Set<ComponentName> names(List<ComponentChange> changes) {
        return changes.stream().map(ComponentChange::component).collect(Collectors.toSet());
    }

    private static boolean keepsWorker(TaskEvent event) {
        return (event.isMarker() && !(event instanceof TaskFenced))
                || event instanceof TaskImported
                || event instanceof TaskUpdated
                || event instanceof TaskMigrated;
    }
}
