package dev.rollback.engine.log;

import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Everything. Positions are dense, so a page is where one computes it to be. */
record WholeLog(Reading reading) implements LogSource {
    @Override
    public long count(Range range) {
        return range.size();
    }

    @Override
    public List<StoredEvent> newest(Range range, int limit) {
        long size = Math.min(limit, range.size());
        List<StoredEvent> events = new ArrayList<>(oldest(new Range(range.to() - size, range.to()), limit));
        Collections.reverse(events);
        return events;
    }

    @Override
    public List<StoredEvent> oldest(Range range, int limit) {
        return reading.after(range.from(), (int) Math.min(limit, range.size()));
    }
}
