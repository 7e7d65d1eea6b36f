package dev.rollback.engine.board;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskId;
import dev.rollback.api.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks the dependencies of a file mean: a sibling, else a task at the top, else a subtask by its path, else any
 * task by its full id; of several with one id the first. What is unknown is kept as an id.
 */
final class DependencyTokens {
    private static final String ANY = "/"; // no tag is written so in an id

    private final Map<Name, TaskId> tops = new HashMap<>();
    private final Map<Name, TaskId> paths = new HashMap<>();
    private final Map<Name, TaskId> ids = new HashMap<>();

    private record Name(String tag, String token) {}

    /** @param tasks all of the file, in its order */
    DependencyTokens(List<FileTask> tasks) {
        for (FileTask task : tasks) {
            if (task.parent() == null) {
                tops.putIfAbsent(new Name(task.tag(), task.token()), task.id());
            }
            paths.putIfAbsent(new Name(task.tag(), task.path()), task.id());
            ids.put(new Name(task.tag(), task.id().value()), task.id());
            ids.put(new Name(ANY, task.id().value()), task.id());
        }
    }

    /** Null where {@code dependencies} is no list of ids. */
    @Nullable
    List<TaskId> resolve(FileTask task, Json dependencies) {
        if (!dependencies.isArray()) {
            return null;
        }
        Set<TaskId> resolved = new LinkedHashSet<>();
        for (JsonNode token : dependencies.node()) {
            if (!Tokens.isToken(token)) {
                return null;
            }
            try {
                resolved.add(resolve(task, Tokens.text(token)));
            } catch (RefusedException e) {
                return null; // too long for an id: kept as it is
            }
        }
        return new ArrayList<>(resolved);
    }

    private TaskId resolve(FileTask task, String token) {
        FileTask parent = task.parent();
        if (parent != null) {
            String path = FileTask.path(parent.path(), token);
            for (FileTask sibling : parent.subtasks()) {
                if (sibling.token().equals(token) || sibling.path().equals(path)) {
                    return sibling.id();
                }
            }
        }
        Name name = new Name(task.tag(), token);
        // Another tag's task is meant only where its full id says so: a bare number never leaves its tag.
        Name full = token.contains("/") ? new Name(ANY, token) : name;
        TaskId known = tops.getOrDefault(name, paths.getOrDefault(name, ids.get(full)));
        return Objects.requireNonNullElseGet(known, () -> Tokens.top(task.tag(), token));
    }
}
