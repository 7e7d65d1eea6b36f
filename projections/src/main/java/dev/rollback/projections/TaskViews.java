package dev.rollback.projections;

import static dev.rollback.api.ComponentName.TASK_STATE;

import dev.rollback.api.ComponentName;
import dev.rollback.api.HiddenTask;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskError;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPage;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView;
import dev.rollback.api.TaskView.ForkOrigin;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonLimits;
import dev.rollback.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tables of tasks as they are now: one row per task, and one per component. */
final class TaskViews {
    private static final SortedMap<ComponentName, Json> NONE = Collections.emptySortedMap();
    private static final String ORDER = "first_position";

    private final Sql sql;

    TaskViews(Sql sql) {
        this.sql = sql;
    }

    Optional<TaskView> find(TaskId task) {
        SortedMap<ComponentName, Json> content = content(task).components();
        return sql.first("SELECT * FROM view_task WHERE task = ?", row -> task(row, content), task.value());
    }

    /** The place in the store of the task's newest event; 0 for none. */
    long position(TaskId task) {
        return sql.first("SELECT position FROM view_task WHERE task = ?", row -> row.getLong(1), task.value())
                .orElse(0L);
    }

    /** Whole tasks. */
    TaskPage page(FindTasks query, List<HiddenTask> hidden) {
        Selection tasks = selection(query);
        Map<String, SortedMap<ComponentName, Json>> contents = new HashMap<>();
        tasks.pageOf(
                "SELECT task, component, content FROM view_component WHERE task IN",
                "task",
                query.page(),
                ORDER,
                row -> contents.computeIfAbsent(row.getString(1), task -> new TreeMap<>())
                        .put(new ComponentName(row.getString(2)), Json.parse(row.getBytes(3), JsonLimits.STORED)));
        List<TaskView> items =
                tasks.page(query.page(), ORDER, row -> task(row, contents.getOrDefault(row.getString("task"), NONE)));
        return new TaskPage(items, tasks.count(), hidden);
    }

    /** Tasks without data and components, for answers that show neither. */
    TaskPage pageWithoutContent(FindTasks query, List<HiddenTask> hidden) {
        Selection tasks = selection(query);
        return new TaskPage(tasks.page(query.page(), ORDER, row -> task(row, NONE)), tasks.count(), hidden);
    }

    private Selection selection(FindTasks query) {
        Selection tasks = new Selection(sql, "view_task");
        if (query.status() == null) {
            tasks.where("listed = 1");
        } else {
            tasks.where("status = ?", query.status().name());
        }
        if (query.tag() != null) {
            tasks.where("tag = ?", query.tag());
        }
        return tasks;
    }

    TaskContent content(TaskId task) {
        SortedMap<ComponentName, Json> components = new TreeMap<>();
        sql.list(
                "SELECT component, content FROM view_component WHERE task = ?",
                row -> components.put(
                        new ComponentName(row.getString(1)), Json.parse(row.getBytes(2), JsonLimits.STORED)),
                task.value());
        return new TaskContent(components);
    }

    /** The content without the components that are not asked for. */
    TaskContent content(TaskId task, Iterable<ComponentName> names) {
        SortedMap<ComponentName, Json> components = new TreeMap<>();
        for (ComponentName name : names) {
            sql.first(
                            "SELECT content FROM view_component WHERE task = ? AND component = ?",
                            row -> Json.parse(row.getBytes(1), JsonLimits.STORED),
                            task.value(),
                            name.value())
                    .ifPresent(content -> components.put(name, content));
        }
        return new TaskContent(components);
    }

    /** A task that is known already stays as it is, with its place among the others. */
    void begin(TaskId task, long position) {
        sql.update(
                "INSERT INTO view_task (task, first_position, listed, title, status, depends_on, worked_on,"
                        + " rollback_enabled, rollback_on_failure, epoch_required, epoch, seq, position, updated_at)"
                        + " VALUES (?, ?, 0, '', ?, ?, 0, ?, ?, ?, 0, 0, 0, 0) ON CONFLICT (task) DO NOTHING",
                task.value(),
                position,
                TaskStatus.RETRACTED.name(),
                Columns.json(List.of()),
                TaskPolicy.DEFAULT.rollbackEnabled(),
                TaskPolicy.DEFAULT.rollbackOnFailure(),
                TaskPolicy.DEFAULT.epochRequired());
    }

    void putComponent(TaskId task, ComponentName name, Json content) {
        sql.update(
                "INSERT INTO view_component (task, component, content) VALUES (?, ?, ?)"
                        + " ON CONFLICT (task, component) DO UPDATE SET content = excluded.content",
                task.value(),
                name.value(),
                content.bytes());
    }

