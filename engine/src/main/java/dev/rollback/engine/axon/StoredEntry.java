package dev.rollback.engine.axon;

import dev.rollback.engine.event.EventCodec;
import dev.rollback.engine.storage.StoredEvent;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.GenericDomainEventEntry;

/** Rows of the log as Axon reads them, in the revisions that this version writes. */
final class StoredEntry {
    private StoredEntry() {}

    static DomainEventData<?> of(StoredEvent stored) {
        StoredEvent event = EventCodec.upcast(stored);
        Map<String, Object> metadata = EventCodec.metadata(event);
        Object id = metadata.remove(EventCodec.MESSAGE_ID);
        Object type = metadata.remove(EventCodec.AGGREGATE_TYPE);
        metadata.remove(EventCodec.REQUEST_BODY);
        return new GenericDomainEventEntry<>(
                type == null ? null : type.toString(),
                event.stream(),
                event.seq(),
                String.valueOf(id),
                event.recordedAt(),
                event.name(),
                event.revision(),
                event.payload(),
                EventCodec.write(metadata));
    }
}
