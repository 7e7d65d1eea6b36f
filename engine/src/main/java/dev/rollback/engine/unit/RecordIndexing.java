package dev.rollback.engine.unit;

import dev.rollback.api.CheckpointEvent;
import dev.rollback.api.CheckpointEvent.CheckpointArchived;
import dev.rollback.api.CheckpointEvent.CheckpointHeld;
import dev.rollback.api.CheckpointEvent.CheckpointPruned;
import dev.rollback.api.CheckpointEvent.CheckpointReleased;
import dev.rollback.api.CheckpointEvent.SystemCheckpointCreated;
import dev.rollback.api.RollbackEvent.RollbackFailed;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.RollbackId;
import dev.rollback.store.IndexChange;
import dev.rollback.store.IndexChange.CheckpointAdded;
import dev.rollback.store.IndexChange.CheckpointMarked;
import dev.rollback.store.IndexChange.CheckpointMarked.Mark;
import dev.rollback.store.IndexChange.CheckpointUsed;
import dev.rollback.store.IndexChange.RollbackSettled;
import dev.rollback.store.IndexChange.RollbackUndone;
import dev.rollback.store.IndexChange.WentBackByItself;
import dev.rollback.store.IndexReader.CheckpointEntry;
import java.util.ArrayList;
import java.util.List;

/** What the events of checkpoints and rollbacks do to the engine's index. Pure. */
final class RecordIndexing {
    private RecordIndexing() {}

    /** @param index the event's number in its unit */
    static List<IndexChange> of(Object event, int index) {
        if (event instanceof RollbackRequested e) {
            return requested(e, index);
        } else if (event instanceof RollbackFailed e && e.failure() != null) {
            return List.of(new RollbackSettled(
                    e.failure().taskId().value(), e.failure().seq()));
        } else if (event instanceof SystemCheckpointCreated e) {
            return List.of(new CheckpointAdded(e.checkpointId().value(), CheckpointEntry.EVERYTHING, index, false));
        } else if (event instanceof CheckpointHeld e) {
            return marked(e, Mark.HELD);
        } else if (event instanceof CheckpointReleased e) {
            return marked(e, Mark.RELEASED);
        } else if (event instanceof CheckpointArchived e) {
            return marked(e, Mark.ARCHIVED);
        } else if (event instanceof CheckpointPruned e) {
            return marked(e, Mark.PRUNED);
        }
        return List.of();
    }

    private static List<IndexChange> requested(RollbackRequested asked, int index) {
        List<IndexChange> changes = new ArrayList<>();
        RollbackId undone = asked.scope().undoes();
        if (undone != null) {
            changes.add(new RollbackUndone(undone.value(), asked.rollbackId().value(), index));
        }
        asked.scope().checkpoints().forEach(target -> {
            changes.add(new CheckpointUsed(target.value(), index));
            if (asked.failure() != null) {
                changes.add(new WentBackByItself(asked.failure().taskId().value(), target.value()));
            }
        });
        return changes;
    }

    private static List<IndexChange> marked(CheckpointEvent event, Mark mark) {
        return List.of(new CheckpointMarked(event.checkpointId().value(), mark));
    }
}
