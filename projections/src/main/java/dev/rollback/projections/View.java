package dev.rollback.projections;

import java.util.List;

/**
 * A built-in view.
 *
 * @param name under which the store keeps how far the view has come
 * @param projection an event-handling component without state of its own: {@code @EventHandler} methods take an event,
 *     a {@link Recorded} and an {@link dev.rollback.engine.storage.Sql}, a {@code @ResetHandler} takes the Sql only
 */
public record View(String name, Object projection) {
    public static final View TASKS = new View("tasks", new CurrentTasksProjection());
    public static final View CHECKPOINTS = new View("checkpoints", new CheckpointsProjection());
    public static final View ROLLBACKS = new View("rollbacks", new RollbackHistoryProjection());

    public static final List<View> ALL = List.of(TASKS, CHECKPOINTS, ROLLBACKS);
}
