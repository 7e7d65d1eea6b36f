package dev.rollback.engine.audit;

import static dev.rollback.api.audit.AuditCheck.EVENTS;
import static dev.rollback.api.audit.AuditCheck.ROLLBACKS;

import dev.rollback.api.CheckpointEvent;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackEvent.RollbackFailed;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.RollbackEvent.RollbackSucceeded;
import dev.rollback.api.RollbackId;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskId;
import dev.rollback.engine.rollback.Participants;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.EventNames;
import dev.rollback.store.event.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The log in its global order, unit by unit: requests, what became of checkpoints, and that every rollback is one unit
 * with all of it, from its request to its end.
 */
final class RecordPass {
    static final String ROLLED_BACK = "task.TaskRolledBack";

    private final Findings findings;
    private final ExpectedIndex index;
    private final Participants participants;
    private @Nullable StoredEvent first;
    private @Nullable StoredEvent last;
    private @Nullable OpenRollback open;

    RecordPass(Findings findings, ExpectedIndex index, Participants participants) {
        this.findings = findings;
        this.index = index;
        this.participants = participants;
    }

    /** A rollback inside its unit. */
    private record OpenRollback(RollbackId id, StoredEvent request, List<TaskId> tasks) {}

    void next(StoredEvent event) {
        if (first == null || event.unit() != first.unit()) {
            endUnit();
            first = event;
        }
        last = event;
        findings.looked(EVENTS);
        if (EventNames.classOf(event.name()).isEmpty()) {
            findings.unknown(event);
        } else if (isRecord(event)) {
            try {
                read(event);
            } catch (RefusedException e) {
                findings.diverges(EVENTS, event, "%s", String.valueOf(e.getMessage()));
            }
        }
    }

    void end() {
        endUnit();
    }

    /** All else of a task or of what goes back with tasks is read stream by stream. */
    private boolean isRecord(StoredEvent event) {
        String stream = event.stream();
        return event.name().equals(ROLLED_BACK)
                || (!Streams.isTask(stream) && participants.owning(stream).isEmpty());
    }

    private void read(StoredEvent stored) {
        Object event = EventCodec.read(stored);
        if (event instanceof RollbackRequested e) {
            findings.looked(ROLLBACKS);
            if (open != null) {
                unended(open);
            }
            open = new OpenRollback(e.rollbackId(), stored, new ArrayList<>());
            index.requested(e, stored.position());
        } else if (event instanceof TaskRolledBack e) {
            if (open == null || !open.id().equals(e.rollbackId())) {
                findings.diverges(
                        ROLLBACKS, stored, "it is of rollback %s, which did not begin in its unit", e.rollbackId());
            } else {
                open.tasks().add(e.taskId());
            }
        } else if (event instanceof RollbackSucceeded e) {
            succeeded(stored, e);
        } else if (event instanceof RollbackFailed e) {
            index.failed(e);
        } else if (event instanceof CheckpointEvent e) {
            index.add(e, stored);
        }
    }

    private void succeeded(StoredEvent stored, RollbackSucceeded e) {
        if (open == null || !open.id().equals(e.rollbackId())) {
            findings.diverges(
                    ROLLBACKS, stored, "rollback %s ended in a unit in which it did not begin", e.rollbackId());
        } else if (!open.tasks().equals(e.tasks())) {
            findings.diverges(
                    ROLLBACKS,
                    stored,
                    "it says that tasks %s went back, but in its unit %s did",
                    e.tasks(),
                    open.tasks());
        }
        open = null;
    }

    private void endUnit() {
        if (open != null) {
            unended(open);
            open = null;
        }
        if (first != null && last != null) {
            request(first, last.position());
        }
    }

    private void unended(OpenRollback rollback) {
        findings.diverges(
                ROLLBACKS, rollback.request(), "rollback %s did not end in the unit in which it began", rollback.id());
    }

    private void request(StoredEvent opening, long end) {
        try {
            Map<String, Object> metadata = EventCodec.metadata(opening);
            Object body = metadata.get(EventCodec.REQUEST_BODY);
            Object id = metadata.get(MetadataKeys.REQUEST_ID);
            if (body != null && id != null) {
                index.request(id.toString(), body.toString(), opening.position(), end);
            }
        } catch (RefusedException e) {
            findings.diverges(EVENTS, opening, "%s", String.valueOf(e.getMessage()));
        }
    }
}
