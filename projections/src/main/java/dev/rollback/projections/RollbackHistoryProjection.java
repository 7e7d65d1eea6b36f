package dev.rollback.projections;

import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RollbackEvent.RollbackFailed;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.RollbackEvent.RollbackSucceeded;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.RollbackView;
import dev.rollback.api.RollbackView.RolledBackTask;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.engine.storage.Sql;
import dev.rollback.engine.storage.StoredEvent;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/** Keeps the record of every rollback. */
final class RollbackHistoryProjection {

    @EventHandler
    void on(RollbackRequested event, StoredEvent row, MetaData metadata, Sql sql) {
        new RollbackViews(sql)
                .put(new RollbackView(
                        event.rollbackId(),
                        RollbackStatus.IN_PROGRESS,
                        event.scope(),
                        event.cut(),
                        event.reason(),
                        event.note(),
                        event.metadata(),
                        List.of(),
                        null,
                        event.digest(),
                        null,
                        null,
                        row.recordedAt(),
                        row.recordedAt(),
                        text(metadata, MetadataKeys.ACTOR),
                        text(metadata, MetadataKeys.REQUEST_ID),
                        row.position()));
    }

    @EventHandler
    void on(TaskRolledBack event, StoredEvent row, Sql sql) {
        new RollbackViews(sql)
                .addTask(
                        event.rollbackId(),
                        row.position(),
                        new RolledBackTask(
                                event.taskId(),
                                event.checkpointId(),
                                event.targetSeq(),
                                event.epoch(),
                                event.hashBefore(),
                                event.hashAfter()));
    }

    @EventHandler
    void on(RollbackSucceeded event, StoredEvent row, Sql sql) {
        RollbackViews views = new RollbackViews(sql);
        RollbackView made = views.find(event.rollbackId()).orElseThrow();
        views.put(new RollbackView(
                made.rollbackId(),
                RollbackStatus.SUCCESS,
                made.scope(),
                made.cut(),
                made.reason(),
                made.note(),
                made.metadata(),
                List.of(),
                event.eventsCompensated(),
                made.digest(),
                null,
                null,
                made.startedAt(),
                row.recordedAt(),
                made.actor(),
                made.requestId(),
                row.position()));
    }

    @EventHandler
    void on(RollbackFailed event, StoredEvent row, MetaData metadata, Sql sql) {
        RollbackViews views = new RollbackViews(sql);
        views.put(new RollbackView(
                event.rollbackId(),
                RollbackStatus.FAILED,
                event.scope(),
                null,
                event.reason(),
                event.note(),
                event.metadata(),
                List.of(),
                null,
                null,
                event.code(),
                event.error(),
                row.recordedAt(),
                row.recordedAt(),
                text(metadata, MetadataKeys.ACTOR),
                text(metadata, MetadataKeys.REQUEST_ID),
                row.position()));
        event.scope().tasks().forEach(task -> views.addAskedTask(event.rollbackId(), row.position(), task));
    }

    @ResetHandler
    void forget(Sql sql) {
        new RollbackViews(sql).clear();
    }

    private static @Nullable String text(MetaData metadata, String key) {
        Object value = metadata.get(key);
        return value == null ? null : value.toString();
    }
}
