package dev.rollback.projections;

import dev.rollback.api.CheckpointEvent.SystemCheckpointCreated;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointPage;
import dev.rollback.api.CheckpointQuery.FindCheckpoints;
import dev.rollback.api.CheckpointState;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStatus;
import dev.rollback.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of checkpoints. */
final class CheckpointViews {
    /** The cut after all there is, and before the end of what has not ended. */
    static final long NOW = Long.MAX_VALUE - 1;

    private final Sql sql;

    CheckpointViews(Sql sql) {
        this.sql = sql;
    }

    Optional<CheckpointView> find(CheckpointId checkpoint) {
        return sql.first(
                "SELECT * FROM view_checkpoint WHERE checkpoint = ?", row -> checkpoint(row, NOW), checkpoint.value());
    }

    CheckpointPage page(FindCheckpoints query) {
        Selection checkpoints = new Selection(sql, "view_checkpoint");
        if (query.taskId() != null) {
            checkpoints.where("task = ?", query.taskId().value());
        }
        if (!query.cleanedUp()) {
            checkpoints.where("closed IS NULL");
        }
        return new CheckpointPage(
                checkpoints.page(query.page(), "position DESC", row -> checkpoint(row, NOW)), checkpoints.count());
    }

    /** A new checkpoint is the newest of its task's line. */
    void add(CheckpointCreated event, CheckpointState state, Recorded recorded) {
        sql.update(
                "INSERT INTO view_checkpoint (position, checkpoint, task, phase, step, label, description, state,"
                        + " task_status, on_current_line, schema_version, state_hash, parent, epoch, seq, created_at,"
                        + " created_by, metadata) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)",
                recorded.position(),
                event.checkpointId().value(),
                event.taskId().value(),
                event.phase(),
                event.step(),
                event.label(),
                event.description(),
                state.name(),
                event.status().name(),
                event.schemaVersion().toString(),
                event.stateHash(),
                event.parent() == null ? null : event.parent().value(),
                recorded.epoch(),
                recorded.seq(),
                recorded.at(),
                recorded.actor(),
                Columns.sortedJson(event.metadata()));
    }

    /** One of everything is on every line. */
    void add(SystemCheckpointCreated event, Recorded recorded) {
        sql.update(
                "INSERT INTO view_checkpoint (position, checkpoint, task, phase, label, description, state, task_status,"
                        + " on_current_line, schema_version, state_hash, epoch, seq, created_at, created_by, metadata)"
                        + " VALUES (?, ?, '', '', ?, ?, ?, '', 1, '', '', 0, ?, ?, ?, ?)",
                recorded.position(),
                event.checkpointId().value(),
                event.label(),
                event.description(),
                CheckpointState.CREATED.name(),
                recorded.seq(),
                recorded.at(),
                recorded.actor(),
                Columns.sortedJson(event.metadata()));
    }

    void restored(CheckpointId checkpoint) {
        sql.update(
                "UPDATE view_checkpoint SET state = ? WHERE checkpoint = ?",
                CheckpointState.RESTORED.name(),
                checkpoint.value());
    }

    void hold(CheckpointId checkpoint, Recorded recorded) {
        sql.update(
                "INSERT INTO view_checkpoint_hold (checkpoint, since, since_time, until) VALUES (?, ?, ?, ?)",
                checkpoint.value(),
                recorded.position(),
                recorded.at(),
                Long.MAX_VALUE);
    }

    void release(CheckpointId checkpoint, Recorded recorded) {
        sql.update(
                "UPDATE view_checkpoint_hold SET until = ? WHERE checkpoint = ? AND until = ?",
                recorded.position(),
                checkpoint.value(),
                Long.MAX_VALUE);
    }

    /** No longer offered: archived or pruned. */
    void close(CheckpointId checkpoint, CheckpointState how, Recorded recorded) {
        sql.update(
                "UPDATE view_checkpoint SET closed = ?, closed_position = ?, closed_at = ? WHERE checkpoint = ?",
                how.name(),
                recorded.position(),
                recorded.at(),
                checkpoint.value());
    }

    /** The task is on the line that ends with {@code newest}: with that checkpoint, its parent, and so on. */
    void takeLine(TaskId task, @Nullable CheckpointId newest) {
        sql.update(
                "WITH RECURSIVE line (checkpoint, parent) AS ("
                        + "SELECT checkpoint, parent FROM view_checkpoint WHERE checkpoint = ? "
                        + "UNION SELECT older.checkpoint, older.parent FROM view_checkpoint older"
                        + " JOIN line ON older.checkpoint = line.parent) "
                        + "UPDATE view_checkpoint SET on_current_line = 1 - on_current_line WHERE task = ?"
                        + " AND on_current_line <>"
                        + " (CASE WHEN checkpoint IN (SELECT checkpoint FROM line) THEN 1 ELSE 0 END)",
                newest == null ? null : newest.value(),
                task.value());
    }

    /** The task begins anew: what checkpoints it had are of its life before. */
    void leaveLine(TaskId task) {
        sql.update(
                "UPDATE view_checkpoint SET on_current_line = 0 WHERE task = ? AND on_current_line = 1", task.value());
    }

    void clear() {
        sql.update("DELETE FROM view_checkpoint_hold");
        sql.update("DELETE FROM view_checkpoint");
    }

    /** @param cut as of which it is held and closed; its state otherwise, and its line, are those of now */
    CheckpointView checkpoint(ResultSet row, long cut) throws SQLException {
        Instant heldSince = heldSince(row.getString("checkpoint"), cut);
        boolean closed = row.getString("closed") != null && row.getLong("closed_position") <= cut;
        return new CheckpointView(
                new CheckpointId(row.getString("checkpoint")),
                Columns.unlessEmpty(row, "task", TaskId::new),
                Columns.unlessEmpty(row, "phase", text -> text),
                Columns.orNull(row, "step", Integer::valueOf),
                row.getString("label"),
                row.getString("description"),
                CheckpointState.valueOf(row.getString(closed ? "closed" : "state")),
                Columns.unlessEmpty(row, "task_status", TaskStatus::valueOf),
                heldSince != null,
                heldSince,
                closed ? Columns.instant(row, "closed_at") : null,
                row.getBoolean("on_current_line"),
                Columns.unlessEmpty(row, "schema_version", text -> text),
                Columns.unlessEmpty(row, "state_hash", text -> text),
                Columns.orNull(row, "parent", CheckpointId::new),
                row.getLong("epoch"),
                row.getLong("seq"),
                row.getLong("position"),
                Columns.instant(row, "created_at"),
                row.getString("created_by"),
                Columns.json(row, "metadata", Columns.TEXTS));
    }

    private @Nullable Instant heldSince(String checkpoint, long cut) {
        return sql.first(
                        "SELECT since_time FROM view_checkpoint_hold WHERE checkpoint = ? AND since <= ? AND until > ?",
                        row -> Columns.instant(row, "since_time"),
                        checkpoint,
                        cut,
                        cut)
                .orElse(null);
    }
}
