package dev.rollback.engine.rollback;

import dev.rollback.api.RollbackId;

/** One thing that goes back, with where it stands: a task, or a part of another {@link Participant}. */
public interface Part {
    String aggregateType();

    String stream();

    /** Of the last event of its stream; the plan holds only while that is the last. */
    long seq();

    /** What the plan's digest binds: written as JSON, the same facts give the same text. */
    Object facts();

    /** The event that takes it back, as the next of its stream. */
    Object compensation(RollbackId rollbackId);
}
