package dev.rollback.app.model;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskId;
import dev.rollback.api.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is held against the model: an empty store at first. Whatever it refuses, it refuses with
 * {@link dev.rollback.api.RefusedException}.
 */
interface Subject extends AutoCloseable {

    /** The answer to a command; null where nobody looks at it. */
    @Nullable
    Object send(Object command, RequestContext context);

    Seen.Plan plan(RollbackScope scope);

    /** The rollback to undo so that this one stands again. */
    RollbackId undoToRedo(RollbackId rollback);

    /** The position of the newest event. */
    long head();

    /** These, as they are. */
    List<Seen.Task> tasks(List<TaskId> tasks);

    /** Those that existed at a position, as they were. */
    List<Seen.Task> tasksAt(long position);

    /** The same of one task, right after an event of its own. */
    Seen.Task taskAfter(TaskId task, long seq);

    /** The tasks that are not the same at two cuts. */
    List<TaskId> changedBetween(long from, long to);

    /** All that ever were, newest first. */
    List<Seen.Checkpoint> checkpoints();

    /** Those that are not cleaned up, newest first. */
    List<CheckpointId> offered();

    List<Seen.Rollback> rollbacks();

    /** The document of the present state. */
    @Nullable
    Json document();

    void restart();

    void forgetSnapshots();

    /** What it keeps besides its log is what the log says. */
    void audit();

    @Override
    void close();
}
