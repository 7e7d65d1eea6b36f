package dev.rollback.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one unit of work wants written: all of it in one transaction, or nothing. A unit without events is a check, and
 * perhaps a lease, against the store's head.
 *
 * @param events in the order of their positions-to-be; every event's {@code seq} must follow its stream's head
 * @param expectations streams that the decision stood on although the unit does not write to them
 * @param index what becomes of the engine's index
 * @param snapshots states to keep so that later reads are short, none above the end of its stream
 * @param request the request this unit answers
 * @param guards asked under the lock, right before the unit is written
 */
public record AppendUnit(
        List<NewEvent> events,
        List<Expectation> expectations,
        List<IndexChange> index,
        List<StoredSnapshot> snapshots,
        @Nullable RequestMark request,
        List<Guard> guards) {

    /** A stream and the seq of its last event as the decision saw it; -1 for a stream that had none. */
    public record Expectation(String stream, long seq) {}

    /** The caller's request id, and a hash of what was asked, so that the same id with another body is recognised. */
    public record RequestMark(String requestId, String bodyHash) {}

    /**
     * Looks, under the store's lock and at its newest moment, whether what the unit stands on still holds, beyond where
     * single streams end. Others wait meanwhile: it reads the index, briefly, and thinks little.
     */
    @FunctionalInterface
    public interface Guard {
        /** Throws where it does not hold; then nothing is written. */
        void check(Reading atHead);
    }

    public static AppendUnit ofEvents(List<NewEvent> events) {
        return new AppendUnit(events, List.of(), List.of(), List.of(), null, List.of());
    }
}
