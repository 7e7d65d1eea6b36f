package dev.rollback.projections;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointQuery.FindCheckpoints;
import dev.rollback.api.CheckpointState;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.TaskId;
import dev.rollback.engine.storage.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of the checkpoints. */
final class CheckpointViews {
    private static final String COLUMNS = "SELECT document, state, on_line FROM view_checkpoint ";

    private final Sql sql;

    CheckpointViews(Sql sql) {
        this.sql = sql;
    }

    Optional<CheckpointView> find(CheckpointId id) {
        return sql.first(COLUMNS + "WHERE id = ?", CheckpointViews::checkpoint, id.value());
    }

    List<CheckpointView> list(FindCheckpoints query) {
        List<@Nullable Object> parameters = new ArrayList<>();
        String where = where(query, parameters);
        parameters.add(query.page().limit());
        parameters.add(query.page().offset());
        return sql.list(
                COLUMNS + where + " ORDER BY position DESC LIMIT ? OFFSET ?",
                CheckpointViews::checkpoint,
                parameters.toArray());
    }

    long count(FindCheckpoints query) {
        List<@Nullable Object> parameters = new ArrayList<>();
        String where = where(query, parameters);
        return sql.first("SELECT count(*) FROM view_checkpoint " + where, row -> row.getLong(1), parameters.toArray())
                .orElse(0L);
    }

    private static String where(FindCheckpoints query, List<@Nullable Object> parameters) {
        if (query.taskId() == null) {
            return "";
        }
        parameters.add(query.taskId().value());
        return "WHERE task = ?";
    }

    void add(CheckpointView view) {
        sql.update(
                "INSERT INTO view_checkpoint (id, task, position, parent, state, on_line, document)"
                        + " VALUES (?, ?, ?, ?, ?, 1, ?)",
                view.checkpointId().value(),
                view.taskId().value(),
                view.position(),
                view.parent() == null ? null : view.parent().value(),
                view.state().name(),
                Columns.write(view));
    }

    void setState(CheckpointId id, CheckpointState state) {
        sql.update("UPDATE view_checkpoint SET state = ? WHERE id = ?", state.name(), id.value());
    }

    /** The line is the chain of parents from its newest checkpoint on. */
    void setLine(TaskId taskId, @Nullable CheckpointId newest) {
        sql.update(
                "WITH RECURSIVE line (id) AS (SELECT CAST(? AS TEXT) UNION"
                        + " SELECT c.parent FROM view_checkpoint c JOIN line ON c.id = line.id WHERE c.parent IS NOT NULL)"
                        + " UPDATE view_checkpoint SET on_line = CASE WHEN id IN"
                        + " (SELECT id FROM line WHERE id IS NOT NULL) THEN 1 ELSE 0 END WHERE task = ?",
                newest == null ? null : newest.value(),
                taskId.value());
    }

    void clear() {
        sql.update("DELETE FROM view_checkpoint");
    }

    private static CheckpointView checkpoint(ResultSet row) throws SQLException {
        CheckpointView made = Columns.read(row.getBytes(1), CheckpointView.class);
        return new CheckpointView(
                made.checkpointId(),
                made.taskId(),
                made.phase(),
                made.step(),
                made.label(),
                made.description(),
                CheckpointState.valueOf(row.getString(2)),
                made.taskStatus(),
                row.getInt(3) != 0,
                made.schemaVersion(),
                made.stateHash(),
                made.parent(),
                made.epoch(),
                made.seq(),
                made.position(),
                made.createdAt(),
                made.createdBy(),
                made.metadata());
    }
}
