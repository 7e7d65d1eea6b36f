package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Moment} meant.
 *
 * @param position the last global position that belongs to it; 0 is before everything
 * @param recordedAt when that event was recorded; null before everything
 * @param seq the event of the one task, where the moment is one of its stream and no cut
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResolvedMoment(
        long position,
        @Nullable Instant recordedAt,
        @Nullable Long seq) {

    /** Whether all tasks can be seen at it. */
    public boolean isCut() {
        return seq == null;
    }
}
