package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.IndexChange;
import dev.rollback.store.IndexChange.AutomaticRollbacksForgotten;
import dev.rollback.store.IndexChange.CheckpointAdded;
import dev.rollback.store.IndexChange.CheckpointLeaseEnded;
import dev.rollback.store.IndexChange.CheckpointLeased;
import dev.rollback.store.IndexChange.CheckpointMarked;
import dev.rollback.store.IndexChange.CheckpointMarked.Mark;
import dev.rollback.store.IndexChange.CheckpointUsed;
import dev.rollback.store.IndexChange.CopyTakenUp;
import dev.rollback.store.IndexChange.DependencyAdded;
import dev.rollback.store.IndexChange.DependencyRemoved;
import dev.rollback.store.IndexChange.LeaseEnded;
import dev.rollback.store.IndexChange.LeaseRenewed;
import dev.rollback.store.IndexChange.RollbackDue;
import dev.rollback.store.IndexChange.RollbackSettled;
import dev.rollback.store.IndexChange.RollbackUndone;
import dev.rollback.store.IndexChange.SubtaskAdded;
import dev.rollback.store.IndexChange.SubtaskRemoved;
import dev.rollback.store.IndexChange.TaskMoved;
import dev.rollback.store.IndexChange.WentBackByItself;
import dev.rollback.store.IndexChange.WorkRefused;
import dev.rollback.store.StoredEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the index of one unit, whose events are in the log already. */
final class IndexWriter {
    private static final String TASK_STREAM = "task/";

    // No VALUES: of many with a query inside, PostgreSQL's driver makes statements that take long to plan.
    private static final String MARKED =
            "INSERT INTO task_head (task, seq, first_position, last_position, changed_position, status, epoch,"
                    + " state_hash, events_since_snapshot, bytes_since_snapshot) SELECT ?, ?,"
                    + " (SELECT position FROM event WHERE stream = ? AND seq = 0), ?, ?, ?, ?, ?, ?, ? WHERE TRUE"
                    + " ON CONFLICT (task) DO UPDATE SET seq = excluded.seq, last_position = excluded.last_position,"
                    + " status = excluded.status, epoch = excluded.epoch, state_hash = excluded.state_hash,"
                    + " events_since_snapshot = task_head.events_since_snapshot + excluded.events_since_snapshot,"
                    + " bytes_since_snapshot = task_head.bytes_since_snapshot + excluded.bytes_since_snapshot";
    private static final String CHANGED = MARKED + ", changed_position = excluded.changed_position";

    // No VALUES: it must be told of each whether it was new.
    private static final String CHECKPOINT = "INSERT INTO checkpoint (id, task, seq, position, failed)"
            + " SELECT ?, ?, ?, ?, ? WHERE TRUE ON CONFLICT (id) DO NOTHING";
    private static final String UNDO = "INSERT INTO undo (rollback, undone_by, position) VALUES (?, ?, ?)"
            + " ON CONFLICT (rollback, position) DO UPDATE SET undone_by = excluded.undone_by";
    private static final String LEASE = "INSERT INTO lease (task, epoch, holder, at) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (task) DO UPDATE SET epoch = excluded.epoch, holder = excluded.holder, at = excluded.at";

