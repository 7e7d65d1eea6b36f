package dev.rollback.api;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and in what name: travels as metadata of every command of a façade.
 *
 * @param actor who asks
 * @param requestId the same id twice has one effect and one answer
 * @param epoch the epoch the work belongs to; work of another epoch is refused
 */
public record RequestContext(
        String actor, @Nullable String requestId, @Nullable Long epoch) {
    public RequestContext {
        Names.requirePrintable("an actor", actor, 256);
        if (requestId != null) {
            Names.requirePrintable("a request id", requestId, 256);
        }
        if (epoch != null && epoch < 0) {
            throw Names.invalid("an epoch is not negative: %d", epoch);
        }
    }

    public static RequestContext of(String actor) {
        return new RequestContext(actor, null, null);
    }

    /** A request id that was never used. */
    public static String newRequestId() {
        return "rq-" + RandomToken.next();
    }

    public RequestContext withRequestId(String id) {
        return new RequestContext(actor, id, epoch);
    }

    /** For requests that are not the caller's own. */
    RequestContext withoutRequestId() {
        return new RequestContext(actor, null, epoch);
    }

    public RequestContext withEpoch(long newEpoch) {
        return new RequestContext(actor, requestId, newEpoch);
    }

    public Map<String, Object> metadata() {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put(MetadataKeys.ACTOR, actor);
        if (requestId != null) {
            metadata.put(MetadataKeys.REQUEST_ID, requestId);
        }
        if (epoch != null) {
            metadata.put(MetadataKeys.EPOCH, epoch);
        }
        return metadata;
    }
}
