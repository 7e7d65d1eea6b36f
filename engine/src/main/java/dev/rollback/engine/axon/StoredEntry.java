package dev.rollback.engine.axon;

import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.GenericDomainEventEntry;

/** Rows of the log as Axon reads them, in the revisions that this version writes. */
final class StoredEntry {
    private StoredEntry() {}

    static DomainEventData<?> of(StoredEvent stored) {
        StoredEvent event = EventCodec.upcast(stored);
        StoredMetadata metadata = StoredMetadata.of(event);
        return new GenericDomainEventEntry<>(
                metadata.aggregateType(),
                event.stream(),
                event.seq(),
                metadata.messageId(),
                event.recordedAt(),
                event.name(),
                event.revision(),
                event.payload(),
                EventCodec.write(metadata.sent()));
    }
}
