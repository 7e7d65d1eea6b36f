package dev.rollback.app.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.TaskId;
import dev.rollback.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A Task Master document of the simple kind that the model understands: one list of tasks, with tags or without. */
record Document(boolean tagged, List<Item> items) {
    static final String TAG = "master";

    /**
     * One task of it.
     *
     * @param keys its members in their order, and {@code dependencies} as it spells them
     * @param data its members but for those that have a place of their own here
     */
    record Item(
            TaskId id,
            String title,
            String status,
            List<TaskId> dependsOn,
            SortedMap<String, Json> data,
            List<String> keys) {}

    static Document read(Json json) {
        JsonNode root = json.node();
        boolean tagged = root.has(TAG);
        List<Item> items = new ArrayList<>();
        (tagged ? root.path(TAG) : root).path("tasks").forEach(node -> items.add(item(node)));
        return new Document(tagged, items);
    }

    private static Item item(JsonNode node) {
        if (node.path("subtasks").size() > 0) {
            throw new Undecided("subtasks in a document");
        }
        SortedMap<String, Json> data = new TreeMap<>();
        List<String> keys = new ArrayList<>();
        node.properties().forEach(member -> {
            keys.add(member.getKey());
            data.put(member.getKey(), Json.of(member.getValue()));
        });
        data.keySet().removeAll(List.of("id", "title", "status", "dependencies", "subtasks"));
        return new Item(
                new TaskId(node.path("id").asText()),
                node.path("title").asText(),
                node.path("status").asText(),
                ids(node.path("dependencies")),
                data,
                keys);
    }

    private static List<TaskId> ids(JsonNode tokens) {
        return StreamSupport.stream(tokens.spliterator(), false)
                .map(token -> new TaskId(token.asText()))
                .collect(Collectors.toList());
    }

    @Nullable
    Item item(TaskId id) {
        return items.stream().filter(item -> item.id().equals(id)).findFirst().orElse(null);
    }

    Board board() {
        return new Board(items.stream().map(Item::id).toList(), tagged);
    }
}
