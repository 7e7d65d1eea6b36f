package dev.rollback.projections;

import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackQuery.FindRollbacks;
import dev.rollback.api.RollbackView;
import dev.rollback.api.RollbackView.RolledBackTask;
import dev.rollback.api.TaskId;
import dev.rollback.engine.storage.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of the rollback history. */
final class RollbackViews {
    private final Sql sql;

    RollbackViews(Sql sql) {
        this.sql = sql;
    }

    Optional<RollbackView> find(RollbackId id) {
        return sql.first("SELECT document FROM view_rollback WHERE id = ?", RollbackViews::rollback, id.value())
                .map(this::withTasks);
    }

    List<RollbackView> list(FindRollbacks query) {
        List<@Nullable Object> parameters = new ArrayList<>();
        String where = where(query, parameters);
        parameters.add(query.page().limit());
        parameters.add(query.page().offset());
        return sql
                .list(
                        "SELECT r.document FROM view_rollback r " + where
                                + " ORDER BY r.position DESC LIMIT ? OFFSET ?",
                        RollbackViews::rollback,
                        parameters.toArray())
                .stream()
                .map(this::withTasks)
                .toList();
    }

    long count(FindRollbacks query) {
        List<@Nullable Object> parameters = new ArrayList<>();
        String where = where(query, parameters);
        return sql.first("SELECT count(*) FROM view_rollback r " + where, row -> row.getLong(1), parameters.toArray())
                .orElse(0L);
    }

    List<RollbackId> startingWith(String prefix, int limit) {
        return sql.list(
                "SELECT id FROM view_rollback WHERE substr(id, 1, ?) = ? ORDER BY id LIMIT ?",
                row -> new RollbackId(row.getString(1)),
                prefix.length(),
                prefix,
                limit);
    }

    private static String where(FindRollbacks query, List<@Nullable Object> parameters) {
        List<String> conditions = new ArrayList<>();
        if (query.taskId() != null) {
            conditions.add("EXISTS (SELECT 1 FROM view_rollback_task t WHERE t.rollback = r.id AND t.task = ?)");
            parameters.add(query.taskId().value());
        }
        query.metadata().forEach((name, value) -> {
            conditions.add(
                    "EXISTS (SELECT 1 FROM view_rollback_metadata m WHERE m.rollback = r.id AND m.name = ? AND m.value = ?)");
            parameters.add(name);
            parameters.add(value);
        });
        return conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
    }

    /** Writes the record without its tasks, which have rows of their own. */
    void put(RollbackView view) {
        sql.update(
                "INSERT INTO view_rollback (id, position, document) VALUES (?, ?, ?)"
                        + " ON CONFLICT (id) DO UPDATE SET position = excluded.position, document = excluded.document",
                view.rollbackId().value(),
                view.position(),
                Columns.write(view));
        view.metadata()
                .forEach((name, value) -> sql.update(
                        "INSERT INTO view_rollback_metadata (rollback, name, value) VALUES (?, ?, ?)"
                                + " ON CONFLICT (rollback, name) DO NOTHING",
                        view.rollbackId().value(),
                        name,
                        value));
    }

    void addTask(RollbackId rollback, long position, RolledBackTask task) {
        row(rollback, position, task.taskId(), Columns.write(task));
    }

    /** A task that was to be rolled back and was not. */
    void addAskedTask(RollbackId rollback, long position, TaskId task) {
        row(rollback, position, task, null);
    }

    private void row(RollbackId rollback, long position, TaskId task, byte @Nullable [] document) {
        sql.update(
                "INSERT INTO view_rollback_task (rollback, task, position, document) VALUES (?, ?, ?, ?)",
                rollback.value(),
                task.value(),
                position,
                document);
    }

    void clear() {
        sql.update("DELETE FROM view_rollback_metadata");
        sql.update("DELETE FROM view_rollback_task");
        sql.update("DELETE FROM view_rollback");
    }

    private RollbackView withTasks(RollbackView view) {
        List<RolledBackTask> tasks = sql.list(
                "SELECT document FROM view_rollback_task WHERE rollback = ? AND document IS NOT NULL ORDER BY position",
                row -> Columns.read(row.getBytes(1), RolledBackTask.class),
                view.rollbackId().value());
        return new RollbackView(
                view.rollbackId(),
                view.status(),
                view.scope(),
                view.cut(),
                view.reason(),
                view.note(),
                view.metadata(),
                tasks,
                view.eventsCompensated(),
                view.digest(),
                view.code(),
                view.error(),
                view.startedAt(),
                view.endedAt(),
                view.actor(),
                view.requestId(),
                view.position());
    }

    private static RollbackView rollback(ResultSet row) throws SQLException {
        return Columns.read(row.getBytes(1), RollbackView.class);
    }
}
