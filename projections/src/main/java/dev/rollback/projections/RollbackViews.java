package dev.rollback.projections;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackEvent.RollbackFailed;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.RollbackEvent.RollbackSucceeded;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPage;
import dev.rollback.api.RollbackQuery.FindRollback;
import dev.rollback.api.RollbackQuery.FindRollbacks;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.RollbackView;
import dev.rollback.api.RollbackView.RolledBackTask;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskFailure;
import dev.rollback.api.TaskId;
import dev.rollback.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables of the history of rollbacks. */
final class RollbackViews {
    private static final TypeReference<RollbackScope> SCOPE = new TypeReference<>() {};
    private static final String AFTER_ALL_IDS = "~"; // ids hold nothing above 'z'

    private final Sql sql;

    RollbackViews(Sql sql) {
        this.sql = sql;
    }

    Optional<RollbackView> find(FindRollback query) {
        return sql.first(
                "SELECT * FROM view_rollback WHERE rollback = ? AND first_position <= ?",
                row -> rollback(row, upTo(query.at())),
                query.rollbackId().value(),
                upTo(query.at()));
    }

    RollbackPage page(FindRollbacks query) {
        Selection rollbacks = new Selection(sql, "view_rollback");
        if (query.at() != null) {
            rollbacks.where("first_position <= ?", query.at());
        }
        if (query.taskId() != null) {
            rollbacks.where(
                    "first_position IN (SELECT rollback_position FROM view_rollback_task WHERE task = ?)",
                    query.taskId().value());
        }
        query.metadata()
                .forEach((name, value) -> rollbacks.where(
                        "first_position IN"
                                + " (SELECT rollback_position FROM view_rollback_metadata WHERE name = ? AND value = ?)",
                        Columns.findable(name),
                        Columns.findable(value)));
        long upTo = upTo(query.at());
        return new RollbackPage(
                rollbacks.page(query.page(), "first_position DESC", row -> rollback(row, upTo)), rollbacks.count());
    }

    /** Those that ended in this range, oldest first. A record is one unit, so it begins in the range too. */
    List<RollbackView> between(long after, long upTo) {
        return sql.list(
                "SELECT * FROM view_rollback WHERE first_position > ? AND position <= ? ORDER BY first_position",
                row -> rollback(row, Long.MAX_VALUE),
                after,
                upTo);
    }

    List<RollbackId> startingWith(String prefix, int limit) {
        return sql.list(
                "SELECT rollback FROM view_rollback WHERE rollback >= ? AND rollback < ? ORDER BY rollback LIMIT ?",
                row -> new RollbackId(row.getString(1)),
                prefix,
                prefix + AFTER_ALL_IDS,
                limit);
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

    private static long upTo(@Nullable Long at) {
        return at == null ? Long.MAX_VALUE : at;
    }

    /** The newest undo that was not undone itself; one is younger than what it undoes, in a sound view. */
    private @Nullable RollbackId undoneBy(String rollback, long upTo) {
        return sql
                .list(
                        "SELECT rollback FROM view_rollback WHERE undoes = ? AND first_position <= ? AND first_position >"
                                + " (SELECT first_position FROM view_rollback AS undone WHERE undone.rollback = ?)"
                                + " ORDER BY first_position DESC",
                        row -> row.getString(1),
                        rollback,
                        upTo,
                        rollback)
                .stream()
                .filter(undo -> undoneBy(undo, upTo) == null)
                .findFirst()
                .map(RollbackId::new)
                .orElse(null);
    }

    /** Undoing that one is the redo of which rollback; null where it is an undo. */
    private @Nullable RollbackId redone(@Nullable RollbackId undone) {
        String first = undone == null ? null : undone.value();
        boolean redo = true;
        for (String next = first; next != null; next = undoneIn(next)) {
            first = next;
            redo = !redo;
        }
        return redo && first != null ? new RollbackId(first) : null;
    }

    private @Nullable String undoneIn(String rollback) {
        return sql.first(
                        "SELECT undone.rollback FROM view_rollback AS undo JOIN view_rollback AS undone"
                                + " ON undone.rollback = undo.undoes AND undone.first_position < undo.first_position"
                                + " WHERE undo.rollback = ?",
                        row -> row.getString(1),
                        rollback)
                .orElse(null);
    }

    /** @param upTo the cut as of which it is shown */
    private RollbackView rollback(ResultSet row, long upTo) throws SQLException {
        RollbackScope scope = Columns.json(row, "scope", SCOPE);
        return new RollbackView(
                new RollbackId(row.getString("rollback")),
                RollbackStatus.valueOf(row.getString("status")),
                scope,
                Columns.orNull(row, "cut", Long::valueOf),
                RollbackReason.valueOf(row.getString("reason")),
                row.getString("note"),
                Columns.json(row, "metadata", Columns.TEXTS),
                tasks(row.getLong("first_position")),
                Columns.orNull(row, "events_compensated", Long::valueOf),
                row.getString("digest"),
                undoneBy(row.getString("rollback"), upTo),
                redone(scope.undoes()),
                row.getString("failed_task") == null
                        ? null
                        : new TaskFailure(new TaskId(row.getString("failed_task")), row.getLong("failed_seq")),
                Columns.orNull(row, "code", RefusalCode::valueOf),
                row.getString("error"),
                Columns.instant(row, "started_at"),
                Columns.instant(row, "ended_at"),
                row.getString("actor"),
                row.getString("request_id"),
                row.getLong("position"));
    }

    private List<RolledBackTask> tasks(long rollbackPosition) {
        return sql.list(
                "SELECT * FROM view_rollback_task WHERE rollback_position = ? AND hash_after IS NOT NULL"
                        + " ORDER BY position",
                row -> new RolledBackTask(
                        new TaskId(row.getString("task")),
                        Columns.orNull(row, "checkpoint", CheckpointId::new),
                        row.getLong("target_seq"),
                        row.getLong("epoch"),
                        row.getString("hash_before"),
                        row.getString("hash_after"),
                        Columns.orNull(row, "dragged_by", TaskId::new),
                        Columns.jsonOrNull(row, "components", Columns.COMPONENTS)),
                rollbackPosition);
    }
}
