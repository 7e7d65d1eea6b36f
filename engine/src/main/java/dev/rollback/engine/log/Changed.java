package dev.rollback.engine.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.api.BoardEvent;
import dev.rollback.api.ComponentChange;
import dev.rollback.api.ComponentChange.Kind;
import dev.rollback.api.ComponentName;
import dev.rollback.api.LogEntryView.ChangedComponent;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent.TaskImported;
import dev.rollback.api.TaskEvent.TaskMigrated;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskEvent.TaskUpdated;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonPatch;
import dev.rollback.engine.json.JsonDiff;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which values an event changed. */
final class Changed {
    static final int PATHS = 10;

    private Changed() {}

    /** The changes that an event carries. */
    static List<ComponentChange> of(@Nullable Object event) {
        if (event instanceof TaskUpdated e) {
            return e.changes();
        } else if (event instanceof TaskImported e) {
            return e.changes();
        } else if (event instanceof TaskMigrated e) {
            return e.changes();
        } else if (event instanceof TaskRolledBack e) {
            return e.changes();
        }
        return event instanceof BoardEvent e ? e.changes() : List.of();
    }

    /** A patch names what it changes; all else can only be compared with what was there. */
    static boolean needsContentBefore(List<ComponentChange> changes) {
        return changes.stream().anyMatch(change -> !saysAll(change));
    }

    static List<ChangedComponent> told(List<ComponentChange> changes, @Nullable TaskContent before) {
        return changes.stream()
                .map(change -> {
                    List<String> paths = paths(change, before);
                    return paths == null
                            ? new ChangedComponent(change.component(), null, List.of())
                            : new ChangedComponent(
                                    change.component(),
                                    paths.size(),
                                    paths.stream().limit(PATHS).toList());
                })
                .toList();
    }

    /** All of them; null where that cannot be known. */
    static @Nullable List<String> paths(ComponentChange change, @Nullable TaskContent before) {
        try {
            JsonPatch patch = patch(change, before);
            return patch == null
                    ? null
                    : patch.operations().stream()
                            .filter(operation -> operation.kind() != JsonPatch.Kind.TEST)
                            .map(operation -> operation.path().toString())
                            .toList();
        } catch (RuntimeException noPatch) {
            return null;
        }
    }

    private static @Nullable JsonPatch patch(ComponentChange change, @Nullable TaskContent before) {
        Json body = change.body();
        if (body != null && change.kind() == Kind.PATCH && (before == null || saysAll(change))) {
            return JsonPatch.parse(body);
        }
        if (before == null) {
            return null;
        }
        Json from = before.components().get(change.component());
        return JsonDiff.between(withData(change, from), withData(change, change.applyTo(from)));
    }

    /** A task's first data is one value in a patch, and as many as it holds to a person. */
    private static boolean saysAll(ComponentChange change) {
        return change.kind() == Kind.PATCH && (!isTaskState(change) || !namesData(change));
    }

    private static boolean namesData(ComponentChange change) {
        for (JsonNode operation : Objects.requireNonNull(change.body()).node()) {
            if (operation.path("path").asText().equals("/data")) {
                return true;
            }
        }
        return false;
    }

    private static Json withData(ComponentChange change, @Nullable Json content) {
        Json there = content == null ? Json.EMPTY_OBJECT : content;
        if (!isTaskState(change) || !(there.node() instanceof ObjectNode members) || members.has("data")) {
            return there;
        }
        ObjectNode all = members.deepCopy();
        all.putObject("data");
        return Json.of(all);
    }

    private static boolean isTaskState(ComponentChange change) {
        return change.component().equals(ComponentName.TASK_STATE);
    }
}
