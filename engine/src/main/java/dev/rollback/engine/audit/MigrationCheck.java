package dev.rollback.engine.audit;

import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent.MigratedFrom;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.json.Json;
import dev.rollback.engine.task.TaskState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What can be said of a migration without running it. */
final class MigrationCheck {
    private MigrationCheck() {}

    static boolean isOf(MigratedFrom from, TaskState state) {
        return from.schemaVersion().equals(state.schemaVersion())
                && from.stateHash().equals(state.content().hash());
    }

    static boolean leavesAllButData(TaskContent before, TaskContent after) {
        return Objects.equals(withoutData(before), withoutData(after));
    }

    private static @Nullable TaskStateContent withoutData(TaskContent content) {
        TaskStateContent state = content.taskState();
        return state == null ? null : state.withData(Json.EMPTY_OBJECT);
    }
}
