package dev.rollback.engine.board;

import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import dev.rollback.engine.content.Members;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A task's members as a file has them, apart from {@code id} and {@code subtasks}. What a file said of title, status or
 * dependencies and is none was kept in the task's data, and is written again while nothing better is known.
 */
final class TaskMembers {
    static final String TITLE = "title";
    static final String STATUS = "status";
    static final String DEPENDENCIES = "dependencies";
    static final Set<String> INTERPRETED = Set.of(TITLE, STATUS, DEPENDENCIES);

    private static final Set<String> OWN = Set.of("id", "subtasks", TITLE, STATUS, DEPENDENCIES);

    private final TaskStateContent content;
    private final @Nullable TaskFile file;

    TaskMembers(TaskStateContent content) {
        this.content = content;
        this.file = TaskFile.of(content);
    }

    /** In the order in which they are to be written, as far as a file has given one. */
    List<String> keys() {
        if (file != null) {
            return file.keys();
        }
        List<String> keys = new ArrayList<>(List.of("id", TITLE, STATUS, DEPENDENCIES));
        Members.of(content.data()).keySet().stream()
                .filter(key -> !OWN.contains(key))
                .forEach(keys::add);
        keys.add("subtasks");
        return keys;
    }

    Map<String, Json> all(Function<TaskId, Json> tokens) {
        Map<String, Json> members = new LinkedHashMap<>();
        put(members, TITLE, title());
        put(members, STATUS, status());
        put(members, DEPENDENCIES, dependencies(tokens));
        Members.of(content.data()).forEach((key, value) -> {
            if (!OWN.contains(key)) {
                members.put(key, value);
            }
        });
        return members;
    }

    @Nullable
    Json title() {
        Json misfit = misfit(TITLE);
        if (content.title().isEmpty() && misfit != null && !misfit.isString()) {
            return misfit;
        }
        return !content.title().isEmpty() || isWritten(TITLE) ? Json.of(content.title()) : null;
    }

    @Nullable
    Json status() {
        boolean untouched = content.status() == TaskStatus.PENDING && content.statusText() == null;
        Json misfit = misfit(STATUS);
        if (untouched && misfit != null && !misfit.isString()) {
            return misfit;
        }
        String text = Objects.requireNonNullElseGet(
                content.statusText(), () -> String.valueOf(content.status().fileText()));
        return !untouched || isWritten(STATUS) ? Json.of(text) : null;
    }

    /** @param tokens what a dependency is written as where no file has written it */
    @Nullable
    Json dependencies(Function<TaskId, Json> tokens) {
        Json misfit = misfit(DEPENDENCIES);
        if (content.dependsOn().isEmpty() && misfit != null) {
            return misfit;
        }
        if (file != null && file.dependencies() != null && !content.dependsOn().isEmpty()) {
            return file.dependencies();
        }
        List<Json> made = content.dependsOn().stream().map(tokens).toList();
        return !made.isEmpty() || isWritten(DEPENDENCIES) ? Json.of(made) : null;
    }

    /** The same by task ids, for comparing. */
    @Nullable
    Json dependencyIds() {
        Json misfit = misfit(DEPENDENCIES);
        if (content.dependsOn().isEmpty() && misfit != null) {
            return misfit;
        }
        return !content.dependsOn().isEmpty() || isWritten(DEPENDENCIES) ? Json.of(content.dependsOn()) : null;
    }

    /** What a file has as subtasks that is no list of them. */
    @Nullable
    Json oddSubtasks() {
        Json odd = misfit("subtasks");
        return odd != null && odd.isArray() ? null : odd;
    }

    private @Nullable Json misfit(String key) {
        return file == null || !file.keys().contains(key)
                ? null
                : content.data().get(key).orElse(null);
    }

    private boolean isWritten(String key) {
        return file == null || file.keys().contains(key);
    }

    private static void put(Map<String, Json> members, String key, @Nullable Json value) {
        if (value != null) {
            members.put(key, value);
        }
    }
}
