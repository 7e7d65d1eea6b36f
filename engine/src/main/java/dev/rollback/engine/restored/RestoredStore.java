package dev.rollback.engine.restored;

import dev.rollback.api.MetadataKeys;
import dev.rollback.api.StoreEvent.StoreRestored;
import dev.rollback.api.TaskEvent.TaskFenced;
import dev.rollback.api.TaskId;
import dev.rollback.engine.task.Task;
import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.store.IndexChange.CopyTakenUp;
import dev.rollback.store.IndexReader;
import dev.rollback.store.IndexReader.TaskHead;
import dev.rollback.store.ReadOnlyStoreException;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.event.Streams;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A copy of a store that is about to be written to is a restored store: whoever worked after the copy was made does not
 * know that this work is lost. So before anything else is written, every task gets an epoch that nobody can hold.
 */
public final class RestoredStore {
    private static final Logger LOG = LoggerFactory.getLogger("rollback");
    private static final String TYPE = "Store";

    private final Store store;
    private final UnitOfEvents.Source units;
    private final InstantSource clock;
    private final String actor;
    private volatile @Nullable StoreRestored restored;

    /** @param actor who opens the store */
    public RestoredStore(Store store, UnitOfEvents.Source units, InstantSource clock, String actor) {
        this.store = store;
        this.units = units;
        this.clock = clock;
        this.actor = actor;
    }

    /**
     * Where the store is a copy to which nobody has written yet, it goes on from here; otherwise nothing is done. However many
     * processes open it at the same time, it is done once. A copy that must not be written stays one.
     *
     * @throws dev.rollback.api.RefusedException STORE_UNAVAILABLE
     */
    public void takeUp() {
        if (store.read(IndexReader::copiedAt).isEmpty()) {
            return;
        }
        try {
            takeUpAlone();
        } catch (ReadOnlyStoreException readAlone) {
            LOG.debug("a copy is opened for reading alone");
        }
    }

    private void takeUpAlone() {
        Store.Hold hold = store.hold();
        try {
            store.read(IndexReader::copiedAt).ifPresent(this::goOn);
        } finally {
            hold.close();
        }
    }

    /** What was recorded, where it was this process that took the copy up. */
    public Optional<StoreRestored> restored() {
        return Optional.ofNullable(restored);
    }

    private void goOn(Instant madeAt) {
        List<EventMessage<?>> events = new ArrayList<>();
        StoreRestored opening = store.read(reading -> {
            List<TaskHead> tasks = reading.tasks();
            StoreRestored event = new StoreRestored(madeAt, Fence.epoch(now(reading), tasks));
            events.add(message(TYPE, Streams.OF_STORE, reading.lastSeq(Streams.OF_STORE) + 1, event));
            tasks.forEach(task -> events.add(fence(task, event.epoch())));
            return event;
        });
        units.writeAlone(events, new CopyTakenUp());
        restored = opening;
        LOG.info(
                "the store was restored from a backup of {}: {} tasks are in epoch {}",
                madeAt,
                events.size() - 1,
                opening.epoch());
    }

    /** Never before what the store has seen, as its own times are. */
    private Instant now(Reading reading) {
        Instant now = clock.instant();
        Instant last = reading.head().recordedAt();
        return now.isBefore(last) ? last : now;
    }

    private EventMessage<?> fence(TaskHead task, long epoch) {
        TaskId taskId = new TaskId(task.task());
        return message(Task.TYPE, Streams.of(taskId), task.seq() + 1, new TaskFenced(taskId, epoch));
    }

    private EventMessage<?> message(String type, String stream, long seq, Object event) {
        return new GenericDomainEventMessage<>(
                type, stream, seq, event, MetaData.from(Map.of(MetadataKeys.ACTOR, actor)));
    }
}
