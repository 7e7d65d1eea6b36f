package dev.rollback.store.jdbc;

import dev.rollback.store.IndexReader;
import dev.rollback.store.Micros;
import dev.rollback.store.Sql;
import dev.rollback.store.Sql.RowMapper;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of {@link JdbcReading} that reads the index. */
abstract class JdbcIndex implements IndexReader {
    private static final Comparator<RefusedWorkEntry> NEWEST_REFUSAL_FIRST = Comparator.comparing(
                    RefusedWorkEntry::last, Comparator.reverseOrder())
            .thenComparing(RefusedWorkEntry::epoch)
            .thenComparing(RefusedWorkEntry::work)
            .thenComparing(RefusedWorkEntry::actor);

    /** Ends the range of all texts that begin alike. */
    static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    private static final String TASK = "SELECT task, seq, first_position, last_position, changed_position, status,"
            + " epoch, state_hash, events_since_snapshot, bytes_since_snapshot FROM task_head ";
    private static final String DEPENDENCY = "SELECT task, depends_on, since, until FROM dependency ";
    private static final String SUBTASK = "SELECT task, parent, since, until FROM subtask ";
    private static final String CHECKPOINT = "SELECT id, task, seq, position, failed, used, held, closed"
            + " FROM checkpoint LEFT JOIN checkpoint_mark ON checkpoint_mark.checkpoint = checkpoint.id ";

    private final Sql sql;

    JdbcIndex(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<TaskHead> task(String task) {
        return sql.first(TASK + "WHERE task = ?", Rows::task, task);
    }

    @Override
    public List<TaskHead> tasks(Collection<String> tasks) {
        return listIn(TASK + "WHERE task IN ", Rows::task, tasks);
    }

    @Override
    public List<TaskHead> tasksChangedAfter(long position) {
        return sql.list(TASK + "WHERE changed_position > ?", Rows::task, position);
    }

    @Override
    public List<TaskHead> tasksRunning() {
        return sql.list(TASK + "WHERE status = 'RUNNING'", Rows::task);
    }

    @Override
    public List<TaskHead> tasks() {
        return sql.list(TASK + "ORDER BY first_position", Rows::task);
    }

    @Override
    public List<Dependency> dependenciesOf(String task) {
        return sql.list(DEPENDENCY + "WHERE task = ? ORDER BY since, depends_on", Rows::dependency, task);
    }

    @Override
    public List<Dependency> dependenciesOf(Collection<String> tasks) {
        return listIn(DEPENDENCY + "WHERE task IN ", Rows::dependency, tasks);
    }

    @Override
    public List<Dependency> dependentsOf(String task) {
        return sql.list(DEPENDENCY + "WHERE depends_on = ? ORDER BY since, task", Rows::dependency, task);
    }

    @Override
    public List<Dependency> dependentsOf(Collection<String> tasks) {
        return listIn(DEPENDENCY + "WHERE depends_on IN ", Rows::dependency, tasks);
    }

    @Override
    public List<Subtask> subtasksOf(Collection<String> parents) {
        return listIn(SUBTASK + "WHERE parent IN ", Rows::subtask, parents);
    }

    @Override
    public Optional<CheckpointEntry> checkpoint(String checkpointId) {
        return sql.first(CHECKPOINT + "WHERE id = ?", Rows::checkpoint, checkpointId);
    }

    @Override
    public List<CheckpointEntry> checkpoints(Collection<String> checkpointIds) {
        return listIn(CHECKPOINT + "WHERE id IN ", Rows::checkpoint, checkpointIds);
    }

    @Override
    public List<CheckpointEntry> checkpointsOffered(@Nullable String task) {
        String offered = CHECKPOINT + "WHERE COALESCE(closed, '') = ''";
        return task == null
                ? sql.list(offered + " ORDER BY task, position DESC", Rows::checkpoint)
                : sql.list(offered + " AND task = ? ORDER BY position DESC", Rows::checkpoint, task);
    }

    @Override
    public List<CheckpointEntry> checkpointsStartingWith(String prefix, int limit) {
        return sql.list(
                CHECKPOINT + "WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
                Rows::checkpoint,
                prefix,
                prefix + LAST_CHARACTER,
                limit);
    }

    @Override
    public List<CheckpointEntry> checkpointsAfter(String task, long afterSeq, int limit) {
        return sql.list(
                CHECKPOINT + "WHERE task = ? AND seq > ? ORDER BY seq DESC LIMIT ?",
                Rows::checkpoint,
                task,
                afterSeq,
                limit);
    }

    @Override
    public List<String> undosOf(String rollbackId) {
        return sql.list(
                // an undo is younger than what it undoes: rows that are not so would lead round and round
                "SELECT undone_by FROM undo WHERE rollback = ? AND position >"
                        + " coalesce((SELECT max(own.position) FROM undo AS own WHERE own.undone_by = ?), 0)"
                        + " ORDER BY position DESC",
                row -> row.getString(1),
                rollbackId,
                rollbackId);
    }

    @Override
    public List<CheckpointLease> checkpointLeases() {
        return sql.list("SELECT checkpoint, lease, holder, until FROM checkpoint_lease", Rows::checkpointLease);
    }

    @Override
    public List<DueRollback> dueRollbacks() {
        return sql.list("SELECT task, seq FROM due_rollback", Rows::dueRollback);
    }

    @Override
    public Optional<DueRollback> dueRollback(String task) {
        return sql.first("SELECT task, seq FROM due_rollback WHERE task = ?", Rows::dueRollback, task);
    }

    @Override
    public long automaticRollbacks(String task) {
        return sql.first(
                        "SELECT COALESCE(SUM(times), 0) FROM automatic_rollback WHERE task = ?",
                        row -> row.getLong(1),
                        task)
                .orElse(0L);
    }

    @Override
    public long automaticRollbacks(String task, String checkpointId) {
        return sql.first(
                        "SELECT times FROM automatic_rollback WHERE task = ? AND checkpoint = ?",
                        row -> row.getLong(1),
                        task,
                        checkpointId)
                .orElse(0L);
    }

    @Override
    public List<RefusedWorkEntry> refusedWork(Collection<String> tasks) {
        return listIn(
                        "SELECT task, epoch, work, actor, times, last FROM refused_work WHERE task IN ",
                        Rows::refusedWork,
                        tasks)
                .stream()
                .sorted(NEWEST_REFUSAL_FIRST)
                .toList();
    }

    @Override
    public Optional<RequestEntry> request(String requestId) {
        return sql.first(
                "SELECT id, body_hash, first_position, last_position FROM request WHERE id = ?",
                Rows::request,
                requestId);
    }

    @Override
    public Optional<Lease> lease(String task) {
        return sql.first("SELECT task, epoch, holder, at FROM lease WHERE task = ?", Rows::lease, task);
    }

    @Override
    public Optional<Instant> copiedAt() {
        return sql.first("SELECT made_at FROM untouched_copy", row -> Micros.toInstant(row.getLong(1)));
    }

    @Override
    public boolean hasIndexGap(String name) {
        return sql.first("SELECT name FROM index_gap WHERE name = ?", row -> true, name)
                .orElse(false);
    }

    private <T> List<T> listIn(String query, RowMapper<T> row, Collection<String> keys) {
        return Chunks.of(new LinkedHashSet<>(keys)).stream()
                .flatMap(chunk ->
                        sql.list(query + chunk.list(), row, chunk.items().toArray()).stream())
                .toList();
    }
}
