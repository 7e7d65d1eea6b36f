package dev.rollback.engine.task;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.Reading;
import dev.rollback.store.event.EventCodec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The checkpoints on the line that a task is on: the newest, its parent, and so on. */
public final class CheckpointLine {
    private CheckpointLine() {}

    /**
     * The newest to which a failure may take the task back: not of a failed state, and still offered.
     *
     * @param newest the line's newest; null where it has none
     */
    public static Optional<CheckpointEntry> lastStable(Reading reading, @Nullable CheckpointId newest) {
        CheckpointId next = newest;
        while (next != null) {
            CheckpointEntry entry = reading.checkpoint(next.value()).orElse(null);
            if (entry == null) {
                return Optional.empty();
            } else if (!entry.failed() && entry.marks().isOffered()) {
                return Optional.of(entry);
            }
            next = parent(reading, entry);
        }
        return Optional.empty();
    }

    private static @Nullable CheckpointId parent(Reading reading, CheckpointEntry entry) {
        return reading.after(entry.position() - 1, 1).stream()
                .map(EventCodec::read)
                .filter(CheckpointCreated.class::isInstance)
                .findFirst()
                .map(event -> ((CheckpointCreated) event).parent())
                .orElse(null);
    }
}
