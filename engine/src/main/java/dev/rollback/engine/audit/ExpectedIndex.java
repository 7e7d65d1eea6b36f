package dev.rollback.engine.audit;

import static dev.rollback.api.audit.AuditCheck.INDEX;

import dev.rollback.api.CheckpointEvent;
import dev.rollback.api.CheckpointEvent.CheckpointArchived;
import dev.rollback.api.CheckpointEvent.CheckpointHeld;
import dev.rollback.api.CheckpointEvent.CheckpointPruned;
import dev.rollback.api.CheckpointEvent.CheckpointReleased;
import dev.rollback.api.CheckpointEvent.SystemCheckpointCreated;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.RollbackEvent.RollbackFailed;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.TaskFailure;
import dev.rollback.api.TaskId;
import dev.rollback.api.audit.AuditScope;
import dev.rollback.engine.task.TaskState;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.Reading;
import dev.rollback.store.RowDifference;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.Table;
import dev.rollback.store.TableRow;
import dev.rollback.store.jdbc.ScratchStore;
import dev.rollback.store.jdbc.ScratchStore.Rows;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * The engine's index as the log says it must be, made in tables of its own, with none of the code that keeps the index.
 * What stands beside the log, leases and counts of refused work, is not in it, nor is how far snapshots are: that only
 * steers when the next one is made.
 */
final class ExpectedIndex implements AutoCloseable {
    private static final String SUBTASK = "subtask";
    private static final Table HEADS = new Table(
            "task_head",
            List.of("task"),
            "task, seq, first_position, last_position, changed_position, status, epoch, state_hash");
    private static final List<Table> OF_TASKS = List.of(
            HEADS,
            Table.of("dependency", "task", "depends_on", "since"),
            Table.of(SUBTASK, "task", "parent", "since"),
            Table.of("checkpoint", "id"),
            Table.of("automatic_rollback", "task", "checkpoint"));
    private static final Table DUE = Table.of("due_rollback", "task");
    private static final List<Table> OF_RECORDS = List.of(
            Table.of("checkpoint_mark", "checkpoint"),
            Table.of("undo", "rollback", "position"),
            Table.of("request", "id"));

