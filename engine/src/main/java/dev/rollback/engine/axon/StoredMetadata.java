package dev.rollback.engine.axon;

import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event's stored metadata, taken apart as Axon has it.
 *
 * @param messageId the message's own
 * @param aggregateType whose event it is; null for one of no aggregate
 * @param sent what its sender said
 */
record StoredMetadata(String messageId, @Nullable String aggregateType, Map<String, Object> sent) {
    static StoredMetadata of(StoredEvent event) {
        Map<String, Object> all = EventCodec.metadata(event);
        Object id = all.remove(EventCodec.MESSAGE_ID);
        Object type = all.remove(EventCodec.AGGREGATE_TYPE);
        all.remove(EventCodec.REQUEST_BODY);
        return new StoredMetadata(String.valueOf(id), type == null ? null : type.toString(), all);
    }
}
