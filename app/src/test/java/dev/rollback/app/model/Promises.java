package dev.rollback.app.model;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.TaskId;
import dev.rollback.app.model.Happening.RollbackAsked;
import dev.rollback.app.model.Happening.RollbackRefused;
import dev.rollback.app.model.Happening.WentBack;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which checkpoints must not be cleaned up. */
record Promises(Story story) {
    /** So many rollbacks the history shows, those that were refused too. */
    static final int HISTORY = 3;

    boolean keep(Marker marker) {
        CheckpointId id = marker.id();
        return new Checkpoints(story).held(id)
                || story.leases().stream().anyMatch(lease -> lease.checkpoint().equals(id))
                || isWhereItStands(marker, story.head())
                || shown().stream().anyMatch(rollback -> isTargetOf(id, rollback) || isBefore(marker, rollback));
    }

    /** The newest on its task's line at that cut, or where a failure would take the task. */
    private boolean isWhereItStands(Marker marker, long cut) {
        TaskId task = marker.task();
        if (task == null) {
            return false;
        }
        Standing standing = story.at(task, cut);
        return marker.id().equals(standing.line()) || marker.id().equals(new Checkpoints(story).lastStable(standing));
    }

    private List<Entry> shown() {
        List<Entry> all = story.entries().stream()
                .filter(entry -> entry.what() instanceof RollbackAsked || entry.what() instanceof RollbackRefused)
                .toList();
        return all.subList(Math.max(0, all.size() - HISTORY), all.size());
    }

    private static boolean isTargetOf(CheckpointId id, Entry rollback) {
        return rollback.what() instanceof RollbackAsked asked
                && asked.scope().checkpoints().contains(id);
    }

    /** Whether an undo would bring its task back to where it matters. */
    private boolean isBefore(Marker marker, Entry rollback) {
        return rollback.what() instanceof RollbackAsked asked
                && wentBack(marker.task(), asked)
                && isWhereItStands(marker, rollback.unit() - 1);
    }

    private boolean wentBack(@Nullable TaskId task, RollbackAsked asked) {
        return new Records(story)
                .parts(asked.rollback()).stream()
                        .anyMatch(part -> ((WentBack) part.what()).task().equals(task));
    }
}
