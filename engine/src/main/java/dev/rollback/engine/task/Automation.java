package dev.rollback.engine.task;

import dev.rollback.api.RollbackSettings;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.event.EventCodec;
import java.time.InstantSource;

/** What is added to what happens to a task, without being asked for. */
@FunctionalInterface
public interface Automation {
    /** Why a checkpoint made itself: a member of its metadata. */
    String AUTOMATIC = "automatic";

    /** Whether nobody asked for this checkpoint. */
    static boolean made(CheckpointCreated checkpoint) {
        return checkpoint.metadata().containsKey(AUTOMATIC);
    }

    /** Whether nobody asked for this checkpoint, by the event that it is. */
    static boolean made(Reading reading, CheckpointEntry checkpoint) {
        return reading.after(checkpoint.position() - 1, 1).stream()
                .map(EventCodec::read)
                .anyMatch(event -> event instanceof CheckpointCreated marked && made(marked));
    }

    /**
     * The same with what follows from it: whether a failure goes back by itself, and a checkpoint where one is due.
     */
    Decision complete(Decision decided);

    /** What the settings say. */
    static Automation of(Store store, RollbackSettings settings, InstantSource clock) {
        return new ConfiguredAutomation(store, settings, clock);
    }
}
