package dev.rollback.api;

import static dev.rollback.api.ComponentName.TASK_STATE;

import dev.rollback.api.TaskEvent.TaskCancelled;
import dev.rollback.api.TaskEvent.TaskCompleted;
import dev.rollback.api.TaskEvent.TaskFailed;
import dev.rollback.api.TaskEvent.TaskForked;
import dev.rollback.api.TaskEvent.TaskImported;
import dev.rollback.api.TaskEvent.TaskMigrated;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskReopened;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskEvent.TaskStarted;
import dev.rollback.api.TaskEvent.TaskUpdated;
import dev.rollback.api.TaskEvent.TaskWithdrawn;
import dev.rollback.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a task that a rollback brings back: one JSON object per component. Folding a task's events with
 * {@link #after} from {@link #NONE} gives its content; anybody's projection may do so.
 */
public record TaskContent(SortedMap<ComponentName, Json> components) {
    public static final TaskContent NONE = new TaskContent(new TreeMap<>());

    public TaskContent {
        components = Collections.unmodifiableSortedMap(new TreeMap<>(components));
    }

    /** The content after {@code event}. Deterministic: no clock, no randomness, no configuration. */
    public TaskContent after(TaskEvent event) {
        if (event instanceof TaskRegistered e) {
            return NONE.with(
                    TASK_STATE,
                    TaskStateContent.registered(e.title(), e.dependsOn(), e.parent())
                            .json());
        } else if (event instanceof TaskStarted) {
            return withStatus(TaskStatus.RUNNING);
        } else if (event instanceof TaskUpdated e) {
            return with(e.changes());
        } else if (event instanceof TaskCompleted) {
            return withStatus(TaskStatus.COMPLETED);
        } else if (event instanceof TaskFailed e) {
            return withTaskState(state -> state.withError(new TaskError(e.error(), e.cause())));
        } else if (event instanceof TaskCancelled) {
            return withStatus(TaskStatus.CANCELLED);
        } else if (event instanceof TaskReopened) {
            return withStatus(TaskStatus.PENDING);
        } else if (event instanceof TaskWithdrawn) {
            return withStatus(TaskStatus.WITHDRAWN);
        } else if (event instanceof TaskImported e) {
            return with(e.changes());
        } else if (event instanceof TaskForked e) {
            return NONE.with(e.changes());
        } else if (event instanceof TaskMigrated e) {
            return with(e.changes());
        } else if (event.isMarker()) {
            return this;
        } else if (event instanceof TaskRolledBack e) {
            return with(e.changes());
        }
        throw new IllegalStateException("no fold for " + event.getClass());
    }

    /** RETRACTED where there is no TASK_STATE. */
    public TaskStatus status() {
        Json taskState = components.get(TASK_STATE);
        return taskState == null
                ? TaskStatus.RETRACTED
                : TaskStatus.valueOf(taskState.node().path("status").asText());
    }

    public @Nullable TaskStateContent taskState() {
        Json taskState = components.get(TASK_STATE);
        return taskState == null ? null : TaskStateContent.of(taskState);
    }

    /**
     * SHA-256, in hex, over a line {@code NAME:hash} for each component in the order of their names, where hash is
     * {@link Json#sha256()}.
     */
    public String hash() {
        StringBuilder lines = new StringBuilder();
        components.forEach((name, content) ->
                lines.append(name).append(':').append(content.sha256()).append('\n'));
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(lines.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public TaskContent with(List<ComponentChange> changes) {
        SortedMap<ComponentName, Json> after = new TreeMap<>(components);
        for (ComponentChange change : changes) {
            Json content = change.applyTo(after.get(change.component()));
            if (content == null) {
                after.remove(change.component());
            } else {
                after.put(change.component(), content);
            }
        }
        return new TaskContent(after);
    }

    private TaskContent with(ComponentName name, Json content) {
        return with(List.of(ComponentChange.value(name, content)));
    }

    private TaskContent withStatus(TaskStatus status) {
        return withTaskState(state -> state.withStatus(status));
    }

    private TaskContent withTaskState(UnaryOperator<TaskStateContent> change) {
        TaskStateContent state = taskState();
        if (state == null) {
            throw new IllegalStateException("a task that does not exist cannot change");
        }
        return with(TASK_STATE, change.apply(state).json());
    }
}
