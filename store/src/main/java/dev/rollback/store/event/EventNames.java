package dev.rollback.store.event;

import dev.rollback.api.BoardEvent;
import dev.rollback.api.CheckpointEvent;
import dev.rollback.api.RefusalEvent;
import dev.rollback.api.RollbackEvent;
import dev.rollback.api.StoreEvent;
import dev.rollback.api.TaskEvent;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** The chosen names under which events are stored: final, whatever becomes of the classes. */
public final class EventNames {
    private static final Map<String, Class<?>> CLASSES = Map.ofEntries(
            Map.entry("task.TaskRegistered", TaskEvent.TaskRegistered.class),
            Map.entry("task.TaskStarted", TaskEvent.TaskStarted.class),
            Map.entry("task.TaskUpdated", TaskEvent.TaskUpdated.class),
            Map.entry("task.TaskCompleted", TaskEvent.TaskCompleted.class),
            Map.entry("task.TaskFailed", TaskEvent.TaskFailed.class),
            Map.entry("task.TaskCancelled", TaskEvent.TaskCancelled.class),
            Map.entry("task.TaskReopened", TaskEvent.TaskReopened.class),
            Map.entry("task.TaskWithdrawn", TaskEvent.TaskWithdrawn.class),
            Map.entry("task.TaskImported", TaskEvent.TaskImported.class),
            Map.entry("task.TaskPolicyChanged", TaskEvent.TaskPolicyChanged.class),
            Map.entry("task.TaskFenced", TaskEvent.TaskFenced.class),
            Map.entry("task.TaskMigrated", TaskEvent.TaskMigrated.class),
            Map.entry("task.TaskForked", TaskEvent.TaskForked.class),
            Map.entry("task.CheckpointCreated", TaskEvent.CheckpointCreated.class),
            Map.entry("task.TaskRolledBack", TaskEvent.TaskRolledBack.class),
            Map.entry("checkpoint.SystemCheckpointCreated", CheckpointEvent.SystemCheckpointCreated.class),
            Map.entry("checkpoint.CheckpointHeld", CheckpointEvent.CheckpointHeld.class),
            Map.entry("checkpoint.CheckpointReleased", CheckpointEvent.CheckpointReleased.class),
            Map.entry("checkpoint.CheckpointArchived", CheckpointEvent.CheckpointArchived.class),
            Map.entry("checkpoint.CheckpointPruned", CheckpointEvent.CheckpointPruned.class),
            Map.entry("rollback.RollbackRequested", RollbackEvent.RollbackRequested.class),
            Map.entry("rollback.RollbackSucceeded", RollbackEvent.RollbackSucceeded.class),
            Map.entry("rollback.RollbackFailed", RollbackEvent.RollbackFailed.class),
            Map.entry("refusal.StaleWorkRefused", RefusalEvent.StaleWorkRefused.class),
            Map.entry("store.StoreRestored", StoreEvent.StoreRestored.class),
            Map.entry("board.BoardImported", BoardEvent.BoardImported.class),
            Map.entry("board.BoardExported", BoardEvent.BoardExported.class),
            Map.entry("board.BoardCopied", BoardEvent.BoardCopied.class),
            Map.entry("board.BoardRolledBack", BoardEvent.BoardRolledBack.class));

    private static final Map<Class<?>, String> NAMES =
            CLASSES.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private EventNames() {}

    /** The name of one of the engine's own events, or null for anybody else's. */
    public static @Nullable String nameOf(Class<?> type) {
        return NAMES.get(type);
    }

    /** The revision of an event's form that this version writes. */
    public static String revisionOf(Class<?> type) {
        Revision revision = type.getAnnotation(Revision.class);
        if (revision == null) {
            throw new IllegalArgumentException(type + " has no revision");
        }
        return revision.value();
    }

    /** The class behind a name, or nothing where the event is not the engine's. */
    public static Optional<Class<?>> classOf(String name) {
        return Optional.ofNullable(CLASSES.get(name));
    }
}
