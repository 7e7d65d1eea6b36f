package dev.rollback.engine.board;

import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One tag of a document, normalised.
 *
 * @param keys its members in their order; null where the document has no such tag
 * @param data its members other than {@code tasks}
 * @param tasks all its tasks, subtasks too, in the document's order
 * @param text what of the tag's own text the file's layout does not say, as {@link TextTemplate}; null for nothing
 */
record TagDocument(
        @Nullable List<String> keys,
        Map<String, Json> data,
        Map<TaskId, TaskStateContent> tasks,
        @Nullable String text) {
    static final TagDocument NONE = new TagDocument(null, Map.of(), Map.of(), null);

    TagDocument {
        keys = keys == null ? null : List.copyOf(keys);
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
    }

    boolean isWritten() {
        return keys != null || !tasks.isEmpty();
    }
}
