package dev.rollback.projections;

import dev.rollback.store.Table;
import java.util.List;

/**
 * A built-in view.
 *
 * @param name under which the store keeps how far the view has come
 * @param projection an event-handling component without state of its own: {@code @EventHandler} methods take an event,
 *     a {@link Recorded} and an {@link dev.rollback.store.Sql}, a {@code @ResetHandler} takes the Sql only
 * @param tables that it alone writes
 * @param hidden the one of them in which the streams are of which an event cannot be read
 */
public record View(String name, Object projection, List<Table> tables, String hidden) {
    public static final View TASKS = new View(
            "tasks",
            new CurrentTasksProjection(),
            List.of(
                    Table.of("view_task", "task"),
                    Table.of("view_component", "task", "component"),
                    Table.of("view_hidden_task", "stream")),
            "view_hidden_task");
    public static final View CHECKPOINTS = new View(
            "checkpoints",
            new CheckpointsProjection(),
            List.of(
                    Table.of("view_checkpoint", "position"),
                    Table.of("view_checkpoint_hold", "checkpoint", "since"),
                    Table.of("view_hidden_checkpoint", "stream")),
            "view_hidden_checkpoint");
    public static final View ROLLBACKS = new View(
            "rollbacks",
            new RollbackHistoryProjection(),
            List.of(
                    Table.of("view_rollback", "first_position"),
                    Table.of("view_rollback_task", "task", "rollback_position"),
                    Table.of("view_rollback_metadata", "name", "value", "rollback_position"),
                    Table.of("view_rollback_checkpoint", "checkpoint"),
                    Table.of("view_rollback_target", "checkpoint", "rollback_position"),
                    Table.of("view_hidden_rollback", "stream")),
            "view_hidden_rollback");

    public static final List<View> ALL = List.of(TASKS, CHECKPOINTS, ROLLBACKS);
}
