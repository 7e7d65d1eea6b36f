package dev.rollback.engine.retention;

import dev.rollback.api.CheckpointEvent.CheckpointArchived;
import dev.rollback.api.CheckpointEvent.CheckpointPruned;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.Moment;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.engine.moment.Moments;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.Streams;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
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
                        "there is no checkpoint %s. 'co checkpoints list' shows those there are.".formatted(id)));
    }

    /** @throws RefusedException NOT_FOUND, or CLEANED_UP for one that was pruned */
    static CheckpointEntry findUnpruned(Reading reading, CheckpointId id) {
        CheckpointEntry found = find(reading, id);
        if (found.marks().pruned()) {
            throw cleanedUp(reading, found, "");
        }
        return found;
    }

    /**
     * @param force whether an archived one will do
     * @throws RefusedException CLEANED_UP
     */
    public static void requireOffered(Reading reading, CheckpointEntry checkpoint, boolean force) {
        if (checkpoint.marks().pruned()) {
            throw cleanedUp(reading, checkpoint, "");
        } else if (checkpoint.marks().archived() && !force) {
            throw cleanedUp(reading, checkpoint, " It was archived, so --force takes it all the same.");
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

    private static RefusedException cleanedUp(Reading reading, CheckpointEntry checkpoint, String more) {
        CheckpointId id = new CheckpointId(checkpoint.checkpointId());
        return new RefusedException(
                RefusalCode.CLEANED_UP,
                "checkpoint %s of %s was cleaned up at %s; its moment is still there: --at pos:%d%s.%s"
                        .formatted(
                                id,
                                checkpoint.isOfEverything() ? "everything" : "task " + checkpoint.task(),
                                TIME.format(closedAt(reading, id)),
                                new Moments(reading)
                                        .cut(new Moment.AtCheckpoint(id))
                                        .position(),
                                checkpoint.isOfEverything() ? "" : " --task-id " + checkpoint.task(),
                                more));
    }
}