    private static final Map<Mark, String> MARKS = Map.of(
            Mark.HELD, mark("0, 1, ''", "held = 1"),
            Mark.RELEASED, mark("0, 0, ''", "held = 0"),
            Mark.ARCHIVED, mark("0, 0, 'ARCHIVED'", "closed = 'ARCHIVED'"),
            Mark.PRUNED, mark("0, 0, 'PRUNED'", "closed = 'PRUNED'"));
    private static final String USED = mark("?, 0, ''", "used = excluded.used");
    private static final String DUE = "INSERT INTO due_rollback (task, seq) VALUES (?, ?)"
            + " ON CONFLICT (task) DO UPDATE SET seq = excluded.seq";
    private static final String SETTLED = "DELETE FROM due_rollback WHERE task = ? AND seq = ?";
    private static final String AGAIN = "INSERT INTO automatic_rollback (task, checkpoint, times) VALUES (?, ?, 1)"
            + " ON CONFLICT (task, checkpoint) DO UPDATE SET times = automatic_rollback.times + 1";
    private static final String CHECKPOINT_LEASE =
            "INSERT INTO checkpoint_lease (checkpoint, lease, holder, until) VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT (checkpoint, lease) DO UPDATE SET holder = excluded.holder, until = excluded.until";
    private static final String CHECKPOINT_LEASE_END =
            "DELETE FROM checkpoint_lease WHERE checkpoint = ? AND lease = ?";
    private static final String REFUSED =
            "INSERT INTO refused_work (task, epoch, work, actor, times, last) VALUES (?, ?, ?, ?, 1, ?)"
                    + " ON CONFLICT (task, epoch, work, actor) DO UPDATE SET times = refused_work.times + 1,"
                    + " last = excluded.last";

    private final JdbcSql sql;
    private final List<StoredEvent> rows;
    private final StreamEnds ends;
    private final Map<String, Growth> growth = new HashMap<>();
    private final Batches batches = new Batches();
    private final List<CheckpointAdded> checkpoints = new ArrayList<>();

    IndexWriter(JdbcSql sql, List<StoredEvent> rows, StreamEnds ends) {
        this.sql = sql;
        this.rows = rows;
        this.ends = ends;
        rows.forEach(row -> growth.merge(row.stream(), Growth.of(row), Growth::plus));
    }

    private static String mark(String first, String later) {
        return "INSERT INTO checkpoint_mark (checkpoint, used, held, closed) VALUES (?, %s)".formatted(first)
                + " ON CONFLICT (checkpoint) DO UPDATE SET " + later;
    }

    /** Leaves the same as if they were written one after the other. */
    void write(List<IndexChange> changes) {
        ends.prepare(changes.stream()
                .filter(TaskMoved.class::isInstance)
                .map(change -> TASK_STREAM + ((TaskMoved) change).task())
                .toList());
        changes.forEach(this::gather);
        batches.send(sql);
        addCheckpoints();
    }

    private void gather(IndexChange change) {
        if (change instanceof TaskMoved moved) {
            move(moved);
        } else if (change instanceof DependencyAdded added) {
            EdgeTable.DEPENDENCY.add(batches, added.task(), added.on(), position(added.event()));
        } else if (change instanceof DependencyRemoved removed) {
            EdgeTable.DEPENDENCY.end(batches, removed.task(), removed.on(), position(removed.event()));
        } else if (change instanceof SubtaskAdded added) {
            EdgeTable.SUBTASK.add(batches, added.task(), added.parent(), position(added.event()));
        } else if (change instanceof SubtaskRemoved removed) {
            EdgeTable.SUBTASK.end(batches, removed.task(), removed.parent(), position(removed.event()));
        } else if (change instanceof CheckpointAdded checkpoint) {
            checkpoints.add(checkpoint);
        } else if (change instanceof RollbackUndone undone) {
            undo(undone);
        } else if (change instanceof CheckpointUsed used) {
            add("checkpoint_mark", used.checkpointId(), USED, used.checkpointId(), position(used.event()));
        } else if (change instanceof CheckpointMarked marked) {
            add(
                    "checkpoint_mark",
                    marked.checkpointId(),
                    Objects.requireNonNull(MARKS.get(marked.mark())),
                    marked.checkpointId());
        } else if (change instanceof RollbackDue due) {
            add("due_rollback", due.task(), DUE, due.task(), due.seq());
        } else if (change instanceof RollbackSettled settled) {
            add("due_rollback", settled.task(), SETTLED, settled.task(), settled.seq());
        } else if (change instanceof WentBackByItself back) {
            add("automatic_rollback", back.task(), AGAIN, back.task(), back.checkpointId());
        } else if (change instanceof AutomaticRollbacksForgotten forgotten) {
            add(
                    "automatic_rollback",
                    forgotten.task(),
                    "DELETE FROM automatic_rollback WHERE task = ?",
                    forgotten.task());
        } else if (change instanceof CheckpointLeased lease) {
            add(
                    "checkpoint_lease",
                    lease.checkpointId(),
                    CHECKPOINT_LEASE,
                    lease.checkpointId(),
                    lease.lease(),
                    lease.holder(),
                    lease.until());
        } else if (change instanceof CheckpointLeaseEnded ended) {
            add("checkpoint_lease", ended.checkpointId(), CHECKPOINT_LEASE_END, ended.checkpointId(), ended.lease());
        } else if (change instanceof WorkRefused refused) {
            add(
                    "refused_work",
                    refused.task(),
                    REFUSED,
                    refused.task(),
                    refused.epoch(),
                    refused.work(),
                    refused.actor(),
                    refused.at());
        } else if (change instanceof CopyTakenUp) {
            add("untouched_copy", "", "DELETE FROM untouched_copy");
        } else if (change instanceof LeaseRenewed lease) {
            add("lease", lease.task(), LEASE, lease.task(), lease.epoch(), lease.holder(), lease.at());
        } else if (change instanceof LeaseEnded ended) {
            add("lease", ended.task(), "DELETE FROM lease WHERE task = ?", ended.task());
        } else {
            throw new IllegalStateException("no index for " + change.getClass());
        }
    }

