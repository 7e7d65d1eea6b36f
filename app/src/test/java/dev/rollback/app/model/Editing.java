package dev.rollback.app.model;

import static dev.rollback.api.ComponentName.TASK_STATE;

import dev.rollback.api.ComponentEdit;
import dev.rollback.api.ComponentName;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.TaskCommand.UpdateTask;
import dev.rollback.api.json.Json;
import dev.rollback.app.model.Happening.Edited;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An update of a task that exists. */
record Editing(Standing now) {
    /** What a file says of its task in words of its own. */
    private static final Set<String> THE_FILES_OWN = Set.of("id", "title", "status", "dependencies", "subtasks");

    Forecast foresee(UpdateTask command) {
        Map<ComponentName, Json> contents = new LinkedHashMap<>();
        for (ComponentEdit edit : command.edits()) {
            Json before = contents.getOrDefault(edit.component(), content(edit.component()));
            Json after = edit.applyTo(before);
            if (!after.isObject() || (edit.component().equals(TASK_STATE) && hides(before, after))) {
                return Forecast.refused(RefusalCode.INVALID_INPUT);
            }
            contents.put(edit.component(), after);
        }
        contents.entrySet().removeIf(part -> part.getValue().equals(content(part.getKey())));
        int events = contents.isEmpty() ? 0 : 1;
        return Forecast.done(
                contents.isEmpty() ? List.of() : List.of(new Edited(command.taskId(), contents)),
                Verbs.receipt(command, now, events));
    }

    private Json content(ComponentName name) {
        return name.equals(TASK_STATE)
                ? now.facts().data()
                : now.content().others().getOrDefault(name, Json.EMPTY_OBJECT);
    }

    /** Whether it sets what the file of an imported task would never show. */
    private boolean hides(Json before, Json after) {
        return now.facts().file()
                && THE_FILES_OWN.stream()
                        .anyMatch(key ->
                                after.get(key).isPresent() && !after.get(key).equals(before.get(key)));
    }
}
