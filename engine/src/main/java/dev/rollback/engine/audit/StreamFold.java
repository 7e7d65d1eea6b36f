package dev.rollback.engine.audit;

import dev.rollback.store.StoredEvent;

/** Takes in one stream, event by event. */
interface StreamFold {
    /** Whether it can go on after this event; {@link #end} is called only where it could to the last. */
    boolean next(StoredEvent event);

    void end();
}
