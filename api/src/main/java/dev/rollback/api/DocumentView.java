package dev.rollback.api;

import dev.rollback.api.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Task Master document.
 *
 * @param document the document, or null where nothing was ever imported, exported or registered
 * @param source where the document last imported came from or the last export went to
 * @param text the document's text: as it was imported where nothing changed, and in the same manner elsewhere. Null where no
 *     text was ever imported
 * @param hidden tasks that the document lacks, because an event of theirs is damaged
 */
public record DocumentView(
        @Nullable Json document,
        @Nullable String source,
        @Nullable String text,
        List<HiddenTask> hidden) {
    public DocumentView {
        hidden = List.copyOf(hidden);
    }

    public DocumentView(@Nullable Json document, @Nullable String source) {
        this(document, source, null, List.of());
    }
}
