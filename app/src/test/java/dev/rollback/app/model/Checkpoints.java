package dev.rollback.app.model;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of checkpoints. */
record Checkpoints(Story story) {

    /** The checkpoints on the line that a task stands on, newest first. */
    List<CheckpointId> line(Standing standing) {
        List<CheckpointId> line = new ArrayList<>();
        CheckpointId next = standing.line();
        while (next != null) {
            line.add(next);
            next = parent(story.marker(next).orElseThrow());
        }
        return line;
    }

    private @Nullable CheckpointId parent(Marker marker) {
        return marker.task() == null
                ? null
                : story.after(marker.task(), marker.seq() - 1).line();
    }

    /** Where a failure takes the task back to; null for nowhere. */
    @Nullable
    CheckpointId lastStable(Standing standing) {
        return line(standing).stream()
                .filter(checkpoint -> story.marker(checkpoint).orElseThrow().status() != TaskStatus.FAILED)
                .findFirst()
                .orElse(null);
    }
}
