package dev.rollback.api;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/** What happens to a store as a whole, in a stream of its own. */
public sealed interface StoreEvent {
    /**
     * The store goes on from a backup: what was written between that and now is not in it, and whoever worked meanwhile is to
     * start anew. In the same unit every task it knows is fenced by a {@code TaskFenced}.
     *
     * @param madeAt when the backup was made
     * @param epoch that of every task from here on; one that is new to the store begins with it
     */
    @Revision("1")
    record StoreRestored(Instant madeAt, long epoch) implements StoreEvent {}
}
