package dev.rollback.engine.audit;

import dev.rollback.api.CheckpointEvent.SystemCheckpointCreated;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.engine.task.StateMigrations;
import dev.rollback.engine.task.TaskState;
import dev.rollback.store.StoredEvent;
import java.util.List;

/** Brings one task back, in memory, to each moment that somebody gave a name, and to the present one. */
final class RestoreTrial {
    private final TaskId taskId;
    private final TaskState head;
    private final TaskStateSchema schema;
    private final List<Marked> moments;
    private final Refusals refusals;
    private TaskState state = TaskState.INITIAL;
    private int passed;
    private long position;

    /** A checkpoint of everything. */
    record Marked(long position, SystemCheckpointCreated checkpoint) {}

    /** Hears what cannot be restored. */
    @FunctionalInterface
    interface Refusals {
        void refuse(String where, long position, RefusalCode code, String why);
    }

    /** @param moments in their order */
    RestoreTrial(TaskId taskId, TaskState head, TaskStateSchema schema, List<Marked> moments, Refusals refusals) {
        this.taskId = taskId;
        this.head = head;
        this.schema = schema;
        this.moments = moments;
        this.refusals = refusals;
    }

    void next(StoredEvent stored, TaskEvent event) {
        passMoments(stored.position());
        if (event instanceof CheckpointCreated marked) {
            tryMarked(stored, marked);
        }
        state = state.evolve(event, stored.seq());
        position = stored.position();
    }

    SchemaVersion end() {
        passMoments(Long.MAX_VALUE);
        SchemaVersion works = schema.version();
        if (works != null) {
            guarded(
                    "task %s as it is now".formatted(taskId),
                    position,
                    () -> StateMigrations.restorable(schema, taskId, state.content(), state.schemaVersion(), works));
        }
        return state.schemaVersion();
    }

    private void passMoments(long before) {
        while (passed < moments.size() && moments.get(passed).position() < before) {
            Marked moment = moments.get(passed);
            passed++;
            if (state.known()) {
                String where = "checkpoint of everything %s, task %s"
                        .formatted(moment.checkpoint().checkpointId(), taskId);
                guarded(where, moment.position(), () -> restore(state));
            }
        }
    }

    private void tryMarked(StoredEvent stored, CheckpointCreated marked) {
        String where = "checkpoint %s of task %s".formatted(marked.checkpointId(), taskId);
        guarded(where, stored.position(), () -> {
            StateMigrations.requireNotNewer(
                    schema, taskId, marked.schemaVersion(), StateMigrations.wanted(schema, head, state, true));
            requireSame(marked.schemaVersion().equals(state.schemaVersion()));
            requireSame(marked.stateHash().equals(state.content().hash()));
            if (head.changedSeq() > stored.seq()) {
                restore(state);
            }
        });
    }

    private void restore(TaskState then) {
        SchemaVersion wanted = StateMigrations.wanted(schema, head, then, true);
        StateMigrations.restorable(schema, taskId, then.content(), then.schemaVersion(), wanted);
    }

    private static void requireSame(boolean same) {
        if (!same) {
            throw new RefusedException(RefusalCode.CORRUPT, "the state found there is not the one that was marked");
        }
    }

    private void guarded(String where, long at, Runnable trial) {
        try {
            trial.run();
        } catch (RefusedException e) {
            refusals.refuse(where, at, e.code(), String.valueOf(e.getMessage()));
        }
    }
}
