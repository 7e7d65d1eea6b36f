package dev.rollback.engine.board;

import static dev.rollback.engine.board.TaskMembers.DEPENDENCIES;
import static dev.rollback.engine.board.TaskMembers.INTERPRETED;
import static dev.rollback.engine.board.TaskMembers.STATUS;
import static dev.rollback.engine.board.TaskMembers.TITLE;

import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.json.Json;
import dev.rollback.engine.content.Members;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a file changes of a task that the store has: only where the file differs from its base. Pure. */
final class TaskMerge {
    private final String what;
    private final @Nullable TaskStateContent base;
    private final TaskStateContent file;
    private final TaskStateContent store;
    private final Conflicts conflicts;

    /** @param base null where no file had the task before: then all that the store has is the store's own change */
    TaskMerge(
            TaskId id,
            @Nullable TaskStateContent base,
            TaskStateContent file,
            TaskStateContent store,
            Conflicts conflicts) {
        this.what = "task " + id;
        this.base = base;
        this.file = file;
        this.store = store;
        this.conflicts = conflicts;
    }

    TaskStateContent merged() {
        TaskMembers b = base == null ? null : new TaskMembers(base);
        TaskMembers f = new TaskMembers(file);
        TaskMembers s = new TaskMembers(store);
        boolean title = conflicts.fileWins(what, TITLE, b == null ? null : b.title(), f.title(), s.title());
        boolean status = conflicts.fileWins(what, STATUS, b == null ? null : b.status(), f.status(), s.status());
        boolean dependencies = dependenciesFromFile(b, f, s);
        boolean parent = conflicts.fileWins(what, "parent", parent(base), parent(file), parent(store));
        TaskStateContent statusFrom = status ? file : store;
        return new TaskStateContent(
                (title ? file : store).title(),
                statusFrom.status(),
                statusFrom.statusText(),
                (dependencies ? file : store).dependsOn(),
                (parent ? file : store).parent(),
                statusFrom.error(),
                file(dependencies).json(),
                data(title, status, dependencies));
    }

    private boolean dependenciesFromFile(@Nullable TaskMembers b, TaskMembers f, TaskMembers s) {
        Json ids = f.dependencyIds();
        Json before = b == null ? null : b.dependencyIds();
        boolean spelledAnew = !Objects.equals(spelling(base), spelling(file));
        return conflicts.fileWins(what, DEPENDENCIES, before, ids, s.dependencyIds())
                || (spelledAnew && Objects.equals(ids, s.dependencyIds()));
    }

    private Json data(boolean title, boolean status, boolean dependencies) {
        Map<String, Json> inBase = base == null ? Map.of() : Members.of(base.data());
        Map<String, Json> inFile = Members.of(file.data());
        Map<String, Json> inStore = Members.of(store.data());
        Map<String, Json> data = new LinkedHashMap<>(conflicts.members(what, inBase, inFile, inStore, INTERPRETED));
        Map.of(TITLE, title, STATUS, status, DEPENDENCIES, dependencies).forEach((key, fromFile) -> {
            Json misfit = (fromFile ? inFile : inStore).get(key);
            if (misfit != null) {
                data.put(key, misfit);
            }
        });
        return Members.json(data);
    }

    private TaskFile file(boolean dependencies) {
        TaskFile before = base == null ? null : TaskFile.of(base);
        TaskFile fresh = Objects.requireNonNull(TaskFile.of(file));
        TaskFile ours = TaskFile.of(store);
        Json tokens = dependencies ? fresh.dependencies() : ours == null ? null : ours.dependencies();
        boolean sameKeys = before != null && before.keys().equals(fresh.keys());
        boolean sameId = before != null && before.id().equals(fresh.id());
        return new TaskFile(
                fresh.tag(),
                sameId && ours != null ? ours.id() : fresh.id(),
                sameKeys && ours != null ? ours.keys() : fresh.keys(),
                tokens,
                fresh.text());
    }

    /** Whether the store says anything else of the task than the file's base did. */
    static boolean moved(TaskStateContent base, TaskStateContent store) {
        TaskMembers b = new TaskMembers(base);
        TaskMembers s = new TaskMembers(store);
        return !Objects.equals(b.title(), s.title())
                || !Objects.equals(b.status(), s.status())
                || !Objects.equals(b.dependencyIds(), s.dependencyIds())
                || !Objects.equals(base.parent(), store.parent())
                || !without(base.data(), INTERPRETED).equals(without(store.data(), INTERPRETED));
    }

    private static Map<String, Json> without(Json data, Set<String> keys) {
        Map<String, Json> members = Members.of(data);
        members.keySet().removeAll(keys);
        return members;
    }

    private static @Nullable Json parent(@Nullable TaskStateContent content) {
        return content == null || content.parent() == null ? null : Json.of(content.parent());
    }

    private static @Nullable Json spelling(@Nullable TaskStateContent content) {
        TaskFile file = content == null ? null : TaskFile.of(content);
        return file == null ? null : file.dependencies();
    }
}
