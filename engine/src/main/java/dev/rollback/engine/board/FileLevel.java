package dev.rollback.engine.board;

import dev.rollback.api.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a document belongs to no tag.
 *
 * @param tagged whether its tasks lie in tags; untagged, the whole file is the tag master
 * @param keys a tagged file's members in their order, tags among them
 * @param tags which of them are tags
 * @param data the others
 */
record FileLevel(boolean tagged, List<String> keys, List<String> tags, Map<String, Json> data) {
    static final FileLevel NONE = new FileLevel(true, List.of(), List.of(), Map.of());

    FileLevel {
        keys = List.copyOf(keys);
        tags = List.copyOf(tags);
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }
}
