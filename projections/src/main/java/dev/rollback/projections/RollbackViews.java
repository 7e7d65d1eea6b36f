package dev.rollback.projections;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RollbackEvent.RollbackFailed;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.RollbackEvent.RollbackSucceeded;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskFailure;
import dev.rollback.api.TaskId;
import dev.rollback.store.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of the history of rollbacks, as events write them; {@link RollbackReading} reads them. */
final class RollbackViews {
    private final Sql sql;

    RollbackViews(Sql sql) {
        this.sql = sql;
    }

    void begin(RollbackRequested event, Recorded recorded) {
        insert(event.rollbackId(), RollbackStatus.IN_PROGRESS, event.scope(), event.reason(), event.note(), recorded);
        sql.update(
                "UPDATE view_rollback SET cut = ?, digest = ?, undoes = ? WHERE rollback = ?",
                event.cut(),
                event.digest(),
                event.scope().undoes() == null ? null : event.scope().undoes().value(),
                event.rollbackId().value());
        event.scope()
                .checkpoints()
                .forEach(target -> sql.update(
                        "INSERT INTO view_rollback_target (checkpoint, rollback_position) VALUES (?, ?)",
                        target.value(),
                        recorded.position()));
        putMetadata(event.rollbackId(), event.metadata());
    }

    void addTask(TaskRolledBack event, Recorded recorded) {
        sql.update(
                "INSERT INTO view_rollback_task (task, rollback_position, position, checkpoint, target_seq, epoch,"
                        + " hash_before, hash_after, current_checkpoint, dragged_by, components)"
                        + " SELECT ?, first_position, ?, ?, ?, ?, ?, ?, ?, ?, ?"
                        + " FROM view_rollback WHERE rollback = ?",
                event.taskId().value(),
                recorded.position(),
                event.checkpointId() == null ? null : event.checkpointId().value(),
                event.targetSeq(),
                event.epoch(),
                event.hashBefore(),
                event.hashAfter(),
                event.currentCheckpoint() == null
                        ? null
                        : event.currentCheckpoint().value(),
                event.draggedBy() == null ? null : event.draggedBy().value(),
                event.components() == null ? null : Columns.json(event.components()),
                event.rollbackId().value());
    }

    void succeed(RollbackSucceeded event, Recorded recorded) {
        sql.update(
                "UPDATE view_rollback SET events_compensated = ? WHERE rollback = ?",
                event.eventsCompensated(),
                event.rollbackId().value());
        end(event.rollbackId(), RollbackStatus.SUCCESS, recorded);
    }

    void fail(RollbackFailed event, Recorded recorded) {
        insert(event.rollbackId(), RollbackStatus.FAILED, event.scope(), event.reason(), event.note(), recorded);
        sql.update(
                "UPDATE view_rollback SET code = ?, error = ? WHERE rollback = ?",
                event.code().name(),
                event.error(),
                event.rollbackId().value());
        putMetadata(event.rollbackId(), event.metadata());
        end(event.rollbackId(), RollbackStatus.FAILED, recorded);
    }

    /** Nobody asked for it but the failure. */
    void answers(RollbackId rollback, TaskFailure failure) {
        sql.update(
                "UPDATE view_rollback SET failed_task = ?, failed_seq = ? WHERE rollback = ?",
                failure.taskId().value(),
                failure.seq(),
                rollback.value());
    }

    /** A refused rollback belongs to the history of the tasks that it was asked for. */
    void addAskedTask(RollbackId rollback, TaskId task, Recorded recorded) {
        sql.update(
                "INSERT INTO view_rollback_task (task, rollback_position, position)"
                        + " SELECT ?, first_position, ? FROM view_rollback WHERE rollback = ?"
                        + " ON CONFLICT (task, rollback_position) DO NOTHING",
                task.value(),
                recorded.position(),
                rollback.value());
    }

    void addCheckpoint(CheckpointId checkpoint, TaskId task) {
        sql.update(
                "INSERT INTO view_rollback_checkpoint (checkpoint, task) VALUES (?, ?)",
                checkpoint.value(),
                task.value());
    }

    Optional<TaskId> taskOf(CheckpointId checkpoint) {
        return sql.first(
                "SELECT task FROM view_rollback_checkpoint WHERE checkpoint = ?",
                row -> new TaskId(row.getString(1)),
                checkpoint.value());
    }

    /** The tasks that a rollback brought back. */
    List<TaskId> tasksOf(RollbackId rollback) {
        return sql.list(
                "SELECT task FROM view_rollback_task WHERE rollback_position ="
                        + " (SELECT first_position FROM view_rollback WHERE rollback = ?) ORDER BY position",
                row -> new TaskId(row.getString(1)),
                rollback.value());
    }

    void clear() {
        sql.update("DELETE FROM view_rollback_target");
        sql.update("DELETE FROM view_rollback_checkpoint");
        sql.update("DELETE FROM view_rollback_metadata");
        sql.update("DELETE FROM view_rollback_task");
        sql.update("DELETE FROM view_rollback");
    }

    private void insert(
            RollbackId rollback,
            RollbackStatus status,
            RollbackScope scope,
            RollbackReason reason,
            String note,
            Recorded recorded) {
        sql.update(
                "INSERT INTO view_rollback (first_position, rollback, status, scope, reason, note, metadata,"
                        + " started_at, ended_at, actor, request_id, position)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (rollback) DO NOTHING",
                recorded.position(),
                rollback.value(),
                status.name(),
                Columns.json(scope),
                reason.name(),
                note,
                Columns.json(Map.of()),
                recorded.at(),
                recorded.at(),
                recorded.actor(),
                recorded.requestId(),
                recorded.position());
    }

    private void putMetadata(RollbackId rollback, Map<String, String> metadata) {
        sql.update(
                "UPDATE view_rollback SET metadata = ? WHERE rollback = ?",
                Columns.sortedJson(metadata),
                rollback.value());
        metadata.forEach((name, value) -> sql.update(
                "INSERT INTO view_rollback_metadata (name, value, rollback_position)"
                        + " SELECT ?, ?, first_position FROM view_rollback WHERE rollback = ?"
                        + " ON CONFLICT (name, value, rollback_position) DO NOTHING",
                Columns.findable(name),
                Columns.findable(value),
                rollback.value()));
    }

    private void end(RollbackId rollback, RollbackStatus status, Recorded recorded) {
        sql.update(
                "UPDATE view_rollback SET status = ?, ended_at = ?, position = ? WHERE rollback = ?",
                status.name(),
                recorded.at(),
                recorded.position(),
                rollback.value());
    }
}
