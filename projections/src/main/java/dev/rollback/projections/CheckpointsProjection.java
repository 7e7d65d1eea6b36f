package dev.rollback.projections;

import dev.rollback.api.CheckpointState;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskStatus;
import dev.rollback.engine.storage.Sql;
import dev.rollback.engine.storage.StoredEvent;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.messaging.MetaData;

/** Keeps every checkpoint, what became of it, and whether it lies on its task's current line. */
final class CheckpointsProjection {

    @EventHandler
    void on(CheckpointCreated event, StoredEvent row, MetaData metadata, Sql sql) {
        Object actor = metadata.get(MetadataKeys.ACTOR);
        Number epoch = (Number) metadata.getOrDefault(MetadataKeys.EPOCH, 0L);
        new CheckpointViews(sql)
                .add(new CheckpointView(
                        event.checkpointId(),
                        event.taskId(),
                        event.phase(),
                        event.step(),
                        event.label(),
                        event.description(),
                        state(event.status()),
                        event.status(),
                        true,
                        event.schemaVersion(),
                        event.stateHash(),
                        event.parent(),
                        epoch.longValue(),
                        row.seq(),
                        row.position(),
                        row.recordedAt(),
                        actor == null ? null : actor.toString(),
                        event.metadata()));
    }

    @EventHandler
    void on(TaskRolledBack event, Sql sql) {
        CheckpointViews views = new CheckpointViews(sql);
        if (event.checkpointId() != null) {
            views.setState(event.checkpointId(), CheckpointState.RESTORED);
        }
        views.setLine(event.taskId(), event.currentCheckpoint());
    }

    @ResetHandler
    void forget(Sql sql) {
        new CheckpointViews(sql).clear();
    }

    private static CheckpointState state(TaskStatus status) {
        return switch (status) {
            case COMPLETED -> CheckpointState.COMPLETED;
            case FAILED -> CheckpointState.FAILED;
            default -> CheckpointState.CREATED;
        };
    }
}
