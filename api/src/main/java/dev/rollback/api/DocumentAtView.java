package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollback.api.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Task Master document as it would have been written.
 *
 * @param at the cut that was meant
 * @param document the document, or null where there was nothing yet
 * @param text its text, as in {@link DocumentView}
 * @param hidden tasks that the document lacks, because an event of theirs is damaged
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DocumentAtView(
        ResolvedMoment at,
        @Nullable Json document,
        @Nullable String text,
        List<HiddenTask> hidden) {
    public DocumentAtView {
        hidden = List.copyOf(hidden);
    }
}
