package dev.rollback.engine.board;

import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The document of the store's present state: its boards, and its tasks wherever they came from. Pure. */
final class StoreDocument {
    private final Map<String, Board> boards;
    private final Map<TaskId, TaskStateContent> live;
    private final Set<String> known;
    private final Map<TaskId, String> tags = new HashMap<>();

    private StoreDocument(Map<String, Board> boards, Map<TaskId, TaskStateContent> live) {
        this.boards = boards;
        this.live = live;
        this.known = new LinkedHashSet<>(boards.keySet());
        live.values().forEach(content -> {
            TaskFile file = TaskFile.of(content);
            if (file != null) {
                known.add(file.tag());
            }
        });
    }

    /** @param live all tasks that exist, in the order in which they came to be */
    static TaskMasterDocument of(Map<String, Board> boards, Map<TaskId, TaskStateContent> live) {
        return new StoreDocument(boards, live).document();
    }

    private TaskMasterDocument document() {
        Set<TaskId> order = new LinkedHashSet<>();
        boards.values().forEach(board -> order.addAll(board.tasks()));
        order.addAll(live.keySet());
        Map<String, Map<TaskId, TaskStateContent>> tasks = new LinkedHashMap<>();
        boards.keySet().forEach(tag -> tasks.put(tag, new LinkedHashMap<>()));
        for (TaskId id : order) {
            TaskStateContent content = live.get(id);
            if (content != null && !liesBelowWhatIsGone(id)) {
                tasks.computeIfAbsent(tag(id), tag -> new LinkedHashMap<>()).put(id, content);
            }
        }
        Map<String, TagDocument> documents = new LinkedHashMap<>();
        tasks.forEach((tag, contents) -> {
            Board board = boards.getOrDefault(tag, Board.NONE);
            TagDocument document = new TagDocument(board.keys(), board.data(), contents, board.text());
            if (document.isWritten()) {
                documents.put(tag, document);
            }
        });
        FileLevel file = boards.getOrDefault(Tokens.MASTER, Board.NONE).file();
        return new TaskMasterDocument(file == null ? FileLevel.NONE : file, documents);
    }

    /** A subtask is written inside its parent, so it is not where that is not. */
    private boolean liesBelowWhatIsGone(TaskId id) {
        Set<TaskId> seen = new HashSet<>();
        for (TaskId at = id; at != null && seen.add(at); at = parent(at)) {
            if (!live.containsKey(at)) {
                return true;
            }
        }
        return false;
    }

    private String tag(TaskId id) {
        String known = tags.get(id);
        if (known == null) {
            tags.put(id, Tokens.MASTER); // should parents run in a circle
            known = findTag(id);
            tags.put(id, known);
        }
        return known;
    }

    private String findTag(TaskId id) {
        TaskStateContent content = Objects.requireNonNull(live.get(id));
        TaskFile file = TaskFile.of(content);
        if (file != null) {
            return file.tag();
        }
        TaskId parent = parent(id);
        if (parent != null) {
            return tag(parent);
        }
        return known.stream()
                .filter(tag -> !tag.equals(Tokens.MASTER) && id.value().startsWith(Tokens.prefix(tag)))
                .findFirst()
                .orElse(Tokens.MASTER);
    }

    private @Nullable TaskId parent(TaskId id) {
        TaskStateContent content = live.get(id);
        return content == null ? null : content.parent();
    }
}
