package dev.rollback.engine.board;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.api.TaskId;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonCodec;
import dev.rollback.engine.content.Members;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The component BOARD: what of a tag belongs to no task.
 *
 * @param keys the tag's members in their order, {@code tasks} among them; null where the file has no such tag
 * @param data those members that are not {@code tasks}
 * @param tasks all tasks, subtasks too, in the document's order
 * @param file what belongs to no tag either; master's board has it, whether the file has master or not
 * @param text what of the tag's own text the file's layout does not say, as {@link TextTemplate}; null for nothing
 */
record Board(
        @Nullable List<String> keys,
        Map<String, Json> data,
        List<TaskId> tasks,
        @Nullable FileLevel file,
        @Nullable String text) {
    static final Board NONE = new Board(null, Map.of(), List.of(), null, null);

    Board {
        keys = keys == null ? null : List.copyOf(keys);
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        tasks = List.copyOf(tasks);
    }

    static Board of(@Nullable Json board) {
        if (board == null) {
            return NONE;
        }
        return new Board(
                board.get("keys").map(Members::texts).orElse(null),
                Members.of(board.get("data").orElse(null)),
                Members.texts(board.get("tasks").orElse(null)).stream()
                        .map(TaskId::new)
                        .toList(),
                board.get("form").map(form -> file(board, form)).orElse(null),
                text(board, "text"));
    }

    private static FileLevel file(Json board, Json form) {
        return new FileLevel(
                form.asText().equals("tagged"),
                Members.texts(board.get("fileKeys").orElse(null)),
                Members.texts(board.get("tags").orElse(null)),
                Members.of(board.get("fileData").orElse(null)),
                board.get("layout").map(FileLayout::of).orElse(null),
                text(board, "fileText"));
    }

    private static @Nullable String text(Json board, String name) {
        return board.get(name).map(Json::asText).orElse(null);
    }

    Json json() {
        ObjectNode node = JsonCodec.mapper().createObjectNode();
        if (file != null) {
            node.put("form", file.tagged() ? "tagged" : "untagged");
            put(node, "fileKeys", file.keys());
            put(node, "tags", file.tags());
            put(node, "fileData", file.data());
            if (file.layout() != null) {
                node.set("layout", file.layout().json());
            }
            put(node, "fileText", file.text());
        }
        if (keys != null) {
            keys.forEach(node.putArray("keys")::add);
        }
        put(node, "data", data);
        put(node, "tasks", tasks.stream().map(TaskId::value).toList());
        put(node, "text", text);
        return Json.of(node);
    }

    private static void put(ObjectNode node, String name, @Nullable String text) {
        if (text != null) {
            node.put(name, text);
        }
    }

    private static void put(ObjectNode node, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            texts.forEach(node.putArray(name)::add);
        }
    }

    private static void put(ObjectNode node, String name, Map<String, Json> members) {
        if (!members.isEmpty()) {
            node.set(name, Members.node(members));
        }
    }
}
