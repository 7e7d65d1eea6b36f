package dev.rollback.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One change of the engine's index, written in the transaction of the events that cause it. */
public sealed interface IndexChange {

    /**
     * A task's newest state. First and last position and the number of events and bytes since its last snapshot are
     * kept by the store itself. {@code seq} must be that of the last event of the stream {@code task/<task>}, which may
     * be one of the unit's own.
     *
     * @param changed the last of the unit's events (an index into them) that was more than a marker; null for none
     */
    record TaskMoved(
            String task,
            long seq,
            String status,
            long epoch,
            String stateHash,
            @Nullable Integer changed) implements IndexChange {}

    /** From the event {@code event} (an index into the unit's events) on, {@code task} depends on {@code on}. */
    record DependencyAdded(String task, String on, int event) implements IndexChange {}

    /** The edge ends with the event {@code event} (an index into the unit's events). */
    record DependencyRemoved(String task, String on, int event) implements IndexChange {}

    /** From the event {@code event} (an index into the unit's events) on, {@code task} is part of {@code parent}. */
    record SubtaskAdded(String task, String parent, int event) implements IndexChange {}

    /** It is part of {@code parent} no longer, from the event {@code event} on. */
    record SubtaskRemoved(String task, String parent, int event) implements IndexChange {}

    /** The event {@code event} opens a rollback {@code by} that undoes {@code rollback}. */
    record RollbackUndone(String rollback, String by, int event) implements IndexChange {}

    /** The event {@code event} is a checkpoint; {@code failed} when its task was FAILED at that moment. */
    record CheckpointAdded(String checkpointId, String task, int event, boolean failed) implements IndexChange {}

    /** The event {@code event} opens a rollback to the checkpoint. */
    record CheckpointUsed(String checkpointId, int event) implements IndexChange {}

    /** Something became of a checkpoint that there is. */
    record CheckpointMarked(String checkpointId, Mark mark) implements IndexChange {
        public enum Mark {
            HELD,
            RELEASED,
            ARCHIVED,
            PRUNED
        }
    }

    /** The failure {@code seq} of the task asked for a rollback by itself. */
    record RollbackDue(String task, long seq) implements IndexChange {}

    /** That of the failure {@code seq} is due no longer: it was done or refused, or the task moved on. */
    record RollbackSettled(String task, long seq) implements IndexChange {}

    /** The task went back to the checkpoint by itself, once more since it was last completed. */
    record WentBackByItself(String task, String checkpointId) implements IndexChange {}

    /** It was completed, or began anew: how often it went back before counts no longer. */
    record AutomaticRollbacksForgotten(String task) implements IndexChange {}

    /** Somebody may go back to the checkpoint, until then: beside the log, as a task's lease. */
    record CheckpointLeased(String checkpointId, String lease, String holder, Instant until) implements IndexChange {}

    record CheckpointLeaseEnded(String checkpointId, String lease) implements IndexChange {}

    /** Work of an ended epoch was refused, once more: counted beside the log. */
    record WorkRefused(String task, long epoch, String work, String actor, Instant at) implements IndexChange {}

    /** The store, a copy to which nobody had written, goes on from here. */
    record CopyTakenUp() implements IndexChange {}

    /** Somebody works on the task: the side table of leases, which is not part of the log. */
    record LeaseRenewed(String task, long epoch, String holder, Instant at) implements IndexChange {}

    /** Nobody works on the task any more. */
    record LeaseEnded(String task) implements IndexChange {}
}
