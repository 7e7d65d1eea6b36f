package dev.rollback.engine.log;

import dev.rollback.store.StoredEvent;
import java.util.List;

/** Which events belong to an answer. Reads of them no more than were asked for. */
interface LogSource {
    long count(Range range);

    /** Newest first. */
    List<StoredEvent> newest(Range range, int limit);

    List<StoredEvent> oldest(Range range, int limit);

    default List<StoredEvent> some(Range range, int limit, boolean oldestFirst) {
        return oldestFirst ? oldest(range, limit) : newest(range, limit);
    }
}
