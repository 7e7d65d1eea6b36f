package dev.rollback.engine.board;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonCodec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A Task Master document, normalised: every task under its id, and all that is needed to write the file again. */
record TaskMasterDocument(FileLevel file, Map<String, TagDocument> tags) {
    static final TaskMasterDocument NONE = new TaskMasterDocument(FileLevel.NONE, Map.of());

    TaskMasterDocument {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    TagDocument tag(String name) {
        return tags.getOrDefault(name, TagDocument.NONE);
    }

    /** The tags, and master, which stands for the file as a whole. */
    Set<String> boards() {
        Set<String> boards = new LinkedHashSet<>();
        boards.add(Tokens.MASTER);
        boards.addAll(tags.keySet());
        return boards;
    }

    Map<TaskId, TaskStateContent> tasks() {
        Map<TaskId, TaskStateContent> tasks = new LinkedHashMap<>();
        tags.values().forEach(tag -> tasks.putAll(tag.tasks()));
        return tasks;
    }

    Board board(String name) {
        TagDocument tag = tag(name);
        return new Board(
                tag.keys(),
                tag.data(),
                tag.tasks().keySet().stream().toList(),
                name.equals(Tokens.MASTER) ? file : null);
    }

    /** The component BASE of a tag's board; null where the document has no such tag. */
    @Nullable
    Json base(String name) {
        if (!boards().contains(name)) {
            return null;
        }
        ObjectNode tasks = JsonCodec.mapper().createObjectNode();
        tag(name)
                .tasks()
                .forEach((id, content) -> tasks.set(id.value(), content.json().node()));
        ObjectNode base = JsonCodec.mapper().createObjectNode();
        base.set("board", board(name).json().node());
        base.set("tasks", tasks);
        return Json.of(base);
    }

    /** The document that these components BASE hold, by tag. */
    static TaskMasterDocument ofBases(Map<String, Json> bases) {
        Map<String, TagDocument> tags = new LinkedHashMap<>();
        bases.forEach((name, base) -> {
            Board board = Board.of(base.get("board").orElse(null));
            Map<String, Json> contents = Members.of(base.get("tasks").orElse(null));
            Map<TaskId, TaskStateContent> tasks = new LinkedHashMap<>();
            for (TaskId id : board.tasks()) {
                Json content = contents.get(id.value());
                if (content != null) {
                    tasks.put(id, TaskStateContent.of(content));
                }
            }
            TagDocument tag = new TagDocument(board.keys(), board.data(), tasks);
            if (tag.isWritten()) {
                tags.put(name, tag);
            }
        });
        Json master = bases.get(Tokens.MASTER);
        FileLevel file = master == null
                ? null
                : Board.of(master.get("board").orElse(null)).file();
        return new TaskMasterDocument(file == null ? FileLevel.NONE : file, tags);
    }
}
