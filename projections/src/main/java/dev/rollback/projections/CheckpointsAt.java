package dev.rollback.projections;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointPage;
import dev.rollback.api.CheckpointQuery.FindCheckpoints;
import dev.rollback.api.CheckpointState;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.TaskId;
import dev.rollback.store.Sql;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checkpoints as they were at a cut: what of them had happened by then, from the tables of all that did. */
final class CheckpointsAt {
    private final Sql sql;
    private final long cut;
    private final Map<TaskId, Set<String>> lines = new HashMap<>();

    CheckpointsAt(Sql sql, long cut) {
        this.sql = sql;
        this.cut = cut;
    }

    Optional<CheckpointView> find(CheckpointId checkpoint) {
        return sql.first(
                        "SELECT * FROM view_checkpoint WHERE checkpoint = ? AND position <= ?",
                        row -> new CheckpointViews(sql).checkpoint(row, cut),
                        checkpoint.value(),
                        cut)
                .map(this::then);
    }

    CheckpointPage page(FindCheckpoints query) {
        Selection checkpoints = new Selection(sql, "view_checkpoint").where("position <= ?", cut);
        if (!query.cleanedUp()) {
            checkpoints.where("(closed IS NULL OR closed_position > ?)", cut);
        }
        if (query.taskId() != null) {
            checkpoints.where("task = ?", query.taskId().value());
        }
        List<CheckpointView> items =
                checkpoints
                        .page(query.page(), "position DESC", row -> new CheckpointViews(sql).checkpoint(row, cut))
                        .stream()
                        .map(this::then)
                        .toList();
        return new CheckpointPage(items, checkpoints.count());
    }

    private CheckpointView then(CheckpointView now) {
        TaskId task = now.taskId();
        String id = now.checkpointId().value();
        return new CheckpointView(
                now.checkpointId(),
                task,
                now.phase(),
                now.step(),
                now.label(),
                now.description(),
                state(now),
                now.taskStatus(),
                now.held(),
                now.heldSince(),
                now.cleanedUpAt(),
                task == null
                        || lines.computeIfAbsent(task, any -> line(newest(task)))
                                .contains(id),
                now.schemaVersion(),
                now.stateHash(),
                now.parent(),
                now.epoch(),
                now.seq(),
                now.position(),
                now.createdAt(),
                now.createdBy(),
                now.metadata());
    }

    private CheckpointState state(CheckpointView now) {
        if (now.state() == CheckpointState.ARCHIVED || now.state() == CheckpointState.PRUNED) {
            return now.state();
        }
        boolean restored = sql.first(
                        "SELECT 1 FROM view_rollback_target WHERE checkpoint = ? AND rollback_position <= ?",
                        row -> true,
                        now.checkpointId().value(),
                        cut)
                .orElse(false);
        if (restored) {
            return CheckpointState.RESTORED;
        }
        return now.taskStatus() == null ? CheckpointState.CREATED : CheckpointsProjection.stateOf(now.taskStatus());
    }

    private record End(long position, long seq, @Nullable String checkpoint) {
        static final End NONE = new End(0, -1, null);
    }

    /**
     * The newest checkpoint of the task's line: the last one made, or the one that the last rollback went back to; none
     * where the task began anew since.
     */
    private @Nullable String newest(TaskId task) {
        End made = sql.first(
                        "SELECT position, seq, checkpoint FROM view_checkpoint WHERE task = ? AND position <= ?"
                                + " ORDER BY position DESC LIMIT 1",
                        row -> new End(row.getLong(1), row.getLong(2), row.getString(3)),
                        task.value(),
                        cut)
                .orElse(End.NONE);
        End wentBack = sql.first(
                        "SELECT position, current_checkpoint FROM view_rollback_task WHERE task = ? AND position <= ?"
                                + " AND target_seq IS NOT NULL ORDER BY position DESC LIMIT 1",
                        row -> new End(row.getLong(1), made.seq(), row.getString(2)),
                        task.value(),
                        cut)
                .orElse(End.NONE);
        End end = wentBack.position() > made.position() ? wentBack : made;
        return end.checkpoint() == null || beganAnewSince(end, task) ? null : end.checkpoint();
    }

    // The log has it; a task's checkpoints are few, its beginnings fewer, and no view needs them otherwise.
    private boolean beganAnewSince(End end, TaskId task) {
        return sql.first(
                        "SELECT 1 FROM event WHERE stream = ? AND seq > ? AND position > ? AND position <= ?"
                                + " AND name IN ('task.TaskRegistered', 'task.TaskForked')",
                        row -> true,
                        "task/" + task.value(),
                        end.seq(),
                        end.position(),
                        cut)
                .orElse(false);
    }

    private Set<String> line(@Nullable String newest) {
        return new HashSet<>(sql.list(
                "WITH RECURSIVE line (checkpoint, parent) AS ("
                        + "SELECT checkpoint, parent FROM view_checkpoint WHERE checkpoint = ? "
                        + "UNION SELECT older.checkpoint, older.parent FROM view_checkpoint older"
                        + " JOIN line ON older.checkpoint = line.parent) SELECT checkpoint FROM line",
                row -> row.getString(1),
                newest));
    }
}
