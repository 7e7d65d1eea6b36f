package dev.rollback.projections;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPage;
import dev.rollback.api.RollbackQuery.FindRollback;
import dev.rollback.api.RollbackQuery.FindRollbacks;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.RollbackView;
import dev.rollback.api.RollbackView.RolledBackTask;
import dev.rollback.api.TaskFailure;
import dev.rollback.api.TaskId;
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

/** The records of rollbacks, from the tables that {@link RollbackViews} writes. */
final class RollbackReading {
    private static final TypeReference<RollbackScope> SCOPE = new TypeReference<>() {};
    private static final SortedMap<Long, RolledBackTask> NONE = Collections.emptySortedMap();
    private static final String NEWEST_FIRST = "first_position DESC";
    private static final String AFTER_ALL_IDS = "~"; // ids hold nothing above 'z'

    private final Sql sql;

    RollbackReading(Sql sql) {
        this.sql = sql;
    }

    Optional<RollbackView> find(FindRollback query) {
        return sql.first(
                "SELECT * FROM view_rollback WHERE rollback = ? AND first_position <= ?",
                row -> rollback(row, upTo(query.at()), tasks(row.getLong("first_position"))),
                query.rollbackId().value(),
                upTo(query.at()));
    }

    RollbackPage page(FindRollbacks query) {
        Selection rollbacks = selection(query);
        Map<Long, SortedMap<Long, RolledBackTask>> tasks = new HashMap<>();
        rollbacks.pageOf(
                "SELECT * FROM view_rollback_task WHERE hash_after IS NOT NULL AND rollback_position IN",
                "first_position",
                query.page(),
                NEWEST_FIRST,
                row -> tasks.computeIfAbsent(row.getLong("rollback_position"), any -> new TreeMap<>())
                        .put(row.getLong("position"), task(row)));
        return page(rollbacks, query, tasks);
    }

    /** The same records without what became of their tasks, however many those are. */
    RollbackPage pageWithoutTasks(FindRollbacks query) {
        return page(selection(query), query, Map.of());
    }

    private RollbackPage page(
            Selection rollbacks, FindRollbacks query, Map<Long, SortedMap<Long, RolledBackTask>> tasks) {
        List<RollbackView> items = rollbacks.page(
                query.page(),
                NEWEST_FIRST,
                row -> rollback(
                        row,
                        upTo(query.at()),
                        List.copyOf(tasks.getOrDefault(row.getLong("first_position"), NONE)
                                .values())));
        return new RollbackPage(items, rollbacks.count());
    }

    private Selection selection(FindRollbacks query) {
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
        return rollbacks;
    }

    /** Those that ended in this range, oldest first. A record is one unit, so it begins in the range too. */
    List<RollbackView> between(long after, long upTo) {
        return sql.list(
                "SELECT * FROM view_rollback WHERE first_position > ? AND position <= ? ORDER BY first_position",
                row -> rollback(row, Long.MAX_VALUE, tasks(row.getLong("first_position"))),
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
    private RollbackView rollback(ResultSet row, long upTo, List<RolledBackTask> tasks) throws SQLException {
        RollbackScope scope = Columns.json(row, "scope", SCOPE);
        return new RollbackView(
                new RollbackId(row.getString("rollback")),
                RollbackStatus.valueOf(row.getString("status")),
                scope,
                Columns.orNull(row, "cut", Long::valueOf),
                RollbackReason.valueOf(row.getString("reason")),
                row.getString("note"),
                Columns.json(row, "metadata", Columns.TEXTS),
                tasks,
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
                RollbackReading::task,
                rollbackPosition);
    }

    private static RolledBackTask task(ResultSet row) throws SQLException {
        return new RolledBackTask(
                new TaskId(row.getString("task")),
                Columns.orNull(row, "checkpoint", CheckpointId::new),
                row.getLong("target_seq"),
                row.getLong("epoch"),
                row.getString("hash_before"),
                row.getString("hash_after"),
                Columns.orNull(row, "dragged_by", TaskId::new),
                Columns.jsonOrNull(row, "components", Columns.COMPONENTS));
    }
}
