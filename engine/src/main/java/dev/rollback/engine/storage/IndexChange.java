package dev.rollback.engine.storage;

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

    /** Somebody works on the task: the side table of leases, which is not part of the log. */
    record LeaseRenewed(String task, long epoch, String holder, Instant at) implements IndexChange {}

    /** Nobody works on the task any more. */
    record LeaseEnded(String task) implements IndexChange {}
}
