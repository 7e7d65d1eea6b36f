package dev.rollback.projections;

import dev.rollback.api.CheckpointState;
import dev.rollback.api.RollbackStatus;
import dev.rollback.store.Sql;
import java.util.EnumMap;
import java.util.Map;

/** Counts what the views show, as of a cut. */
final class TotalsReading {
    private final Sql sql;
    private final long cut;

    TotalsReading(Sql sql, long cut) {
        this.sql = sql;
        this.cut = cut;
    }

    Totals totals() {
        return new Totals(
                rollbacks(),
                count("view_checkpoint WHERE position <= ? AND (closed IS NULL OR closed_position > ?)", cut, cut),
                held(),
                closed(),
                count("view_task WHERE listed = 1 AND rollback_enabled = 1"),
                count("view_task WHERE listed = 1 AND rollback_enabled = 1 AND rollback_on_failure = 1"),
                count("view_task WHERE listed = 1 AND rollback_enabled = 1 AND rollback_on_failure IS NULL"));
    }

    private long held() {
        return count(
                "view_checkpoint_hold held WHERE since <= ? AND until > ? AND EXISTS (SELECT 1 FROM view_checkpoint offered"
                        + " WHERE offered.checkpoint = held.checkpoint AND (closed IS NULL OR closed_position > ?))",
                cut,
                cut,
                cut);
    }

    private Map<RollbackStatus, Long> rollbacks() {
        Map<RollbackStatus, Long> counts = new EnumMap<>(RollbackStatus.class);
        sql.list(
                "SELECT status, count(*) FROM view_rollback WHERE first_position <= ? GROUP BY status",
                row -> counts.put(RollbackStatus.valueOf(row.getString(1)), row.getLong(2)),
                cut);
        return counts;
    }

    private Map<CheckpointState, Long> closed() {
        Map<CheckpointState, Long> counts = new EnumMap<>(CheckpointState.class);
        sql.list(
                "SELECT closed, count(*) FROM view_checkpoint WHERE closed_position <= ? GROUP BY closed",
                row -> counts.put(CheckpointState.valueOf(row.getString(1)), row.getLong(2)),
                cut);
        return counts;
    }

    private long count(String what, Object... parameters) {
        return sql.first("SELECT count(*) FROM " + what, row -> row.getLong(1), parameters)
                .orElse(0L);
    }
}
