package dev.rollback.api;

import dev.rollback.api.json.Json;
import java.util.Map;

/**
 * Brings a task's data from one major version of its schema to a later one, where a moment of the former is restored,
 * or a task is written to that still stands there.
 *
 * @param from the major version of the data it takes
 * @param to the version it leads to
 * @param step the data of the one as data of the other
 */
public record TaskStateMigration(int from, SchemaVersion to, Step step) {
    public TaskStateMigration {
        if (from < 1 || to.major() <= from) {
            throw Names.invalid("a migration leads to a later major version, not from %d to %s", from, to);
        }
    }

    /** @see TaskStateMigration */
    @FunctionalInterface
    public interface Step {
        /**
         * Must give the same for the same data every time, because a rollback that is applied is compared with its plan, and must
         * not call the engine, which waits for it. What it throws refuses the rollback, before anything is written.
         *
         * @param data a JSON object for each component; for TASK_STATE, which is missing where a rollback left it out, the task's own data. Its title, status, dependencies
         *     and what a file said of it are not a schema's to change
         * @return the same for the later version: components may join and leave, TASK_STATE may not
         */
        Map<ComponentName, Json> migrate(Map<ComponentName, Json> data);
    }
}
