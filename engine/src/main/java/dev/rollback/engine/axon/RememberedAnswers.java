package dev.rollback.engine.axon;

import dev.rollback.api.CheckpointCommand;
import dev.rollback.api.CheckpointEvent;
import dev.rollback.api.CheckpointEvent.CheckpointArchived;
import dev.rollback.api.CheckpointState;
import dev.rollback.api.ImportReport;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.PruneReport;
import dev.rollback.api.PruneReport.Cleaned;
import dev.rollback.api.RetentionCommand.DeleteCheckpoint;
import dev.rollback.api.RetentionCommand.PruneCheckpoints;
import dev.rollback.api.RollbackCommand;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.TaskCommand;
import dev.rollback.api.TaskEvent.TaskImported;
import dev.rollback.api.TaskEvent.TaskWithdrawn;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskReceipt;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.IndexReader.RequestEntry;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.Streams;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was answered to a request, read again from the events of its unit. */
final class RememberedAnswers {
    private RememberedAnswers() {}

    static @Nullable Object answer(Store store, Object command, RequestEntry request) {
        int size = Math.toIntExact(request.last() - request.first() + 1);
        List<StoredEvent> unit = store.read(reading -> reading.after(request.first() - 1, size));
        if (command instanceof TaskCommand c) {
            return receipt(c.taskId(), unit);
        } else if (command instanceof CheckpointCommand c) {
            return c.checkpointId();
        } else if (command instanceof RollbackCommand c) {
            return unit.stream()
                    .map(EventCodec::read)
                    .filter(RollbackRequested.class::isInstance)
                    .map(event -> ((RollbackRequested) event).rollbackId())
                    .findFirst()
                    .orElse(c.rollbackId());
        } else if (command instanceof DeleteCheckpoint) {
            boolean archived = unit.stream().map(EventCodec::read).anyMatch(CheckpointArchived.class::isInstance);
            return archived ? CheckpointState.ARCHIVED : CheckpointState.PRUNED;
        } else if (command instanceof PruneCheckpoints) {
            return store.read(reading -> cleaned(reading, unit));
        } else if (unit.stream().anyMatch(event -> event.name().equals("board.BoardImported"))) {
            return report(unit);
        }
        return null;
    }

    private static TaskReceipt receipt(TaskId taskId, List<StoredEvent> unit) {
        String stream = Streams.of(taskId);
        StoredEvent last = unit.stream()
                .filter(event -> event.stream().equals(stream))
                .reduce((first, second) -> second)
                .orElseThrow();
        Number epoch = (Number) EventCodec.metadata(last).getOrDefault(MetadataKeys.EPOCH, 0);
        return new TaskReceipt(taskId, last.seq(), epoch.longValue());
    }

    // What was kept, and why, was for the eyes of the first asker.
    private static PruneReport cleaned(Reading reading, List<StoredEvent> unit) {
        List<Cleaned> pruned = new ArrayList<>();
        List<Cleaned> archived = new ArrayList<>();
        for (StoredEvent stored : unit) {
            if (EventCodec.read(stored) instanceof CheckpointEvent event) {
                CheckpointEntry entry =
                        reading.checkpoint(event.checkpointId().value()).orElseThrow();
                StoredEvent made = reading.after(entry.position() - 1, 1).get(0);
                TaskId task = entry.isOfEverything() ? null : new TaskId(entry.task());
                (event instanceof CheckpointArchived ? archived : pruned)
                        .add(new Cleaned(event.checkpointId(), task, made.recordedAt()));
            }
        }
        return new PruneReport(pruned, archived, List.of());
    }

    // The warnings and the count of what stayed were for the eyes of the first asker; the log does not keep them.
    private static ImportReport report(List<StoredEvent> unit) {
        List<TaskId> registered = new ArrayList<>();
        List<TaskId> changed = new ArrayList<>();
        List<TaskId> withdrawn = new ArrayList<>();
        for (StoredEvent stored : unit) {
            Object event = EventCodec.read(stored);
            if (event instanceof TaskImported e) {
                (stored.seq() == 0 ? registered : changed).add(e.taskId());
            } else if (event instanceof TaskWithdrawn e) {
                withdrawn.add(e.taskId());
            }
        }
        return new ImportReport(registered, List.of(), changed, withdrawn, 0, true, List.of());
    }
}
