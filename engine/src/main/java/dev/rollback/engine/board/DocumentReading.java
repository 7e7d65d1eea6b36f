package dev.rollback.engine.board;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import dev.rollback.engine.content.Members;
import dev.rollback.engine.task.ContentLimits;
import dev.rollback.engine.task.TaskGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From a Task Master document as it is to the normalised one. What is no such document is refused with its path. */
final class DocumentReading {
    /** Levels that a task's state, and a board, put around a member of it. */
    private static final int AROUND = 2;

    private final KnownIds ids;
    private final Set<String> knownTags;
    private final Map<String, List<FileTask>> roots = new LinkedHashMap<>();
    private final List<FileTask> all = new ArrayList<>();

    private DocumentReading(KnownIds ids, Set<String> knownTags) {
        this.ids = ids;
        this.knownTags = knownTags;
    }

    /** Takes the text of the document apart, once it is known which of its members are tags. */
    @FunctionalInterface
    interface TextReading {
        @Nullable
        DocumentText read(boolean tagged, Set<String> tags);
    }

    /** The same without its text: how it is laid out is not known. */
    static TaskMasterDocument read(Json document, TaskMasterDocument... earlier) {
        return read(document, (tagged, tags) -> null, earlier);
    }

    /** @param earlier whose ids stick and whose tags are tags still, the most trusted first */
    static TaskMasterDocument read(Json document, TextReading text, TaskMasterDocument... earlier) {
        Set<String> tags = new HashSet<>(Set.of(Tokens.MASTER));
        for (TaskMasterDocument known : earlier) {
            tags.addAll(known.tags().keySet());
        }
        return new DocumentReading(new KnownIds(earlier), tags).read(document, text);
    }

    private TaskMasterDocument read(Json document, TextReading text) {
        if (!document.isObject()) {
            throw refusal(JsonPointer.empty(), "a Task Master document is an object");
        }
        Json tasks = document.get("tasks").orElse(null);
        if (tasks != null && !isTag("tasks", tasks)) {
            tag(Tokens.MASTER, document, JsonPointer.empty());
            Map<String, Json> master = Map.of(Tokens.MASTER, document);
            return normalised(false, List.of(), Map.of(), master, text.read(false, Set.of()));
        }
        Map<String, Json> tags = new LinkedHashMap<>();
        Map<String, Json> data = new LinkedHashMap<>();
        Members.of(document).forEach((name, value) -> (isTag(name, value) ? tags : data).put(name, value));
        requireShallow(JsonPointer.empty(), data, AROUND);
        tags.forEach((name, tag) -> tag(name, tag, JsonPointer.empty().appendProperty(name)));
        List<String> keys = List.copyOf(Members.of(document).keySet());
        return normalised(true, keys, data, tags, text.read(true, tags.keySet()));
    }

    // Whatever has tasks is a tag; what was a tag is one still, whatever became of it.
    private boolean isTag(String name, Json value) {
        return (value.isObject() && value.get("tasks").isPresent())
                || (knownTags.contains(name) && !name.equals("tasks"));
    }

    private void tag(String name, Json tag, JsonPointer at) {
        if (!tag.isObject()) {
            throw refusal(at, "a tag is an object");
        }
        if (name.indexOf('\0') >= 0) {
            throw refusal(at, "a tag's name must not hold U+0000");
        }
        Json tasks = tag.get("tasks").orElse(Json.EMPTY_ARRAY);
        if (!tasks.isArray()) {
            throw refusal(at.appendProperty("tasks"), "tasks are an array");
        }
        Map<String, Json> data = Members.of(tag);
        data.remove("tasks");
        requireShallow(at, data, AROUND);
        List<FileTask> top = new ArrayList<>();
        tasks(name, tasks, at.appendProperty("tasks"), null, top);
        roots.put(name, top);
    }

