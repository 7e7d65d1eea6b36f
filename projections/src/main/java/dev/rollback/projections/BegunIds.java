package dev.rollback.projections;

import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.Sql;
import dev.rollback.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ids that begin like what somebody has typed so far. Only reads: of tasks and checkpoints all are known at once, by the
 * index; of rollbacks, and of what is said about each, as much as the views have taken in.
 *
 * <p>Of many the newest few come, and with them the first and the last of all, so that what those that come begin with
 * is what all begin with.
 */
public final class BegunIds {
    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);
    private static final String TASK = """
            SELECT h.task, v.status, v.title, h.first_position FROM task_head h
              LEFT JOIN view_task v ON v.task = h.task
              WHERE h.task >= ? AND h.task < ? AND h.status NOT IN ('RETRACTED', 'WITHDRAWN')""";
    private static final String CHECKPOINT = """
            SELECT c.id, c.task, v.phase FROM checkpoint c
              LEFT JOIN view_checkpoint v ON v.checkpoint = c.id
              WHERE c.id >= ? AND c.id < ?""";
    private static final String ROLLBACK =
            "SELECT rollback, status, note, first_position FROM view_rollback WHERE rollback >= ? AND rollback < ?";

    private final Store store;
    private final int most;

    /** @param most how many come; two more where there are more */
    public BegunIds(Store store, int most) {
        this.store = store;
        this.most = most;
    }

    /**
     * One that fits.
     *
     * @param about a few words for people, perhaps none
     */
    public record BegunId(String id, String about) {}

    /** Tasks that exist, those that moved last. */
    public List<BegunId> tasks(String prefix) {
        return some(TASK, "h.last_position", "h.task", BegunIds::task, prefix, null);
    }

    /** @param task whose checkpoints; null for all */
    public List<BegunId> checkpoints(String prefix, @Nullable String task) {
        String query = task == null ? CHECKPOINT : CHECKPOINT + " AND c.task = ?";
        return some(query, "c.position", "c.id", BegunIds::checkpoint, prefix, task);
    }

    public List<BegunId> rollbacks(String prefix) {
        return some(ROLLBACK, "first_position", "rollback", BegunIds::rollback, prefix, null);
    }

    /** The tags of Task Master files. */
    public List<String> tags() {
        return store.read(reading -> reading.sql()
                .list(
                        "SELECT DISTINCT tag FROM view_task WHERE tag IS NOT NULL ORDER BY tag LIMIT " + most,
                        row -> row.getString(1)));
    }

    /** The components of a task's state. */
    public List<String> components(String task) {
        return store.read(reading -> reading.sql()
                .list(
                        "SELECT component FROM view_component WHERE task = ? ORDER BY component LIMIT " + most,
                        row -> row.getString(1),
                        task));
    }

    private List<BegunId> some(
            String query, String age, String id, Sql.RowMapper<BegunId> row, String prefix, @Nullable String task) {
        List<@Nullable Object> parameters = new ArrayList<>(List.of(prefix, prefix + LAST_CHARACTER));
        if (task != null) {
            parameters.add(task);
        }
        return store.read(reading -> {
            Ordered ordered = new Ordered(reading.sql(), query, row, parameters.toArray());
            Map<String, BegunId> found = new LinkedHashMap<>();
            List<BegunId> newest = ordered.by(age + " DESC", most);
            newest.forEach(begun -> found.put(begun.id(), begun));
            if (newest.size() == most) {
                ordered.by(id, 1).forEach(begun -> found.putIfAbsent(begun.id(), begun));
                ordered.by(id + " DESC", 1).forEach(begun -> found.putIfAbsent(begun.id(), begun));
            }
            return List.copyOf(found.values());
        });
    }

    private record Ordered(
            Sql sql,
            String query,
            Sql.RowMapper<BegunId> row,
            @Nullable Object[] parameters) {
        List<BegunId> by(String order, int limit) {
            return sql.list(query + " ORDER BY " + order + " LIMIT " + limit, row, parameters);
        }
    }

    private static BegunId task(ResultSet row) throws SQLException {
        String status = row.getString(2);
        return new BegunId(
                row.getString(1), status == null ? "" : status.toLowerCase(Locale.ROOT) + ", " + row.getString(3));
    }

    private static BegunId checkpoint(ResultSet row) throws SQLException {
        String task = row.getString(2);
        String of = task.equals(CheckpointEntry.EVERYTHING) ? "everything" : "task " + task;
        String phase = row.getString(3);
        return new BegunId(row.getString(1), phase == null || phase.isEmpty() ? of : of + ", " + phase);
    }

    private static BegunId rollback(ResultSet row) throws SQLException {
        return new BegunId(row.getString(1), row.getString(2).toLowerCase(Locale.ROOT) + ", " + row.getString(3));
    }
}
