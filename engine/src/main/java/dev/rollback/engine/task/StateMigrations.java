package dev.rollback.engine.task;

import static dev.rollback.api.ComponentName.TASK_STATE;

import dev.rollback.api.ComponentName;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent.MigratedFrom;
import dev.rollback.api.TaskEvent.TaskMigrated;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStateMigration;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.api.json.Json;
import dev.rollback.engine.content.Changes;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Brings what a task was to the version of the schema that is wanted now. Pure, as far as the migrations are. */
public final class StateMigrations {
    private StateMigrations() {}

    /**
     * A moment's content as it can be brought back.
     *
     * @param migratedFrom what it was, where it had to be migrated
     */
    public record Restorable(
            TaskContent content,
            SchemaVersion version,
            @Nullable MigratedFrom migratedFrom) {}

    /**
     * The version in which a task is to be when it is back: that which the application works in, but that in which the task
     * is where this is later, or where a part of it stays. A task that holds nothing is in none.
     */
    public static SchemaVersion wanted(TaskStateSchema schema, TaskState now, TaskState then, boolean all) {
        boolean nothing = now.content().components().isEmpty();
        SchemaVersion least = nothing ? then.schemaVersion() : now.schemaVersion();
        SchemaVersion version = schema.version();
        return (all || nothing) && version != null && version.major() > least.major() ? version : least;
    }

    /** The same for a task of which there is nothing yet. */
    static SchemaVersion wanted(TaskStateSchema schema, SchemaVersion then) {
        SchemaVersion version = schema.version();
        return version != null && version.major() > then.major() ? version : then;
    }

    /** @throws RefusedException VERSION_INCOMPATIBLE where the data is in a later major version than is wanted or known */
    public static void requireNotNewer(
            TaskStateSchema schema, TaskId taskId, SchemaVersion found, SchemaVersion wanted) {
        SchemaVersion known = schema.version();
        SchemaVersion most = known != null && known.major() < wanted.major() ? known : wanted;
        if (found.major() > most.major()) {
            throw new RefusedException(
                    RefusalCode.VERSION_INCOMPATIBLE,
                    "the data of task %s is there in version %s, which is newer than version %s, in which it is to be. Use the application of version %s."
                            .formatted(taskId, found, most, found));
        }
    }

    /** @throws RefusedException VERSION_INCOMPATIBLE where it is newer, no migration leads there, or one fails */
    public static Restorable restorable(
            TaskStateSchema schema, TaskId taskId, TaskContent then, SchemaVersion version, SchemaVersion wanted) {
        if (then.components().isEmpty()) {
            return new Restorable(then, wanted, null);
        }
        requireNotNewer(schema, taskId, version, wanted);
        TaskContent content = then;
        SchemaVersion reached = version;
        while (reached.major() < wanted.major()) {
            TaskStateMigration migration = schema.from(reached.major())
                    .filter(step -> step.to().major() <= wanted.major())
                    .orElseThrow(() -> noWay(taskId, version, wanted));
            content = migrate(content, migration, taskId);
            reached = migration.to();
        }
        return new Restorable(
                content, reached, reached.equals(version) ? null : new MigratedFrom(version, then.hash()));
    }

    /**
     * What is to happen to a task before its data is changed, where that is in an older major version.
     *
     * @throws RefusedException VERSION_INCOMPATIBLE as above
     */
    static Optional<TaskMigrated> aheadOfUpdate(TaskStateSchema schema, TaskId taskId, TaskState state) {
        SchemaVersion wanted = schema.version();
        if (wanted == null) {
            return Optional.empty();
        }
        Restorable now = restorable(schema, taskId, state.content(), state.schemaVersion(), wanted);
        return Optional.ofNullable(now.migratedFrom())
                .map(from -> new TaskMigrated(
                        taskId,
                        Changes.between(state.content(), now.content()),
                        now.version(),
                        now.content().hash(),
                        from));
    }

    private static TaskContent migrate(TaskContent content, TaskStateMigration migration, TaskId taskId) {
        TaskStateContent state = content.taskState();
        SortedMap<ComponentName, Json> data = new TreeMap<>(content.components());
        if (state != null) {
            data.put(TASK_STATE, state.data());
        }
        Map<ComponentName, Json> migrated = migrated(data, migration, taskId);
        Json own = migrated.get(TASK_STATE);
        if ((own == null) != (state == null)) {
            throw failed(taskId, migration, "a task's own data can neither leave nor join", null);
        }
        SortedMap<ComponentName, Json> result = new TreeMap<>(migrated);
        migrated.forEach((name, component) -> {
            if (!component.isObject()) {
                throw failed(taskId, migration, name + " is no JSON object after it", null);
            }
        });
        if (state != null && own != null) {
            TaskRules.memberOfTheFile(content, state.data(), own).ifPresent(member -> {
                throw failed(taskId, migration, "'%s' comes from the file, and is not data".formatted(member), null);
            });
            result.put(TASK_STATE, state.withData(own).json());
        }
        return new TaskContent(result);
    }

    private static Map<ComponentName, Json> migrated(
            Map<ComponentName, Json> data, TaskStateMigration migration, TaskId taskId) {
        // Copies: what a migration does to a tree in its hands must not be done to a state that others hold too.
        SortedMap<ComponentName, Json> copy = new TreeMap<>();
        data.forEach((name, component) -> copy.put(name, Json.of(component.node())));
        try {
            return Map.copyOf(migration.step().migrate(copy));
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            throw failed(taskId, migration, e.toString(), e);
        }
    }

    private static RefusedException noWay(TaskId taskId, SchemaVersion version, SchemaVersion wanted) {
        return new RefusedException(
                RefusalCode.VERSION_INCOMPATIBLE,
                "the data of task %s is there in version %s, and no migration leads to version %s, in which it is to be. Use the application that has the migrations."
                        .formatted(taskId, version, wanted));
    }

    private static RefusedException failed(
            TaskId taskId, TaskStateMigration migration, String why, @Nullable Throwable cause) {
        return new RefusedException(
                RefusalCode.VERSION_INCOMPATIBLE,
                "the migration of the data of task %s from version %d to version %s failed: %s."
                        .formatted(taskId, migration.from(), migration.to(), why),
                cause);
    }
}
