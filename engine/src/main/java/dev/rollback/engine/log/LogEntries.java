package dev.rollback.engine.log;

import dev.rollback.api.BoardEvent.BoardRolledBack;
import dev.rollback.api.CheckpointEvent;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentChange;
import dev.rollback.api.LogEntryView;
import dev.rollback.api.LogEntryView.WentBack;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RefusalEvent;
import dev.rollback.api.RefusalEvent.StaleWorkRefused;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackEvent;
import dev.rollback.api.RollbackEvent.RollbackFailed;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.RollbackEvent.RollbackSucceeded;
import dev.rollback.api.RollbackId;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskEvent.TaskImported;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskEvent.TaskWithdrawn;
import dev.rollback.api.TaskId;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.Streams;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stored events as entries of the log. Reads at most one state of each task and one event of each unit beside. */
final class LogEntries {
    private final Reading reading;
    private final ContentBefore contents;
    private final Map<Long, StoredEvent> openings = new HashMap<>();

    LogEntries(Reading reading, TaskStates states) {
        this.reading = reading;
        this.contents = new ContentBefore(reading, states);
    }

    /** In the order given. */
    List<LogEntryView> of(List<StoredEvent> events) {
        Map<Long, LogEntryView> entries = new HashMap<>();
        told(events).forEach(told -> entries.put(told.stored().position(), entry(told)));
        return events.stream().map(event -> entries.get(event.position())).toList();
    }

    /** Oldest first, because states are folded in this direction. */
    List<Told> told(List<StoredEvent> events) {
        return events.stream()
                .sorted(Comparator.comparing(StoredEvent::position))
                .map(this::told)
                .toList();
    }

    private Told told(StoredEvent stored) {
        if (stored.position() == stored.unit()) {
            openings.put(stored.unit(), stored);
        }
        Object event = Known.event(stored);
        List<ComponentChange> changes = Changed.of(event);
        TaskContent before = null;
        if (event instanceof TaskEvent ofTask) {
            if (Changed.needsContentBefore(changes)) {
                before = contents.of(ofTask.taskId(), stored.seq());
            }
            contents.pass(ofTask, stored.seq());
        }
        return new Told(stored, event, Changed.told(changes, before), before, opening(stored, event));
    }

    private @Nullable Object opening(StoredEvent stored, @Nullable Object event) {
        boolean telling =
                event instanceof TaskRolledBack || event instanceof TaskImported || event instanceof TaskWithdrawn;
        return !telling
                ? null
                : Known.event(openings.computeIfAbsent(
                        stored.unit(), unit -> reading.after(unit - 1, 1).get(0)));
    }

    private static LogEntryView entry(Told told) {
        StoredEvent stored = told.stored();
        Object event = told.event();
        Map<String, Object> metadata = Known.metadata(stored);
        String actor = Known.text(metadata, MetadataKeys.ACTOR);
        StoredJson payload = StoredJson.of(stored.payload());
        Optional<String> damage = EventCodec.damage(stored);
        return new LogEntryView(
                stored.position(),
                stored.unit(),
                stored.recordedAt(),
                stored.stream(),
                stored.seq(),
                stored.name(),
                stored.revision(),
                damage.map("unreadable: "::concat).orElseGet(() -> Words.of(told)),
                tasks(stored, event),
                actor == null && event instanceof StaleWorkRefused refused ? refused.actor() : actor,
                Known.text(metadata, MetadataKeys.REQUEST_ID),
                Known.epoch(metadata),
                checkpoint(event),
                rollback(event),
                told.changes(),
                wentBack(event),
                payload.value(),
                payload.encoding(),
                StoredJson.of(stored.metadata()).value(),
                damage.orElse(null));
    }

    /** A task of which some components alone went back stays on its line. */
    private static @Nullable WentBack wentBack(@Nullable Object event) {
        return event instanceof TaskRolledBack e && e.components() == null
                ? new WentBack(e.targetSeq(), e.currentCheckpoint())
                : null;
    }

    /** Of an event that cannot be read, its stream says whose it is. */
    static List<TaskId> tasks(StoredEvent stored, @Nullable Object event) {
        if (event == null && Streams.isTask(stored.stream())) {
            try {
                return List.of(Streams.taskOf(stored.stream()));
            } catch (RefusedException noId) {
                return List.of();
            }
        }
        return tasks(event);
    }

    private static List<TaskId> tasks(@Nullable Object event) {
        if (event instanceof TaskEvent e) {
            return List.of(e.taskId());
        } else if (event instanceof RefusalEvent e) {
            return List.of(e.taskId());
        } else if (event instanceof RollbackRequested e) {
            return e.scope().tasks();
        } else if (event instanceof RollbackSucceeded e) {
            return e.tasks();
        }
        return event instanceof RollbackFailed e ? e.scope().tasks() : List.of();
    }

    private static @Nullable CheckpointId checkpoint(@Nullable Object event) {
        if (event instanceof CheckpointCreated e) {
            return e.checkpointId();
        } else if (event instanceof CheckpointEvent e) {
            return e.checkpointId();
        } else if (event instanceof TaskRolledBack e) {
            return e.checkpointId();
        } else if (event instanceof RollbackRequested e) {
            return only(e.scope().checkpoints());
        }
        return event instanceof RollbackFailed e ? only(e.scope().checkpoints()) : null;
    }

    private static @Nullable CheckpointId only(List<CheckpointId> checkpoints) {
        return checkpoints.size() == 1 ? checkpoints.get(0) : null;
    }

    private static @Nullable RollbackId rollback(@Nullable Object event) {
        if (event instanceof RollbackEvent e) {
            return e.rollbackId();
        }
        if (event instanceof BoardRolledBack e) {
            return e.rollbackId();
        }
        return event instanceof TaskRolledBack e ? e.rollbackId() : null;
    }
}
