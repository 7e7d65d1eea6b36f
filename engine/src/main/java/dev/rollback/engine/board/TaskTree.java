package dev.rollback.engine.board;

import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A tag's tasks, each below its parent, and what a file calls them. */
final class TaskTree {
    private final String tag;
    private final Map<TaskId, TaskStateContent> tasks;
    private final List<TaskId> roots = new ArrayList<>();
    private final Map<TaskId, List<TaskId>> below = new LinkedHashMap<>();
    private final Map<TaskId, Json> tokens = new HashMap<>();

    TaskTree(String tag, Map<TaskId, TaskStateContent> tasks) {
        this.tag = tag;
        this.tasks = tasks;
        for (TaskId id : tasks.keySet()) {
            TaskId parent = parent(id);
            (parent == null ? roots : below.computeIfAbsent(parent, p -> new ArrayList<>())).add(id);
        }
    }

    List<TaskId> roots() {
        return roots;
    }

    List<TaskId> subtasks(TaskId id) {
        return below.getOrDefault(id, List.of());
    }

    TaskStateContent content(TaskId id) {
        return Objects.requireNonNull(tasks.get(id));
    }

    /** Null for a task at the top, and for one whose parents run in a circle. */
    @Nullable
    TaskId parent(TaskId id) {
        TaskId parent = content(id).parent();
        if (parent == null || !tasks.containsKey(parent)) {
            return null;
        }
        Set<TaskId> seen = new HashSet<>();
        for (TaskId above = id;
                above != null && tasks.containsKey(above);
                above = content(above).parent()) {
            if (!seen.add(above)) {
                return null;
            }
        }
        return parent;
    }

    /** The task's own id in a file. */
    Json token(TaskId id) {
        return tokens.computeIfAbsent(id, this::findToken);
    }

    private Json findToken(TaskId id) {
        TaskFile file = TaskFile.of(content(id));
        if (file != null) {
            return file.id();
        }
        TaskId parent = parent(id);
        return Tokens.made(id, parent == null ? Tokens.prefix(tag) : parent + ".");
    }

    /** The tokens from the top down to the task, with dots between: 5.2. */
    String path(TaskId id) {
        TaskId parent = parent(id);
        String token = token(id).asText();
        return parent == null ? token : FileTask.path(path(parent), token);
    }

    /** What a dependency on this task is written as, where no file has written it yet. */
    Json dependency(TaskId on) {
        if (!tasks.containsKey(on)) {
            return Json.of(on.value());
        } else if (parent(on) == null) {
            return Tokens.top(tag, token(on).asText()).equals(on) ? token(on) : Json.of(on.value());
        }
        String path = path(on);
        boolean plain = on.value().equals(Tokens.prefix(tag) + path)
                && roots.stream().noneMatch(top -> token(top).asText().equals(path));
        return Json.of(plain ? path : on.value());
    }
}
