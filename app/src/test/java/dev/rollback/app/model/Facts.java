package dev.rollback.app.model;

import dev.rollback.api.TaskError;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The component TASK_STATE.
 *
 * @param file whether a file has spoken of it: its JSON then has more than the model knows
 */
record Facts(
        String title,
        TaskStatus status,
        @Nullable String statusText,
        List<TaskId> dependsOn,
        @Nullable TaskId parent,
        @Nullable TaskError error,
        boolean file,
        Json data) {

    static Facts registered(String title, List<TaskId> dependsOn, @Nullable TaskId parent) {
        return new Facts(title, TaskStatus.PENDING, null, dependsOn, parent, null, false, Json.EMPTY_OBJECT);
    }

    /** A verb speaks: the file's own text no longer does, and an older error is over. */
    Facts with(TaskStatus changed, @Nullable TaskError newError) {
        return new Facts(title, changed, null, dependsOn, parent, newError, file, data);
    }

    Facts with(Json changedData) {
        return new Facts(title, status, statusText, dependsOn, parent, error, file, changedData);
    }

    /** As a file shows the status. */
    String shownStatus() {
        return statusText != null ? statusText : String.valueOf(status.fileText());
    }

    /** As the stored format describes it, for a task that no file has spoken of. */
    Json json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("title", title);
        members.put("status", status.name());
        if (statusText != null) {
            members.put("statusText", statusText);
        }
        if (!dependsOn.isEmpty()) {
            members.put("dependsOn", dependsOn.stream().map(TaskId::value).toList());
        }
        if (parent != null) {
            members.put("parent", parent.value());
        }
        if (error != null) {
            members.put(
                    "error",
                    Map.of("message", error.message(), "cause", error.cause().name()));
        }
        if (data.size() > 0) {
            members.put("data", data);
        }
        return Json.of(members);
    }
}