    private void move(TaskMoved moved) {
        String stream = TASK_STREAM + moved.task();
        if (moved.seq() < 0 || moved.seq() != ends.of(stream)) {
            throw new IllegalArgumentException("the index would say that %s stands at %d, its stream ends at %d"
                    .formatted(moved.task(), moved.seq(), ends.of(stream)));
        }
        Growth grown = growth.getOrDefault(stream, Growth.NONE);
        growth.put(stream, Growth.NONE);
        long last = ends.positionOf(stream);
        add(
                "task_head",
                moved.task(),
                moved.changed() == null ? MARKED : CHANGED,
                moved.task(),
                moved.seq(),
                stream,
                last,
                moved.changed() == null ? last : position(moved.changed(), stream),
                moved.status(),
                moved.epoch(),
                moved.stateHash(),
                grown.events(),
                grown.bytes());
    }

    private void undo(RollbackUndone undone) {
        long position = position(undone.event());
        add("undo", List.of(undone.rollback(), position), UNDO, undone.rollback(), undone.by(), position);
    }

    private void addCheckpoints() {
        int[] inserted = sql.updateEach(
                CHECKPOINT, checkpoints.stream().map(this::columns).toList());
        for (int i = 0; i < inserted.length; i++) {
            if (inserted[i] == 0) {
                throw new RefusedException(
                        RefusalCode.CONFLICT,
                        "there is a checkpoint %s already. Nothing was written; choose another id."
                                .formatted(checkpoints.get(i).checkpointId()));
            }
        }
    }

    private @Nullable Object[] columns(CheckpointAdded added) {
        StoredEvent event = rows.get(added.event());
        return new Object[] {added.checkpointId(), added.task(), event.seq(), event.position(), added.failed()};
    }

    private void add(String table, Object key, String text, @Nullable Object... parameters) {
        batches.add(List.of(table, key), text, parameters);
    }

    private long position(int event) {
        return rows.get(event).position();
    }

    private long position(int event, String stream) {
        StoredEvent row = rows.get(event);
        if (!row.stream().equals(stream)) {
            throw new IllegalArgumentException(
                    "the index would say that %s changed with an event of %s".formatted(stream, row.stream()));
        }
        return row.position();
    }

    /** What a stream gained. */
    private record Growth(long events, long bytes) {
        static final Growth NONE = new Growth(0, 0);

        static Growth of(StoredEvent row) {
            return new Growth(1, row.payload().length);
        }

        Growth plus(Growth other) {
            return new Growth(events + other.events, bytes + other.bytes);
        }
    }
}
