package dev.rollback.engine.axon;

import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.BatchingEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;

/**
 * The log as Axon's storage engine. Events are collected in the {@link UnitOfEvents} and written when the unit of work
 * commits, in the commit phase itself, so that a handler that fails while commit is prepared leaves nothing behind.
 *
 * <p>Positions are dense and become visible in their order, so a tracking token is one number and no reader ever waits
 * for a gap to fill.
 */
public final class LogEventStorageEngine extends BatchingEventStorageEngine {
    private static final int BATCH = 1_000;

    private final Store store;
    private final UnitOfEvents.Source units;

    public LogEventStorageEngine(
            Store store, UnitOfEvents.Source units, Serializer serializer, EventUpcaster upcasters) {
        super(new Settings(serializer, upcasters));
        this.store = store;
        this.units = units;
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        units.add(events);
    }

    @Override
    protected List<? extends DomainEventData<?>> fetchDomainEvents(String stream, long firstSeq, int batchSize) {
        return store.read(reading -> reading.stream(stream, firstSeq, firstSeq + batchSize - 1)).stream()
                .map(StoredEntry::of)
                .toList();
    }

    @Override
    protected List<? extends TrackedEventData<?>> fetchTrackedEvents(@Nullable TrackingToken last, int batchSize) {
        long position = last == null ? 0 : last.position().orElse(0);
        return store.read(reading -> reading.after(position, batchSize)).stream()
                .map(event -> new TrackedDomainEventData<>(
                        new GlobalSequenceTrackingToken(event.position()), StoredEntry.of(event)))
                .toList();
    }

    /** Snapshots are the engine's own, and loading a task goes through them: nothing that Axon takes is kept. */
    @Override
    protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
        throw new UnsupportedOperationException("snapshots of this store are taken by the engine, by its own budget");
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readSnapshotData(String aggregateIdentifier) {
        return Stream.empty();
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String stream) {
        long last = store.read(reading -> reading.lastSeq(stream));
        return last < 0 ? Optional.empty() : Optional.of(last);
    }

    @Override
    public TrackingToken createHeadToken() {
        return new GlobalSequenceTrackingToken(
                store.read(reading -> reading.head().position()));
    }

    @Override
    public TrackingToken createTokenAt(Instant time) {
        return new GlobalSequenceTrackingToken(store.read(reading -> reading.positionBefore(time)));
    }

    private static final class Settings extends Builder {
        Settings(Serializer serializer, EventUpcaster upcasters) {
            eventSerializer(serializer);
            snapshotSerializer(serializer);
            upcasterChain(upcasters);
            batchSize(BATCH);
        }
    }
}
