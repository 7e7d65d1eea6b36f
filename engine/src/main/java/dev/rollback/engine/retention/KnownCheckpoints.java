package dev.rollback.engine.retention;

import dev.rollback.api.CheckpointEvent.CheckpointArchived;
import dev.rollback.api.CheckpointEvent.CheckpointPruned;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.Moment;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.engine.moment.Moments;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.Streams;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Finds checkpoints, and refuses by name those that there are not, or not any more. */
public final class KnownCheckpoints {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");

    private KnownCheckpoints() {}

    /** @throws RefusedException NOT_FOUND */
    public static CheckpointEntry find(Reading reading, CheckpointId id) {
        return reading.checkpoint(id.value())
                .orElseThrow(() -> new RefusedException(
                        RefusalCode.NOT_FOUND,
                        "there is no checkpoint %s.".formatted(id),
                        Remedy.of(Action.LIST_CHECKPOINTS)));
    }

    /** @throws RefusedException NOT_FOUND, or CLEANED_UP for one that was pruned */
    static CheckpointEntry findUnpruned(Reading reading, CheckpointId id) {
        CheckpointEntry found = find(reading, id);
        if (found.marks().pruned()) {
            throw cleanedUp(reading, found, Action.NAME_POSITION);
        }
        return found;
    }

    /**
     * @param force whether an archived one will do
     * @throws RefusedException CLEANED_UP
     */
    public static void requireOffered(Reading reading, CheckpointEntry checkpoint, boolean force) {
        if (checkpoint.marks().pruned()) {
            throw cleanedUp(reading, checkpoint, Action.NAME_POSITION);
        } else if (checkpoint.marks().archived() && !force) {
            throw cleanedUp(reading, checkpoint, Action.NAME_POSITION_OR_FORCE);
        }
    }

    /** It may have been held or released since. */
    private static ZonedDateTime closedAt(Reading reading, CheckpointId id) {
        StoredEvent closed = null;
        for (StoredEvent event : reading.stream(Streams.of(id), 0, Long.MAX_VALUE)) {
            Object read = EventCodec.read(event);
            closed = read instanceof CheckpointArchived || read instanceof CheckpointPruned ? event : closed;
        }
        return Objects.requireNonNull(closed).recordedAt().atZone(ZoneId.systemDefault());
    }

    private static RefusedException cleanedUp(Reading reading, CheckpointEntry checkpoint, Action action) {
        CheckpointId id = new CheckpointId(checkpoint.checkpointId());
        long position = new Moments(reading).cut(new Moment.AtCheckpoint(id)).position();
        List<String> place = new ArrayList<>(List.of(Long.toString(position)));
        if (!checkpoint.isOfEverything()) {
            place.add(checkpoint.task());
        }
        return new RefusedException(
                RefusalCode.CLEANED_UP,
                "checkpoint %s of %s was cleaned up at %s; its moment is still there, at position %d."
                        .formatted(
                                id,
                                checkpoint.isOfEverything() ? "everything" : "task " + checkpoint.task(),
                                TIME.format(closedAt(reading, id)),
                                position),
                new Remedy(action, place));
    }
}
