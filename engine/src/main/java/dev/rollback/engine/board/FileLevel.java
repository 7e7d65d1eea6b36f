package dev.rollback.engine.board;

import dev.rollback.api.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a document belongs to no tag.
 *
 * @param tagged whether its tasks lie in tags; untagged, the whole file is the tag master
 * @param keys a tagged file's members in their order, tags among them
 * @param tags which of them are tags
 * @param data the others
 * @param layout how its text is laid out; null where that was never told
 * @param text what of a tagged file's own text the layout does not say, as {@link TextTemplate}; null for nothing
 */
record FileLevel(
        boolean tagged,
        List<String> keys,
        List<String> tags,
        Map<String, Json> data,
        @Nullable FileLayout layout,
        @Nullable String text) {
    static final FileLevel NONE = new FileLevel(true, List.of(), List.of(), Map.of(), null, null);

    FileLevel {
        keys = List.copyOf(keys);
        tags = List.copyOf(tags);
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }
}
