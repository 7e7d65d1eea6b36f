package dev.rollback.engine.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.api.TaskId;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonCodec;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the normalised document to the file, exactly as it was where nothing has changed. */
final class DocumentWriting {
    private final IdentityHashMap<JsonNode, String> templates = new IdentityHashMap<>();

    private DocumentWriting() {}

    static Json write(TaskMasterDocument document) {
        return Json.of(new DocumentWriting().root(document));
    }

    /** The file's text; null where it is not known how it is laid out. */
    static @Nullable String text(TaskMasterDocument document) {
        FileLayout layout = document.file().layout();
        if (layout == null) {
            return null;
        }
        DocumentWriting writing = new DocumentWriting();
        return TextWriting.write(writing.root(document), layout, writing.templates);
    }

    private ObjectNode root(TaskMasterDocument document) {
        FileLevel file = document.file();
        boolean onlyMaster = document.tags().entrySet().stream()
                .allMatch(tag ->
                        tag.getKey().equals(Tokens.MASTER) || !tag.getValue().isWritten());
        if (!file.tagged() && onlyMaster) {
            return tag(Tokens.MASTER, document.tag(Tokens.MASTER));
        }
        Set<String> keys = new LinkedHashSet<>(file.keys());
        keys.addAll(document.boards());
        keys.addAll(file.data().keySet());
        ObjectNode root = object(file.text());
        for (String key : keys) {
            TagDocument tag = document.tag(key);
            Json data = file.data().get(key);
            if (tag.isWritten()) {
                root.set(key, tag(key, tag));
            } else if (data != null) {
                root.set(key, data.node());
            }
        }
        return root;
    }

    private ObjectNode tag(String name, TagDocument tag) {
        Set<String> keys = new LinkedHashSet<>(Objects.requireNonNullElse(tag.keys(), List.of("tasks")));
        if (!tag.tasks().isEmpty()) {
            keys.add("tasks");
        }
        keys.addAll(tag.data().keySet());
        TaskTree tree = new TaskTree(name, tag.tasks());
        ObjectNode node = object(tag.text());
        for (String key : keys) {
            Json data = tag.data().get(key);
            if (key.equals("tasks")) {
                node.set(key, tasks(tree, tree.roots()));
            } else if (data != null) {
                node.set(key, data.node());
            }
        }
        return node;
    }

    private ArrayNode tasks(TaskTree tree, List<TaskId> ids) {
        ArrayNode tasks = JsonCodec.mapper().createArrayNode();
        ids.forEach(id -> tasks.add(task(tree, id)));
        return tasks;
    }

    private ObjectNode task(TaskTree tree, TaskId id) {
        TaskMembers members = new TaskMembers(tree.content(id));
        Map<String, Json> values = members.all(tree::dependency);
        values.put("id", tree.token(id));
        Set<String> keys = new LinkedHashSet<>(members.keys());
        keys.addAll(values.keySet());
        Json odd = members.oddSubtasks();
        if (!tree.subtasks(id).isEmpty()) {
            keys.add("subtasks");
        } else if (odd != null) {
            values.put("subtasks", odd);
        }
        TaskFile file = TaskFile.of(tree.content(id));
        ObjectNode task = object(file == null ? null : file.text());
        for (String key : keys) {
            Json value = values.get(key);
            if (value != null) {
                task.set(key, value.node());
            } else if (key.equals("subtasks")) {
                task.set(key, tasks(tree, tree.subtasks(id)));
            }
        }
        return task;
    }

    private ObjectNode object(@Nullable String template) {
        ObjectNode node = JsonCodec.mapper().createObjectNode();
        if (template != null) {
            templates.put(node, template);
        }
        return node;
    }
}
