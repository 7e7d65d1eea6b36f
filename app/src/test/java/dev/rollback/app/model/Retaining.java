package dev.rollback.app.model;

import static dev.rollback.api.RefusalCode.CLEANED_UP;
import static dev.rollback.api.RefusalCode.CONFLICT;
import static dev.rollback.api.RefusalCode.NOT_FOUND;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointState;
import dev.rollback.api.RetentionCommand;
import dev.rollback.api.RetentionCommand.ArchiveCheckpoint;
import dev.rollback.api.RetentionCommand.DeleteCheckpoint;
import dev.rollback.api.RetentionCommand.EndCheckpointLease;
import dev.rollback.api.RetentionCommand.HoldCheckpoint;
import dev.rollback.api.RetentionCommand.LeaseCheckpoint;
import dev.rollback.api.RetentionCommand.PruneCheckpoints;
import dev.rollback.api.RetentionCommand.ReleaseCheckpoint;
import dev.rollback.api.RetentionRule;
import dev.rollback.api.TaskId;
import dev.rollback.app.model.Happening.Archived;
import dev.rollback.app.model.Happening.Held;
import dev.rollback.app.model.Happening.OfCheckpoint;
import dev.rollback.app.model.Happening.Pruned;
import dev.rollback.app.model.Happening.Released;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What holding, leasing and cleaning up come to. */
record Retaining(Story story) {

    Forecast foresee(RetentionCommand command) {
        if (command instanceof HoldCheckpoint c) {
            return holding(c.checkpointId(), true, new Held(c.checkpointId()));
        } else if (command instanceof ReleaseCheckpoint c) {
            return holding(c.checkpointId(), false, new Released(c.checkpointId()));
        } else if (command instanceof ArchiveCheckpoint c) {
            return archiving(c.checkpointId(), null);
        } else if (command instanceof DeleteCheckpoint c) {
            return deleting(c.checkpointId());
        } else if (command instanceof LeaseCheckpoint c) {
            return story.marker(c.checkpointId()).isEmpty()
                    ? Forecast.refused(NOT_FOUND)
                    : checkpoints().closed(c.checkpointId()) != null
                            ? Forecast.refused(CLEANED_UP)
                            : Forecast.done(List.of(), null);
        } else if (command instanceof EndCheckpointLease) {
            return Forecast.done(List.of(), null);
        }
        return pruning(((PruneCheckpoints) command).rule());
    }

    private Checkpoints checkpoints() {
        return new Checkpoints(story);
    }

    /** Why nothing can be done with it; null where something can. */
    private @Nullable Forecast gone(CheckpointId id) {
        if (story.marker(id).isEmpty()) {
            return Forecast.refused(NOT_FOUND);
        }
        return checkpoints().closed(id) == CheckpointState.PRUNED ? Forecast.refused(CLEANED_UP) : null;
    }

    private Forecast holding(CheckpointId id, boolean held, OfCheckpoint event) {
        Forecast gone = gone(id);
        boolean changes = checkpoints().held(id) != held;
        return gone != null ? gone : Forecast.done(changes ? List.of(event) : List.of(), null);
    }

    private Forecast archiving(CheckpointId id, @Nullable CheckpointState answer) {
        Forecast gone = gone(id);
        if (gone != null) {
            return gone;
        } else if (checkpoints().closed(id) != null) {
            return Forecast.done(List.of(), answer);
        }
        return unlessPromised(id, new Archived(id), answer);
    }

    private Forecast deleting(CheckpointId id) {
        if (checkpoints().used(id)) {
            return archiving(id, CheckpointState.ARCHIVED);
        }
        Forecast gone = gone(id);
        return gone != null ? gone : unlessPromised(id, new Pruned(id), CheckpointState.PRUNED);
    }

    private Forecast unlessPromised(CheckpointId id, OfCheckpoint event, @Nullable CheckpointState answer) {
        return new Promises(story).keep(story.marker(id).orElseThrow())
                ? Forecast.refused(CONFLICT)
                : Forecast.done(List.of(event), answer);
    }

    private Forecast pruning(RetentionRule rule) {
        if (rule.taskId() != null && !story.tasks().contains(rule.taskId())) {
            return Forecast.refused(NOT_FOUND);
        }
        List<Happening> unit = new ArrayList<>();
        List<CheckpointId> kept = new ArrayList<>();
        for (Marker marker : letGo(rule)) {
            if (new Promises(story).keep(marker)) {
                kept.add(marker.id());
            } else {
                unit.add(cleanedUp(marker.id()));
            }
        }
        return Forecast.done(unit, Seen.Cleanup.of(unit, kept));
    }

    private OfCheckpoint cleanedUp(CheckpointId id) {
        return checkpoints().used(id) ? new Archived(id) : new Pruned(id);
    }

    /** All but the newest so many of each task; of those of everything as if they were of one. */
    private List<Marker> letGo(RetentionRule rule) {
        int keep = rule.keepLast() == null ? 0 : rule.keepLast();
        Map<Optional<TaskId>, Integer> places = new HashMap<>();
        List<Marker> letGo = new ArrayList<>();
        for (Marker marker : checkpoints().offered()) {
            int place = places.merge(Optional.ofNullable(marker.task()), 1, Integer::sum);
            boolean asked = rule.taskId() == null || rule.taskId().equals(marker.task());
            if (asked && place > keep) {
                letGo.add(marker);
            }
        }
        return letGo;
    }
}
