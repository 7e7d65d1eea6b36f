package dev.rollback.engine.rollback;

import dev.rollback.api.TaskId;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.IndexReader.TaskHead;
import org.jspecify.annotations.Nullable;

/**
 * A task that a rollback may have to bring back, as far as the index knows it.
 *
 * @param targetSeq where in its stream it goes; -1 for before it existed
 * @param cut the moment of all tasks that this is part of
 * @param checkpoint the one it goes to, where it is its own
 * @param draggedBy the task with which it goes back; null for a chosen one
 * @param always whether it goes back even where nothing seems to have changed
 */
record Selected(
        TaskHead head,
        long targetSeq,
        long cut,
        @Nullable CheckpointEntry checkpoint,
        @Nullable TaskId draggedBy,
        ComponentFilter filter,
        boolean always) {
    TaskId taskId() {
        return new TaskId(head.task());
    }
}
