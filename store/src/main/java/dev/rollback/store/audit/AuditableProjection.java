package dev.rollback.store.audit;

import dev.rollback.store.Reading;
import dev.rollback.store.RowDifference;
import dev.rollback.store.StoredEvent;
import java.util.function.Consumer;

/**
 * A projection that an audit makes again from the log and compares with what it shows. Implement it for a projection of
 * your own to have it audited too.
 */
public interface AuditableProjection {
    /** By which the report calls it. */
    String name();

    /**
     * Begins to make it again, beside what it shows, which stays as it is.
     *
     * @param moment at which the audit reads the store: all that it shows of the store's own tables is read through it.
     *     Usable until the recomputation is closed
     */
    Recomputation begin(Reading moment);

    /** A projection on its way from nothing to where the one that is shown stands. For one thread. */
    interface Recomputation extends AutoCloseable {
        /** How far what is shown has come: the position of the last event it has taken in. */
        long position();

        /**
         * Takes in an event. Called for every event up to {@link #position}, in their order. Nothing may be sent outside
         * here: who hands the event to Axon's event handlers does it with {@code ReplayedHandlers}, which leaves out those
         * that are marked {@code @DisallowReplay}.
         */
        void handle(StoredEvent event);

        /**
         * Tells of every row that is not shown as it was made again; {@link RowDifference#each} finds them. Called once,
         * after the last event.
         *
         * @return how many rows were compared
         */
        long compare(Consumer<RowDifference> differences);

        /** Leaves nothing behind. */
        @Override
        void close();
    }
}
