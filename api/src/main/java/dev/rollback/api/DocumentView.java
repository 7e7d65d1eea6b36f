package dev.rollback.api;

import dev.rollback.api.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A Task Master document.
 *
 * @param document the document, or null where nothing was ever imported, exported or registered
 * @param source where the document last imported came from or the last export went to
 */
public record DocumentView(
        @Nullable Json document, @Nullable String source) {}
