package dev.rollback.engine.rollback;

import dev.rollback.api.RollbackId;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import java.util.List;
import java.util.Optional;

/**
 * A kind of thing that goes back together with tasks. A rollback's plan, digest, events, guards and texts, its undo and
 * the audit know it by this alone.
 */
public interface Participant {
    /** In plans, records and messages: a noun in the singular, as {@code board}. Never changed once it is in use. */
    String kind();

    /** What of it goes back with those tasks. Those parts that stand where they would go may be among it. */
    List<? extends ParticipantPart> parts(Reading reading, Reach reach);

    /** The name under which the events that take a part of it back are stored. */
    String compensation();

    /**
     * Takes back what a rollback did.
     *
     * @param compensation an event of that name, in the rollback's unit
     * @param before the position to go back to, right before that unit
     * @return nothing where the event is of another rollback in the same unit
     */
    Optional<Reversal> undo(Reading reading, StoredEvent compensation, RollbackId undone, long before);

    /** Whether the stream is one of its own. */
    boolean owns(String stream);

    /** Reads one of its streams from the first event on, for an audit. */
    Replay replay();

    /** @param moved whether the part was changed again after the rollback that is undone */
    record Reversal(ParticipantPart part, boolean moved) {}

    /** One stream from its first event on, with no help of snapshots. */
    interface Replay {
        /**
         * Takes in the next event.
         *
         * @return what is wrong where it takes the part back
         * @throws IllegalStateException or IllegalArgumentException for an event that does not fit
         * @throws dev.rollback.api.RefusedException for one that cannot be read
         */
        Optional<String> next(StoredEvent event);

        /** The state right after the last event, in the class of which snapshots are kept. */
        Object state();
    }
}