    private void tasks(String tag, Json tasks, JsonPointer at, @Nullable FileTask parent, List<FileTask> siblings) {
        for (int i = 0; i < tasks.size(); i++) {
            JsonPointer place = at.appendIndex(i);
            Json members = tasks.get(i).orElseThrow();
            if (!members.isObject()) {
                throw refusal(place, "a task is an object");
            }
            if (!Tokens.isToken(members.node().path("id"))) {
                throw refusal(place, "a task needs an id, a text or a number");
            }
            FileTask task = new FileTask(tag, members, place.toString(), parent);
            if (task.level() > TaskGraph.MOST_LEVELS) {
                throw refusal(place, "more than %d tasks lie inside one another".formatted(TaskGraph.MOST_LEVELS));
            }
            Map<String, Json> own = Members.of(members);
            if (members.get("subtasks").filter(Json::isArray).isPresent()) {
                own.remove("subtasks");
            }
            requireShallow(place, own, AROUND);
            all.add(task);
            siblings.add(task);
            members.get("subtasks")
                    .filter(Json::isArray)
                    .ifPresent(
                            subtasks -> tasks(tag, subtasks, place.appendProperty("subtasks"), task, task.subtasks()));
        }
    }

    private TaskMasterDocument normalised(
            boolean tagged,
            List<String> fileKeys,
            Map<String, Json> fileData,
            Map<String, Json> tags,
            @Nullable DocumentText text) {
        roots.values().forEach(ids::give);
        DependencyTokens dependencies = new DependencyTokens(all);
        Map<String, Map<TaskId, TaskStateContent>> contents = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            FileTask task = all.get(i);
            contents.computeIfAbsent(task.tag(), tag -> new LinkedHashMap<>())
                    .put(task.id(), content(task, dependencies, text == null ? null : text.task(i)));
        }
        Map<String, TagDocument> documents = new LinkedHashMap<>();
        tags.forEach((name, tag) -> {
            Map<String, Json> data = Members.of(tag);
            List<String> keys = List.copyOf(data.keySet());
            data.remove("tasks");
            documents.put(
                    name,
                    new TagDocument(
                            keys, data, contents.getOrDefault(name, Map.of()), text == null ? null : text.tag(name)));
        });
        FileLevel file = new FileLevel(
                tagged,
                fileKeys,
                tagged ? List.copyOf(tags.keySet()) : List.of(),
                fileData,
                text == null ? null : text.layout(),
                text == null ? null : text.root());
        return new TaskMasterDocument(file, documents);
    }

    private static TaskStateContent content(FileTask task, DependencyTokens tokens, @Nullable String text) {
        Map<String, Json> data = Members.of(task.members());
        List<String> keys = List.copyOf(data.keySet());
        Json id = data.remove("id");
        String title = takeText(data, "title");
        String status = takeText(data, "status");
        Json dependencies = data.getOrDefault("dependencies", Json.NULL);
        List<TaskId> dependsOn = tokens.resolve(task, dependencies);
        if (dependsOn != null) {
            data.remove("dependencies");
        }
        if (data.getOrDefault("subtasks", Json.NULL).isArray()) {
            data.remove("subtasks");
        }
        TaskFile file = new TaskFile(
                task.tag(), id == null ? Json.NULL : id, keys, dependsOn == null ? null : dependencies, text);
        return new TaskStateContent(
                title == null ? "" : title,
                status == null ? TaskStatus.PENDING : TaskStatus.ofFileText(status),
                status,
                dependsOn == null ? List.of() : dependsOn,
                task.parentId(),
                null,
                file.json(),
                Members.json(data));
    }

    private static @Nullable String takeText(Map<String, Json> data, String key) {
        Json value = data.get(key);
        if (value == null || !value.isString()) {
            return null;
        }
        data.remove(key);
        return value.asText();
    }

    private static void requireShallow(JsonPointer at, Map<String, Json> members, int around) {
        int most = ContentLimits.COMPONENT.maxDepth() - around;
        members.forEach((name, value) -> {
            if (value.depth() > most) {
                throw refusal(
                        at.appendProperty(name),
                        "it is nested deeper than %d levels (%d)".formatted(most, value.depth()));
            }
        });
    }

    private static RefusedException refusal(JsonPointer at, String problem) {
        return new RefusedException(
                RefusalCode.INVALID_INPUT,
                "no Task Master document%s: %s; correct it and try again. Nothing was written."
                        .formatted(at.matches() ? "" : " (" + at + ")", problem));
    }
}
