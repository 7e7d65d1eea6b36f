package dev.rollback.store.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.json.JsonCodec;
import dev.rollback.store.StoredEvent;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Reads and writes the bytes of events, without Axon: for folding many of them quickly. */
public final class EventCodec {
    /** Stored metadata members that are the message's own and not its sender's. */
    public static final String MESSAGE_ID = "$id";

    public static final String AGGREGATE_TYPE = "$type";

    /** On the first event of a unit that answers a request: the hash of what was asked. */
    public static final String REQUEST_BODY = "$request";

    private static final ObjectMapper EVENTS = Parts.required(JsonCodec.mapper());
    private static final TypeReference<Map<String, Object>> METADATA = new TypeReference<>() {};

    private EventCodec() {}

    /**
     * The event, as one of the engine's families: every part is there that not only some of its kind have.
     *
     * @throws UnreadableEventException where it is damaged
     * @throws RefusedException VERSION_INCOMPATIBLE where a newer version wrote it
     */
    public static Object read(StoredEvent stored) {
        Class<?> type = EventNames.classOf(stored.name())
                .orElseThrow(() -> newer(stored, "this version does not know its name"));
        try {
            Object event = EVENTS.readValue(upcast(stored, type).payload(), type);
            if (event == null) {
                throw new UnreadableEventException(describe(stored) + ": it is null");
            }
            Parts.missing(event).ifPresent(part -> {
                throw new UnreadableEventException("%s: its part '%s' is missing".formatted(describe(stored), part));
            });
            return event;
        } catch (IOException e) {
            throw unreadable(stored, "its payload cannot be read", e);
        }
    }

    /** What is damaged of one of the engine's events; nothing for one that can be read, a newer version's, another application's. */
    public static Optional<String> damage(StoredEvent stored) {
        try {
            if (EventNames.classOf(stored.name()).isPresent()) {
                read(stored);
                metadata(stored);
            }
            return Optional.empty();
        } catch (UnreadableEventException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (RefusedException newer) {
            return Optional.empty();
        }
    }

    /** The event in the revision that this version writes; what is none of the engine's stays as it is. */
    public static StoredEvent upcast(StoredEvent stored) {
        Optional<Class<?>> type = EventNames.classOf(stored.name());
        return type.isEmpty() ? stored : upcast(stored, type.get());
    }

    private static StoredEvent upcast(StoredEvent stored, Class<?> type) {
        String revision = EventNames.revisionOf(type);
        if (revision.equals(stored.revision())) {
            return stored;
        }
        try {
            byte[] payload = EventUpcasters.upcast(stored.name(), stored.revision(), revision, stored.payload())
                    .orElseThrow(() -> newer(stored, "this version knows revision " + revision));
            return stored.inRevision(revision, payload);
        } catch (IOException e) {
            throw unreadable(stored, "its payload cannot be read", e);
        }
    }

    public static Map<String, Object> metadata(StoredEvent stored) {
        try {
            Map<String, Object> metadata = JsonCodec.mapper().readValue(stored.metadata(), METADATA);
            if (metadata == null) {
                throw new UnreadableEventException(describe(stored) + ": it has no metadata");
            }
            return metadata;
        } catch (IOException e) {
            throw unreadable(stored, "its metadata cannot be read", e);
        }
    }

    public static byte[] write(Object value) {
        try {
            return JsonCodec.mapper().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    private static RefusedException newer(StoredEvent stored, String why) {
        return new RefusedException(
                RefusalCode.VERSION_INCOMPATIBLE,
                "%s: %s. Use the version that wrote it.".formatted(describe(stored), why));
    }

    private static String describe(StoredEvent stored) {
        return "event %d (%s, revision %s, of %s)"
                .formatted(stored.position(), stored.name(), stored.revision(), stored.stream());
    }

    private static RefusedException unreadable(StoredEvent stored, String why, Throwable cause) {
        return new UnreadableEventException("%s: %s".formatted(describe(stored), why), cause);
    }
}
