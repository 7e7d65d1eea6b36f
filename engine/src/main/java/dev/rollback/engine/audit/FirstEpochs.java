package dev.rollback.engine.audit;

import dev.rollback.api.StoreEvent.StoreRestored;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.EventNames;
import dev.rollback.store.event.Streams;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** With which epoch a task began that was new to the store: 0, until the store was restored from a backup. */
final class FirstEpochs {
    private final NavigableMap<Long, Long> byPosition = new TreeMap<>();

    FirstEpochs(Reading reading) {
        reading.stream(Streams.OF_STORE, 0, Long.MAX_VALUE).forEach(this::add);
    }

    private void add(StoredEvent stored) {
        boolean restored = EventNames.classOf(stored.name())
                .filter(StoreRestored.class::equals)
                .isPresent();
        if (restored && EventCodec.read(stored) instanceof StoreRestored event) {
            byPosition.put(stored.position(), event.epoch());
        }
    }

    long at(long position) {
        Map.Entry<Long, Long> last = byPosition.floorEntry(position);
        return last == null ? 0 : last.getValue();
    }
}
