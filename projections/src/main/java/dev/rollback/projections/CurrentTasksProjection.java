package dev.rollback.projections;

import static dev.rollback.api.ComponentName.TASK_STATE;

import dev.rollback.api.ComponentChange;
import dev.rollback.api.ComponentName;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskEvent.TaskImported;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskEvent.TaskStarted;
import dev.rollback.api.TaskEvent.TaskUpdated;
import dev.rollback.api.json.Json;
import dev.rollback.engine.storage.Sql;
import dev.rollback.engine.storage.StoredEvent;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.jspecify.annotations.Nullable;

/** Keeps every task as it is now; of its components it reads and writes only those that an event touches. */
final class CurrentTasksProjection {
    private static final Set<ComponentName> TASK_STATE_ONLY = Set.of(TASK_STATE);

    @EventHandler
    void on(TaskEvent event, StoredEvent row, @MetaDataValue(MetadataKeys.ACTOR) @Nullable String actor, Sql sql) {
        TaskViews views = new TaskViews(sql);
        String task = event.taskId().value();
        views.bear(task, row.position());
        views.move(task, row.seq(), row.position(), row.recordedAt(), actor);
        if (event instanceof CheckpointCreated) {
            return;
        }
        if (event instanceof TaskRegistered registered) {
            views.clearComponents(task);
            views.setPolicy(task, registered.policy(), registered.epoch());
        } else if (event instanceof TaskRolledBack rolledBack) {
            views.setEpoch(task, rolledBack.epoch());
        } else if (event instanceof TaskImported imported) {
            views.setEpoch(task, imported.epoch());
        }
        setWorkedOn(event, views);
        fold(event, views);
    }

    @ResetHandler
    void forget(Sql sql) {
        new TaskViews(sql).clear();
    }

    private static void setWorkedOn(TaskEvent event, TaskViews views) {
        boolean asBefore = event instanceof TaskUpdated || event instanceof TaskImported;
        if (!asBefore) {
            views.setWorkedOn(event.taskId().value(), event instanceof TaskStarted);
        }
    }

    private static void fold(TaskEvent event, TaskViews views) {
        String task = event.taskId().value();
        Set<ComponentName> touched = touched(event);
        SortedMap<ComponentName, Json> before = new TreeMap<>();
        for (ComponentName name : touched) {
            views.component(task, name).ifPresent(content -> before.put(name, content));
        }
        TaskContent after = new TaskContent(before).after(event);
        for (ComponentName name : touched) {
            views.setComponent(task, name, after.components().get(name));
        }
        if (touched.contains(TASK_STATE)) {
            views.setTaskState(task, after.status(), after.taskState());
        }
    }

    private static Set<ComponentName> touched(TaskEvent event) {
        List<ComponentChange> changes;
        if (event instanceof TaskUpdated e) {
            changes = e.changes();
        } else if (event instanceof TaskImported e) {
            changes = e.changes();
        } else if (event instanceof TaskRolledBack e) {
            changes = e.changes();
        } else {
            return TASK_STATE_ONLY;
        }
        return changes.stream().map(ComponentChange::component).collect(Collectors.toSet());
    }
}
