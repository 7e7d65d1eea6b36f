package dev.rollback.engine.storage;

import java.time.Instant;

/** One change of the engine's index, written in the transaction of the events that cause it. */
public sealed interface IndexChange {

    /**
     * A task's newest state. First and last position and the number of events and bytes since its last snapshot are
     * kept by the store itself. {@code seq} must be that of the last event of the stream {@code task/<task>}, which may
     * be one of the unit's own.
     */
    record TaskMoved(String task, long seq, String status, long epoch, String stateHash) implements IndexChange {}

    /** From the event {@code event} (an index into the unit's events) on, {@code task} depends on {@code on}. */
    record DependencyAdded(String task, String on, int event) implements IndexChange {}

    /** The edge ends with the event {@code event} (an index into the unit's events). */
    record DependencyRemoved(String task, String on, int event) implements IndexChange {}

    /** The event {@code event} is a checkpoint; {@code failed} when its task was FAILED at that moment. */
    record CheckpointAdded(String checkpointId, String task, int event, boolean failed) implements IndexChange {}

    /** Somebody works on the task: the side table of leases, which is not part of the log. */
    record LeaseRenewed(String task, long epoch, String holder, Instant at) implements IndexChange {}

    /** Nobody works on the task any more. */
    record LeaseEnded(String task) implements IndexChange {}
}
