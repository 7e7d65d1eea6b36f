package dev.rollback.projections;

import dev.rollback.api.MetadataKeys;
import dev.rollback.store.StoredEvent;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where, when and by whom the event at hand was recorded.
 *
 * @param position its place in the store
 * @param seq its place in its stream
 * @param epoch its task's epoch after it; 0 where it says none
 */
public record Recorded(
        long position,
        long seq,
        Instant at,
        @Nullable String actor,
        @Nullable String requestId,
        long epoch) {

    static Recorded of(StoredEvent stored, Map<String, Object> metadata) {
        Object epoch = metadata.get(MetadataKeys.EPOCH);
        return new Recorded(
                stored.position(),
                stored.seq(),
                stored.recordedAt(),
                text(metadata.get(MetadataKeys.ACTOR)),
                text(metadata.get(MetadataKeys.REQUEST_ID)),
                epoch instanceof Number number ? number.longValue() : 0);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