    void removeComponent(TaskId task, ComponentName name) {
        sql.update("DELETE FROM view_component WHERE task = ? AND component = ?", task.value(), name.value());
    }

    void describe(TaskId task, TaskStateContent state) {
        TaskError error = state.error();
        sql.update(
                "UPDATE view_task SET listed = ?, title = ?, status = ?, status_text = ?, error_message = ?,"
                        + " error_cause = ?, depends_on = ?, parent = ?, tag = ? WHERE task = ?",
                state.status().exists(),
                state.title(),
                state.status().name(),
                state.statusText(),
                error == null ? null : error.message(),
                error == null ? null : error.cause().name(),
                Columns.json(state.dependsOn()),
                state.parent() == null ? null : state.parent().value(),
                tag(state.file()),
                task.value());
    }

    /** The task has no state any more. Title and tag stay, to tell people which one it was. */
    void retract(TaskId task) {
        sql.update(
                "UPDATE view_task SET listed = 0, status = ?, status_text = NULL, error_message = NULL,"
                        + " error_cause = NULL, depends_on = ?, parent = NULL WHERE task = ?",
                TaskStatus.RETRACTED.name(),
                Columns.json(List.of()),
                task.value());
    }

    void setPolicy(TaskId task, TaskPolicy policy) {
        sql.update(
                "UPDATE view_task SET rollback_enabled = ?, rollback_on_failure = ?, epoch_required = ? WHERE task = ?",
                policy.rollbackEnabled(),
                policy.rollbackOnFailure(),
                policy.epochRequired(),
                task.value());
    }

    void setOrigin(TaskId task, @Nullable ForkOrigin origin) {
        sql.update(
                "UPDATE view_task SET forked_from = ?, forked_seq = ? WHERE task = ?",
                origin == null ? null : origin.taskId().value(),
                origin == null ? null : origin.seq(),
                task.value());
    }

    void setEpoch(TaskId task, long epoch) {
        sql.update("UPDATE view_task SET epoch = ? WHERE task = ?", epoch, task.value());
    }

    /** An import may end a task without a word of the worker's. */
    void releaseUnlessRunning(TaskId task) {
        sql.update(
                "UPDATE view_task SET worked_on = 0 WHERE task = ? AND worked_on <> 0 AND status <> 'RUNNING'",
                task.value());
    }

    void setWorkedOn(TaskId task, boolean workedOn) {
        sql.update("UPDATE view_task SET worked_on = ? WHERE task = ?", workedOn, task.value());
    }

    void setNewest(TaskId task, Recorded recorded) {
        sql.update(
                "UPDATE view_task SET seq = ?, position = ?, updated_at = ?, updated_by = ? WHERE task = ?",
                recorded.seq(),
                recorded.position(),
                recorded.at(),
                recorded.actor(),
                task.value());
    }

    void remove(String task) {
        sql.update("DELETE FROM view_component WHERE task = ?", task);
        sql.update("DELETE FROM view_task WHERE task = ?", task);
    }

    void clear() {
        sql.update("DELETE FROM view_component");
        sql.update("DELETE FROM view_task");
    }

    private static @Nullable String tag(@Nullable Json file) {
        return file == null ? null : file.get("tag").map(Json::asText).orElse("master");
    }

    private static TaskView task(ResultSet row, SortedMap<ComponentName, Json> content) throws SQLException {
        SortedMap<ComponentName, Json> components = new TreeMap<>(content);
        Json state = components.remove(TASK_STATE);
        Json data = state == null ? Json.EMPTY_OBJECT : state.get("data").orElse(Json.EMPTY_OBJECT);
        return new TaskView(
                new TaskId(row.getString("task")),
                row.getString("title"),
                TaskStatus.valueOf(row.getString("status")),
                row.getString("status_text"),
                error(row.getString("error_message"), row.getString("error_cause")),
                Columns.json(row, "depends_on", Columns.TASK_IDS),
                Columns.orNull(row, "parent", TaskId::new),
                row.getString("tag"),
                Columns.orNull(row, "forked_from", TaskId::new) == null
                        ? null
                        : new ForkOrigin(new TaskId(row.getString("forked_from")), row.getLong("forked_seq")),
                row.getBoolean("worked_on"),
                new TaskPolicy(
                        row.getBoolean("rollback_enabled"),
                        Columns.orNull(row, "rollback_on_failure", "1"::equals),
                        row.getBoolean("epoch_required")),
                row.getLong("epoch"),
                row.getLong("seq"),
                row.getLong("position"),
                Columns.instant(row, "updated_at"),
                row.getString("updated_by"),
                data,
                components,
                List.of());
    }

    private static @Nullable TaskError error(@Nullable String message, @Nullable String cause) {
        return message == null || cause == null ? null : new TaskError(message, RollbackReason.valueOf(cause));
    }
}
