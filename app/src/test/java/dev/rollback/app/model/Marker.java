package dev.rollback.app.model;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStatus;
import dev.rollback.app.model.Happening.Marked;
import dev.rollback.app.model.Happening.MarkedAll;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint as a target.
 *
 * @param task null where it marks everything
 * @param cut the end of the unit that made it
 * @param status what its task was
 */
record Marker(
        CheckpointId id,
        @Nullable TaskId task,
        long seq,
        long cut,
        @Nullable TaskStatus status) {

    static Marker of(Story story, Entry entry) {
        long cut = story.endOfUnit(entry.position());
        if (entry.what() instanceof Marked marked) {
            TaskStatus status = story.after(marked.task(), entry.seq()).status();
            return new Marker(marked.checkpoint(), marked.task(), entry.seq(), cut, status);
        }
        return new Marker(((MarkedAll) entry.what()).checkpoint(), null, -1, cut, null);
    }
}
