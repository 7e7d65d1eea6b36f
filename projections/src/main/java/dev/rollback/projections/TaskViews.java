package dev.rollback.projections;

import static dev.rollback.api.ComponentName.TASK_STATE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.ComponentName;
import dev.rollback.api.PageRequest;
import dev.rollback.api.TaskError;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView;
import dev.rollback.api.json.Json;
import dev.rollback.engine.storage.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The SQL of the current tasks. */
final class TaskViews {
    private static final String MASTER = "master";
    private static final String COLUMNS = "SELECT task, title, status, status_text, error, depends_on, parent, tag,"
            + " worked_on, policy, epoch, seq, position, updated_at, updated_by FROM view_task ";

    private final Sql sql;

    TaskViews(Sql sql) {
        this.sql = sql;
    }

    Optional<TaskView> find(TaskId taskId) {
        return sql.first(COLUMNS + "WHERE task = ?", TaskViews::summary, taskId.value())
                .map(this::withComponents);
    }

    List<TaskView> list(FindTasks query) {
        PageRequest page = query.page();
        List<@Nullable Object> parameters = new ArrayList<>();
        String where = where(query, parameters);
        parameters.add(page.limit());
        parameters.add(page.offset());
        return sql.list(
                COLUMNS + where + " ORDER BY born, task LIMIT ? OFFSET ?", TaskViews::summary, parameters.toArray());
    }

    long count(FindTasks query) {
        List<@Nullable Object> parameters = new ArrayList<>();
        String where = where(query, parameters);
        return sql.first("SELECT count(*) FROM view_task " + where, row -> row.getLong(1), parameters.toArray())
                .orElse(0L);
    }

    private static String where(FindTasks query, List<@Nullable Object> parameters) {
        StringBuilder where = new StringBuilder("WHERE ");
        if (query.status() == null) {
            where.append("status NOT IN ('RETRACTED', 'WITHDRAWN')");
        } else {
            where.append("status = ?");
            parameters.add(query.status().name());
        }
        if (query.tag() != null) {
            where.append(" AND tag = ?");
            parameters.add(query.tag());
        }
        return where.toString();
    }

    void bear(String task, long position) {
        sql.update(
                "INSERT INTO view_task (task, born, title, status, depends_on, worked_on, policy, epoch, seq, position,"
                        + " updated_at) VALUES (?, ?, '', 'RETRACTED', ?, 0, ?, 0, 0, 0, 0) ON CONFLICT (task) DO NOTHING",
                task,
                position,
                Columns.write(List.of()),
                Columns.write(TaskPolicy.DEFAULT));
    }

    void move(String task, long seq, long position, Instant at, @Nullable String actor) {
        sql.update(
                "UPDATE view_task SET seq = ?, position = ?, updated_at = ?, updated_by = ? WHERE task = ?",
                seq,
                position,
                at,
                actor,
                task);
    }

    void setPolicy(String task, TaskPolicy policy, long epoch) {
        sql.update("UPDATE view_task SET policy = ?, epoch = ? WHERE task = ?", Columns.write(policy), epoch, task);
    }

    void setEpoch(String task, long epoch) {
        sql.update("UPDATE view_task SET epoch = ? WHERE task = ?", epoch, task);
    }

    void setWorkedOn(String task, boolean workedOn) {
        sql.update("UPDATE view_task SET worked_on = ? WHERE task = ?", workedOn ? 1 : 0, task);
    }

    void setTaskState(String task, TaskStatus status, @Nullable TaskStateContent state) {
        if (state == null) {
            sql.update("UPDATE view_task SET status = ? WHERE task = ?", status.name(), task);
            return;
        }
        sql.update(
                "UPDATE view_task SET title = ?, status = ?, status_text = ?, error = ?, depends_on = ?, parent = ?,"
                        + " tag = ? WHERE task = ?",
                state.title(),
                status.name(),
                state.statusText(),
                state.error() == null ? null : Columns.write(state.error()),
                Columns.write(state.dependsOn()),
                state.parent() == null ? null : state.parent().value(),
                tag(state),
                task);
    }

    private static @Nullable String tag(TaskStateContent state) {
        if (state.file() == null) {
            return null;
        }
        JsonNode tag = state.file().node().path("tag");
        return tag.isTextual() ? tag.textValue() : MASTER;
    }

    Optional<Json> component(String task, ComponentName name) {
        return sql.first(
                "SELECT content FROM view_component WHERE task = ? AND component = ?",
                row -> Json.parse(row.getBytes(1)),
                task,
                name.value());
    }

    void setComponent(String task, ComponentName name, @Nullable Json content) {
        if (content == null) {
            sql.update("DELETE FROM view_component WHERE task = ? AND component = ?", task, name.value());
            return;
        }
        sql.update(
                "INSERT INTO view_component (task, component, content) VALUES (?, ?, ?)"
                        + " ON CONFLICT (task, component) DO UPDATE SET content = excluded.content",
                task,
                name.value(),
                content.bytes());
    }

    void clearComponents(String task) {
        sql.update("DELETE FROM view_component WHERE task = ?", task);
    }

    void clear() {
        sql.update("DELETE FROM view_component");
        sql.update("DELETE FROM view_task");
    }

    private TaskView withComponents(TaskView summary) {
        SortedMap<ComponentName, Json> components = new TreeMap<>();
        sql.list(
                "SELECT component, content FROM view_component WHERE task = ?",
                row -> components.put(new ComponentName(row.getString(1)), Json.parse(row.getBytes(2))),
                summary.taskId().value());
        Json taskState = components.remove(TASK_STATE);
        Json data = taskState == null
                ? Json.EMPTY_OBJECT
                : TaskStateContent.of(taskState).data();
        return new TaskView(
                summary.taskId(),
                summary.title(),
                summary.status(),
                summary.statusText(),
                summary.error(),
                summary.dependsOn(),
                summary.parent(),
                summary.tag(),
                summary.workedOn(),
                summary.policy(),
                summary.epoch(),
                summary.seq(),
                summary.position(),
                summary.updatedAt(),
                summary.updatedBy(),
                data,
                components);
    }

    private static TaskView summary(ResultSet row) throws SQLException {
        byte[] error = row.getBytes(5);
        String parent = row.getString(7);
        return new TaskView(
                new TaskId(row.getString(1)),
                row.getString(2),
                TaskStatus.valueOf(row.getString(3)),
                row.getString(4),
                error == null ? null : Columns.read(error, TaskError.class),
                List.of(Columns.read(row.getBytes(6), TaskId[].class)),
                parent == null ? null : new TaskId(parent),
                row.getString(8),
                row.getInt(9) != 0,
                Columns.read(row.getBytes(10), TaskPolicy.class),
                row.getLong(11),
                row.getLong(12),
                row.getLong(13),
                Columns.instant(row.getLong(14)),
                row.getString(15),
                Json.EMPTY_OBJECT,
                new TreeMap<>());
    }
}
