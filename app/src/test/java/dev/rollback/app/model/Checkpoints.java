package dev.rollback.app.model;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointState;
import dev.rollback.api.TaskStatus;
import dev.rollback.app.model.Happening.Archived;
import dev.rollback.app.model.Happening.Held;
import dev.rollback.app.model.Happening.Marked;
import dev.rollback.app.model.Happening.MarkedAll;
import dev.rollback.app.model.Happening.OfCheckpoint;
import dev.rollback.app.model.Happening.Pruned;
import dev.rollback.app.model.Happening.Released;
import dev.rollback.app.model.Happening.RollbackAsked;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of checkpoints. */
record Checkpoints(Story story) {

    /** Newest first. */
    List<Marker> offered() {
        List<Marker> offered = new ArrayList<>(story.entries().stream()
                .filter(entry -> entry.what() instanceof Marked || entry.what() instanceof MarkedAll)
                .map(entry -> Marker.of(story, entry))
                .filter(marker -> closed(marker.id()) == null)
                .toList());
        Collections.reverse(offered);
        return offered;
    }

    /** ARCHIVED or PRUNED; null where it is still offered. */
    @Nullable
    CheckpointState closed(CheckpointId checkpoint) {
        CheckpointState closed = null;
        for (OfCheckpoint event : events(checkpoint)) {
            if (event instanceof Archived) {
                closed = CheckpointState.ARCHIVED;
            } else if (event instanceof Pruned) {
                closed = CheckpointState.PRUNED;
            }
        }
        return closed;
    }

    boolean held(CheckpointId checkpoint) {
        boolean held = false;
        for (OfCheckpoint event : events(checkpoint)) {
            held = event instanceof Held || (held && !(event instanceof Released));
        }
        return held;
    }

    private List<OfCheckpoint> events(CheckpointId checkpoint) {
        return story.all(OfCheckpoint.class)
                .filter(event -> event.checkpoint().equals(checkpoint))
                .toList();
    }

    /** Whether a rollback went to it. */
    boolean used(CheckpointId checkpoint) {
        return story.all(RollbackAsked.class)
                .anyMatch(asked -> asked.scope().checkpoints().contains(checkpoint));
    }

    /** Whether a rollback must not go to it. */
    boolean cleanedUp(CheckpointId checkpoint, boolean force) {
        CheckpointState closed = closed(checkpoint);
        return closed == CheckpointState.PRUNED || (closed == CheckpointState.ARCHIVED && !force);
    }

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
                .filter(checkpoint -> closed(checkpoint) == null)
                .findFirst()
                .orElse(null);
    }
}
