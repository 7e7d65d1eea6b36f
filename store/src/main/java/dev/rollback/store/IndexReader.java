package dev.rollback.store;

import dev.rollback.api.TaskView.RefusedWork;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the engine's own index: always as new as the log, never a view. */
public interface IndexReader {

    /**
     * A task's newest state.
     *
     * @param changedPosition the position of the newest event that was more than a marker
     * @param eventsSinceSnapshot how many events a reader of the newest state would have to fold
     * @param bytesSinceSnapshot how many payload bytes those are
     */
    record TaskHead(
            String task,
            long seq,
            long firstPosition,
            long lastPosition,
            long changedPosition,
            String status,
            long epoch,
            String stateHash,
            long eventsSinceSnapshot,
            long bytesSinceSnapshot) {}

    /**
     * {@code until} is the position of the event that ended the edge, {@link Long#MAX_VALUE} while it holds: it held at
     * a cut when {@code since <= cut < until}.
     */
    record Dependency(String task, String on, long since, long until) {}

    /** {@code task} is part of {@code parent}; {@code since} and {@code until} as of a {@link Dependency}. */
    record Subtask(String task, String parent, long since, long until) {}

    /** {@code task} is {@link #EVERYTHING} for a checkpoint that belongs to no task. */
    record CheckpointEntry(
            String checkpointId, String task, long seq, long position, boolean failed, CheckpointMarks marks) {
        public static final String EVERYTHING = "";

        public CheckpointEntry(String checkpointId, String task, long seq, long position, boolean failed) {
            this(checkpointId, task, seq, position, failed, CheckpointMarks.NONE);
        }

        public boolean isOfEverything() {
            return task.equals(EVERYTHING);
        }
    }

    /**
     * What became of a checkpoint.
     *
     * @param lastUsed the position at which the last rollback to it begins; 0 where there was none
     * @param archived and {@code pruned}: no longer offered as a target
     */
    record CheckpointMarks(long lastUsed, boolean held, boolean archived, boolean pruned) {
        public static final CheckpointMarks NONE = new CheckpointMarks(0, false, false, false);

        /** Whether it was the target of a rollback. */
        public boolean used() {
            return lastUsed > 0;
        }

        public boolean isOffered() {
            return !archived && !pruned;
        }
    }

    /** Whoever holds it may go back to the checkpoint; to be believed until {@code until}. */
    record CheckpointLease(String checkpointId, String lease, String holder, Instant until) {}

    /** A failure whose rollback by itself is still to come: the event {@code seq} of the task's stream. */
    record DueRollback(String task, long seq) {}

    /** Work of an ended epoch; refused {@code times} times, the last time at {@code last}. */
    record RefusedWorkEntry(String task, long epoch, String work, String actor, long times, Instant last) {
        /** What people are shown of each task's. */
        public static Map<String, List<RefusedWork>> byTask(List<RefusedWorkEntry> entries) {
            return entries.stream()
                    .collect(Collectors.groupingBy(
                            RefusedWorkEntry::task, Collectors.mapping(RefusedWorkEntry::shown, Collectors.toList())));
        }

        private RefusedWork shown() {
            return new RefusedWork(epoch, work, actor, times, last);
        }
    }

    /** What was remembered of a request: the hash of its body, and its unit (first and last position). */
    record RequestEntry(String requestId, String bodyHash, long first, long last) {}

    record Lease(String task, long epoch, String holder, Instant at) {}

    Optional<TaskHead> task(String task);

    /** Those of these tasks that there are, in no order. */
    List<TaskHead> tasks(Collection<String> tasks);

    /** The tasks of which an event above {@code position} was more than a marker, in no order. */
    List<TaskHead> tasksChangedAfter(long position);

    /** The tasks whose status is RUNNING, in no order. */
    List<TaskHead> tasksRunning();

    /** All tasks ever seen, retracted and withdrawn ones too, in the order of their first position. */
    List<TaskHead> tasks();

    /** The edges out of {@code task}, ended ones too. */
    List<Dependency> dependenciesOf(String task);

    /** The edges out of any of these tasks, ended ones too. */
    List<Dependency> dependenciesOf(Collection<String> tasks);

    /** The edges into {@code task}, ended ones too. */
    List<Dependency> dependentsOf(String task);

    /** The edges into any of these tasks, ended ones too. */
    List<Dependency> dependentsOf(Collection<String> tasks);

    /** The subtasks of any of these tasks, former ones too. */
    List<Subtask> subtasksOf(Collection<String> parents);

    Optional<CheckpointEntry> checkpoint(String checkpointId);

    /** Those of these checkpoints that there are, in no order. */
    List<CheckpointEntry> checkpoints(Collection<String> checkpointIds);

    /**
     * The checkpoints that are still offered, by task and, of each, newest first.
     *
     * @param task only its own, or {@link CheckpointEntry#EVERYTHING} for those of none; null for all
     */
    List<CheckpointEntry> checkpointsOffered(@Nullable String task);

    /** At most {@code limit} checkpoints whose id begins with {@code prefix}, by id. */
    List<CheckpointEntry> checkpointsStartingWith(String prefix, int limit);

    /** The task's newest checkpoints with {@code seq > afterSeq}, newest first, at most {@code limit}. */
    List<CheckpointEntry> checkpointsAfter(String task, long afterSeq, int limit);

    /** The rollbacks that undid this one, newest first, whatever became of them. */
    List<String> undosOf(String rollbackId);

    /** All leases of checkpoints, ended ones that nobody took away too. */
    List<CheckpointLease> checkpointLeases();

    /** The failures whose rollback is still to come, in no order. */
    List<DueRollback> dueRollbacks();

    /** The task's failure whose rollback is still to come. */
    Optional<DueRollback> dueRollback(String task);

    /** How often the task went back by itself, to whichever checkpoint, since it was last completed or began anew. */
    long automaticRollbacks(String task);

    /** How often the task went back by itself to the checkpoint since it was last completed or began anew. */
    long automaticRollbacks(String task, String checkpointId);

    /** What was refused of a task's work, newest first. */
    default List<RefusedWorkEntry> refusedWork(String task) {
        return refusedWork(List.of(task));
    }

    /** What was refused of the work of any of these tasks, newest first. */
    List<RefusedWorkEntry> refusedWork(Collection<String> tasks);

    Optional<RequestEntry> request(String requestId);

    Optional<Lease> lease(String task);

    /** When this store was copied from another one, where nobody has written to the copy yet. */
    Optional<Instant> copiedAt();

    /**
     * Whether the index still lacks what events from before it was kept there should have put into it. {@code subtask}:
     * the edges to parents.
     */
    boolean hasIndexGap(String name);
}
