package dev.rollback.engine.log;

import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RefusedException;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be read of a stored event. Nothing here is refused: the log is looked at to find out what is wrong, too. */
final class Known {
    private Known() {}

    /** The event as one of the engine's families; null for another application's, a newer version's, a damaged one. */
    static @Nullable Object event(StoredEvent stored) {
        try {
            return EventCodec.read(stored);
        } catch (RefusedException e) {
            return null;
        }
    }

    static Map<String, Object> metadata(StoredEvent stored) {
        try {
            Map<String, Object> metadata = EventCodec.metadata(stored);
            return metadata == null ? Map.of() : metadata;
        } catch (RefusedException e) {
            return Map.of();
        }
    }

    static @Nullable String text(Map<String, Object> metadata, String key) {
        return metadata.get(key) instanceof String text ? text : null;
    }

    static @Nullable Long epoch(Map<String, Object> metadata) {
        return metadata.get(MetadataKeys.EPOCH) instanceof Number epoch ? epoch.longValue() : null;
    }
}
