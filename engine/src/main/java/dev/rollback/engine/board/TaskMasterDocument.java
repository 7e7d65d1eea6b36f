package dev.rollback.engine.board;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonCodec;
import dev.rollback.engine.content.Members;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
                name.equals(Tokens.MASTER) ? file : null,
                tag.text());
    }

    /** Whether it is known how its text is laid out. */
    boolean knowsItsText() {
        return file.layout() != null;
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

    /** The same with what another document says of its text: for one that came without. */
    TaskMasterDocument withTextOf(TaskMasterDocument other) {
        Map<TaskId, TaskStateContent> known = other.tasks();
        return with(
                other.file.layout(), other.file.text(), tag -> other.tag(tag).text(), id -> {
                    TaskStateContent content = known.get(id);
                    TaskFile file = content == null ? null : TaskFile.of(content);
                    return file == null ? null : file.text();
                });
    }

    /** The same where nothing is known of its text. */
    TaskMasterDocument withoutText() {
        return with(null, null, tag -> null, id -> null);
    }

    private TaskMasterDocument with(
            @Nullable FileLayout layout,
            @Nullable String text,
            Function<String, @Nullable String> ofTag,
            Function<TaskId, @Nullable String> ofTask) {
        Map<String, TagDocument> same = new LinkedHashMap<>();
        tags.forEach((name, tag) -> {
            Map<TaskId, TaskStateContent> tasks = new LinkedHashMap<>();
            tag.tasks().forEach((id, content) -> tasks.put(id, TaskFile.withText(content, ofTask.apply(id))));
            same.put(name, new TagDocument(tag.keys(), tag.data(), tasks, ofTag.apply(name)));
        });
        return new TaskMasterDocument(
                new FileLevel(file.tagged(), file.keys(), file.tags(), file.data(), layout, text), same);
    }

    /** What a file's status means was read otherwise by earlier versions; the file's own text is what was kept of it. */
    private static TaskStateContent asReadNow(TaskStateContent content) {
        String text = content.statusText();
        TaskStatus status = text == null ? TaskStatus.PENDING : TaskStatus.ofFileText(text);
        return status == content.status()
                ? content
                : new TaskStateContent(
                        content.title(),
                        status,
                        text,
                        content.dependsOn(),
                        content.parent(),
                        content.error(),
                        content.file(),
                        content.data());
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
                    tasks.put(id, asReadNow(TaskStateContent.of(content)));
                }
            }
            TagDocument tag = new TagDocument(board.keys(), board.data(), tasks, board.text());
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
