package dev.rollback.engine.board;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonCodec;
import dev.rollback.engine.content.Members;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What only a file needs to write a task again: {@code file} in a task's state.
 *
 * @param tag its tag; left out for master
 * @param id its own id as the file has it
 * @param keys its members in the file's order, {@code id} and {@code subtasks} among them
 * @param dependencies its dependencies as the file has them; null where there are none or they are no list of ids
 * @param text what of its text the file's layout does not say, as {@link TextTemplate}; null for nothing
 */
record TaskFile(
        String tag,
        Json id,
        List<String> keys,
        @Nullable Json dependencies,
        @Nullable String text) {
    TaskFile {
        keys = List.copyOf(keys);
    }

    /** Null for a task that no file has named. */
    static @Nullable TaskFile of(TaskStateContent content) {
        Json file = content.file();
        if (file == null) {
            return null;
        }
        return new TaskFile(
                file.get("tag").map(Json::asText).orElse(Tokens.MASTER),
                file.get("id").orElse(Json.NULL),
                Members.texts(file.get("keys").orElse(null)),
                file.get("dependencies").orElse(null),
                file.get("text").map(Json::asText).orElse(null));
    }

    Json json() {
        ObjectNode node = JsonCodec.mapper().createObjectNode();
        if (!tag.equals(Tokens.MASTER)) {
            node.put("tag", tag);
        }
        node.set("id", id.node());
        keys.forEach(node.putArray("keys")::add);
        if (dependencies != null && dependencies.size() > 0) {
            node.set("dependencies", dependencies.node());
        }
        if (text != null) {
            node.put("text", text);
        }
        return Json.of(node);
    }

    /** The same task with another text in its file. */
    static TaskStateContent withText(TaskStateContent content, @Nullable String text) {
        TaskFile file = of(content);
        if (file == null || Objects.equals(file.text(), text)) {
            return content;
        }
        return new TaskStateContent(
                content.title(),
                content.status(),
                content.statusText(),
                content.dependsOn(),
                content.parent(),
                content.error(),
                new TaskFile(file.tag(), file.id(), file.keys(), file.dependencies(), text).json(),
                content.data());
    }
}