    private final ScratchStore scratch = new ScratchStore(List.of());
    private final Set<TaskFailure> answered = new HashSet<>();
    private final Rows heads = rows("INSERT INTO task_head (task, seq, first_position, last_position, changed_position,"
            + " status, epoch, state_hash, events_since_snapshot, bytes_since_snapshot)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0)");
    private final Rows dependencies =
            rows("INSERT INTO dependency (task, depends_on, since, until) VALUES (?, ?, ?, ?)");
    private final Rows subtasks = rows("INSERT INTO subtask (task, parent, since, until) VALUES (?, ?, ?, ?)");
    private final Rows checkpoints = rows(
            "INSERT INTO checkpoint (id, task, seq, position, failed) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    private final Rows used = rows(mark("?, 0, ''", "used = excluded.used"));
    private final Rows held = rows(mark("0, ?, ''", "held = excluded.held"));
    private final Rows closed = rows(mark("0, 0, ?", "closed = excluded.closed"));
    private final Rows undos = rows("INSERT INTO undo (rollback, undone_by, position) VALUES (?, ?, ?)");
    private final Rows requests = rows("INSERT INTO request (id, body_hash, first_position, last_position)"
            + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING");
    private final Rows due = rows("INSERT INTO due_rollback (task, seq) VALUES (?, ?)");
    private final Rows automatic = rows("INSERT INTO automatic_rollback (task, checkpoint, times) VALUES (?, ?, ?)");

    private Rows rows(String insertion) {
        return new Rows(scratch, insertion);
    }

    private static String mark(String values, String later) {
        return "INSERT INTO checkpoint_mark (checkpoint, used, held, closed) VALUES (?, " + values
                + ") ON CONFLICT (checkpoint) DO UPDATE SET " + later;
    }

    void requested(RollbackRequested event, long position) {
        for (CheckpointId target : event.scope().checkpoints()) {
            used.add(target.value(), position);
        }
        if (event.scope().undoes() != null) {
            undos.add(event.scope().undoes().value(), event.rollbackId().value(), position);
        }
    }

    void failed(RollbackFailed event) {
        if (event.failure() != null) {
            answered.add(event.failure());
        }
    }

    void add(CheckpointEvent event, StoredEvent stored) {
        String id = event.checkpointId().value();
        if (event instanceof SystemCheckpointCreated) {
            checkpoints.add(id, CheckpointEntry.EVERYTHING, stored.seq(), stored.position(), false);
        } else if (event instanceof CheckpointHeld || event instanceof CheckpointReleased) {
            held.add(id, event instanceof CheckpointHeld);
        } else if (event instanceof CheckpointArchived || event instanceof CheckpointPruned) {
            closed.add(id, event instanceof CheckpointArchived ? "ARCHIVED" : "PRUNED");
        } else {
            throw new IllegalStateException("no index for " + event.getClass());
        }
    }

    void request(String id, String bodyHash, long first, long last) {
        requests.add(id, bodyHash, first, last);
    }

    void checkpoint(CheckpointId checkpointId, TaskId taskId, StoredEvent stored, boolean failed) {
        checkpoints.add(checkpointId.value(), taskId.value(), stored.seq(), stored.position(), failed);
    }

    void head(TaskId taskId, TaskState state, long first, long last, long changed) {
        heads.add(
                taskId.value(),
                state.seq(),
                first,
                last,
                changed,
                state.status().name(),
                state.epoch(),
                state.content().hash());
    }

    void dependency(TaskId taskId, TaskId on, long since, long until) {
        dependencies.add(taskId.value(), on.value(), since, until);
    }

    void subtask(TaskId taskId, TaskId parent, long since, long until) {
        subtasks.add(taskId.value(), parent.value(), since, until);
    }

    /** The task's failure asked for a rollback, and the task has not changed since. */
    void due(TaskFailure failure) {
        if (!answered.contains(failure)) {
            due.add(failure.taskId().value(), failure.seq());
        }
    }

    void automatic(TaskId taskId, CheckpointId checkpointId, long times) {
        automatic.add(taskId.value(), checkpointId.value(), times);
    }

    /**
     * @param tasks those whose rows are looked at
     */
    void compare(Reading reading, Findings findings, AuditScope scope, Predicate<String> tasks) {
        List.of(heads, dependencies, subtasks, checkpoints, used, held, closed, undos, requests, due, automatic)
                .forEach(Rows::flush);
        for (Table table : OF_TASKS) {
            if (!table.name().equals(SUBTASK) || !reading.hasIndexGap(SUBTASK)) {
                compare(table, reading, findings, row -> isOf(row, tasks, scope));
            }
        }
        if (scope.since() == 0) {
            compare(DUE, reading, findings, row -> isOf(row, tasks, scope));
        }
        if (scope.isAll()) {
            OF_RECORDS.forEach(table -> compare(table, reading, findings, row -> true));
        }
    }

    private static boolean isOf(TableRow row, Predicate<String> tasks, AuditScope scope) {
        String task = String.valueOf(row.values().get("task"));
        return task.equals(CheckpointEntry.EVERYTHING) ? scope.isAll() : tasks.test(task);
    }

    private void compare(Table table, Reading reading, Findings findings, Predicate<TableRow> looked) {
        scratch.read(sql -> {
            RowDifference.each(
                    only(table.rows(sql), looked),
                    only(table.rows(reading.sql()), row -> {
                        boolean isLooked = looked.test(row);
                        if (isLooked) {
                            findings.looked(INDEX);
                        }
                        return isLooked;
                    }),
                    difference -> findings.diverges(INDEX, difference.place(), "%s", difference.sentence()));
            return true;
        });
    }

    private static Iterator<TableRow> only(Iterator<TableRow> rows, Predicate<TableRow> wanted) {
        Iterable<TableRow> all = () -> rows;
        return StreamSupport.stream(all.spliterator(), false).filter(wanted).iterator();
    }

    @Override
    public void close() {
        scratch.close();
    }
}
