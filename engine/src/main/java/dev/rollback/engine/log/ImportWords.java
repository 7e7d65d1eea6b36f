package dev.rollback.engine.log;

import dev.rollback.api.BoardEvent.BoardImported;
import dev.rollback.api.ComponentChange;
import dev.rollback.api.ComponentName;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent.TaskImported;
import dev.rollback.api.TaskStateContent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a file said of a task, in words, with the fields called as the file calls them. */
final class ImportWords {
    private ImportWords() {}

    static String of(TaskImported event, Told told) {
        String from = told.opening() instanceof BoardImported board ? " from " + Words.file(board.source()) : "";
        String title = titleOfNew(event, told.before());
        if (title != null) {
            return "imported%s: '%s' is new".formatted(from, title);
        }
        Set<String> fields = fields(event, told.before());
        return "imported" + from + (fields.isEmpty() ? "" : ": " + String.join(", ", fields));
    }

    private static @Nullable String titleOfNew(TaskImported event, @Nullable TaskContent before) {
        if (before == null || before.status().exists()) {
            return null;
        }
        TaskStateContent now = before.with(event.changes()).taskState();
        return now == null ? null : now.title();
    }

    private static Set<String> fields(TaskImported event, @Nullable TaskContent before) {
        Set<String> fields = new LinkedHashSet<>();
        for (ComponentChange change : event.changes()) {
            List<String> paths = Changed.paths(change, before);
            if (!change.component().equals(ComponentName.TASK_STATE) || paths == null) {
                fields.add(change.component().value());
            } else {
                fields.addAll(paths.stream().map(ImportWords::field).collect(Collectors.toList()));
            }
        }
        fields.remove("");
        return fields;
    }

    /** What only the file's form needs is no field of the task. */
    private static String field(String path) {
        String[] steps = path.split("/", -1);
        String first = steps.length > 1 ? steps[1] : "";
        return switch (first) {
            case "statusText" -> "status";
            case "dependsOn" -> "dependencies";
            case "file" -> "";
            case "data" -> steps.length > 2 ? steps[2].replace("~1", "/").replace("~0", "~") : "data";
            default -> first;
        };
    }
}
