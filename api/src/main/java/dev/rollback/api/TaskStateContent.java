package dev.rollback.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of the component TASK_STATE, read and written as one JSON object with the members named here; those that
 * are null or empty are left out. Changes of TASK_STATE in events are changes of this object.
 *
 * @param statusText a file's own status text, while the lifecycle has not moved since it was read
 * @param file what only a file needs to be written again: the id's token, the order of its keys and the like
 * @param data the task's own state, a JSON object
 */
public record TaskStateContent(
        String title,
        TaskStatus status,
        @Nullable String statusText,
        List<TaskId> dependsOn,
        @Nullable TaskId parent,
        @Nullable TaskError error,
        @Nullable Json file,
        Json data) {

    public TaskStateContent {
        dependsOn = List.copyOf(dependsOn);
    }

    public static TaskStateContent registered(String title, List<TaskId> dependsOn, @Nullable TaskId parent) {
        return new TaskStateContent(title, TaskStatus.PENDING, null, dependsOn, parent, null, null, Json.EMPTY_OBJECT);
    }

    public static TaskStateContent of(Json content) {
        JsonNode node = content.node();
        List<TaskId> dependsOn = new ArrayList<>();
        node.path("dependsOn").forEach(id -> dependsOn.add(new TaskId(id.textValue())));
        JsonNode error = node.path("error");
        return new TaskStateContent(
                node.path("title").asText(),
                TaskStatus.valueOf(node.path("status").asText()),
                node.path("statusText").textValue(),
                dependsOn,
                node.has("parent") ? new TaskId(node.get("parent").textValue()) : null,
                error.isObject()
                        ? new TaskError(
                                error.path("message").asText(),
                                RollbackReason.valueOf(error.path("cause").asText()))
                        : null,
                content.get("file").orElse(null),
                content.get("data").orElse(Json.EMPTY_OBJECT));
    }

    public Json json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("title", title);
        node.put("status", status.name());
        if (statusText != null) {
            node.put("statusText", statusText);
        }
        if (!dependsOn.isEmpty()) {
            dependsOn.forEach(id -> node.withArray("dependsOn").add(id.value()));
        }
        if (parent != null) {
            node.put("parent", parent.value());
        }
        if (error != null) {
            node.putObject("error")
                    .put("message", error.message())
                    .put("cause", error.cause().name());
        }
        if (file != null) {
            node.set("file", file.node());
        }
        if (!data.node().isEmpty()) {
            node.set("data", data.node());
        }
        return Json.of(node);
    }

    /** The lifecycle moves: a file's own text no longer speaks for it, and an error is over. */
    public TaskStateContent withStatus(TaskStatus newStatus) {
        return new TaskStateContent(title, newStatus, null, dependsOn, parent, null, file, data);
    }

    public TaskStateContent withError(TaskError newError) {
        return new TaskStateContent(title, TaskStatus.FAILED, null, dependsOn, parent, newError, file, data);
    }

    public TaskStateContent withData(Json newData) {
        return new TaskStateContent(title, status, statusText, dependsOn, parent, error, file, newData);
    }
}
