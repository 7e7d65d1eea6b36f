package dev.rollback.engine.unit;

import dev.rollback.api.MetadataKeys;
import dev.rollback.api.TaskEvent;
import dev.rollback.engine.task.TaskIndexing;
import dev.rollback.engine.task.TaskIndexing.Upcoming;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.AppendUnit;
import dev.rollback.store.AppendUnit.Expectation;
import dev.rollback.store.AppendUnit.Guard;
import dev.rollback.store.AppendUnit.RequestMark;
import dev.rollback.store.Appended;
import dev.rollback.store.IndexChange;
import dev.rollback.store.NewEvent;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoredSnapshot;
import dev.rollback.store.event.EventCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.axonframework.common.IdentifierFactory;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** What one unit of work is going to write; written as one unit of the log when the unit of work commits. */
public final class UnitOfEvents {
    private final Source source;
    private final List<EventMessage<?>> messages = new ArrayList<>();
    private final List<Expectation> expectations = new ArrayList<>();
    private final List<IndexChange> changes = new ArrayList<>();
    private final List<StoredSnapshot> snapshots = new ArrayList<>();
    private final List<Guard> guards = new ArrayList<>();
    private final List<Consumer<Appended>> listeners = new ArrayList<>();
    private @Nullable RequestMark request;
    private @Nullable TaskIndexing indexing;

    private UnitOfEvents(Source source) {
        this.source = source;
    }

    /** The unit is written only where this stream's last event still is {@code seq}. */
    public void expect(String stream, long seq) {
        expectations.add(new Expectation(stream, seq));
    }

    /** The unit is written only where this holds, asked under the store's lock. */
    public void require(Guard guard) {
        guards.add(guard);
    }

    /** Changes what stands beside the log: leases, and what is counted. */
    public void change(IndexChange change) {
        changes.add(change);
    }

    /** Keeps a state, other than a task's, of a stream that this unit writes to. */
    public void keep(StoredSnapshot snapshot) {
        snapshots.add(snapshot);
    }

    /** The request that this unit, once it has events, answers for good. */
    public void answer(RequestMark mark) {
        if (request != null && !request.equals(mark)) {
            throw new IllegalStateException("one unit of work answers one request: send these commands one by one, not "
                    + request.requestId() + " and " + mark.requestId() + " inside one handler");
        }
        request = mark;
    }

    /** To be told where the unit landed, right after it was written. */
    public void whenWritten(Consumer<Appended> listener) {
        listeners.add(listener);
    }

    private void write() {
        if (messages.isEmpty() && changes.isEmpty()) {
            return;
        }
        Appended where = source.store.append(source.store.read(this::unit));
        if (indexing != null) {
            indexing.committed();
        }
        listeners.forEach(listener -> listener.accept(where));
    }

    private AppendUnit unit(Reading reading) {
        TaskIndexing tasks = new TaskIndexing(source.states, reading, upcoming());
        List<NewEvent> events = new ArrayList<>();
        for (EventMessage<?> message : messages) {
            events.add(event(message, events.size(), tasks));
        }
        indexing = tasks;
        List<IndexChange> allChanges = new ArrayList<>(tasks.changes());
        allChanges.addAll(changes);
        List<StoredSnapshot> allSnapshots = new ArrayList<>(tasks.dueSnapshots());
        allSnapshots.addAll(snapshots);
        return new AppendUnit(
                events, expectations, allChanges, allSnapshots, events.isEmpty() ? null : request, guards);
    }

    private List<Upcoming> upcoming() {
        List<Upcoming> upcoming = new ArrayList<>();
        for (EventMessage<?> message : messages) {
            if (message.getPayload() instanceof TaskEvent event) {
                upcoming.add(new Upcoming(event.taskId(), seq(message)));
            }
        }
        return upcoming;
    }

    private static long seq(EventMessage<?> message) {
        return message instanceof DomainEventMessage<?> inStream ? inStream.getSequenceNumber() : 0;
    }

    private NewEvent event(EventMessage<?> message, int index, TaskIndexing tasks) {
        SerializedObject<byte[]> payload = message.serializePayload(source.serializer, byte[].class);
        Map<String, Object> metadata = new TreeMap<>(message.getMetaData());
        metadata.put(EventCodec.MESSAGE_ID, message.getIdentifier());
        if (index == 0 && request != null) {
            metadata.put(EventCodec.REQUEST_BODY, request.bodyHash());
        }
        String stream = message.getIdentifier();
        long seq = seq(message);
        if (message instanceof DomainEventMessage<?> inStream) {
            stream = inStream.getAggregateIdentifier();
            metadata.put(EventCodec.AGGREGATE_TYPE, inStream.getType());
        }
        if (message.getPayload() instanceof TaskEvent event) {
            metadata.put(MetadataKeys.EPOCH, tasks.add(event, index, seq, payload.getData().length));
        }
        changes.addAll(RecordIndexing.of(message.getPayload(), index));
        String revision = payload.getType().getRevision();
        return new NewEvent(
                stream,
                seq,
                payload.getType().getName(),
                revision == null ? "" : revision,
                payload.getData(),
                EventCodec.write(metadata));
    }

    /** Hands out the unit of events of the current unit of work. */
    public static final class Source {
        private final String key =
                "rollback.unit." + IdentifierFactory.getInstance().generateIdentifier();
        private final Store store;
        private final TaskStates states;
        private final Serializer serializer;

        public Source(Store store, TaskStates states, Serializer serializer) {
            this.store = store;
            this.states = states;
            this.serializer = serializer;
        }

        /** The current unit of work's; it is written when that commits. */
        public UnitOfEvents current() {
            UnitOfWork<?> root = CurrentUnitOfWork.get().root();
            if (root.phase().isAfter(UnitOfWork.Phase.COMMIT)) {
                throw new IllegalStateException(
                        "this unit of work is written already: send what follows from it in a unit of its own");
            }
            return root.getOrComputeResource(key, k -> {
                UnitOfEvents unit = new UnitOfEvents(this);
                root.onCommit(work -> unit.write());
                return unit;
            });
        }

        /** Adds events to the current unit of work's, or writes them at once where there is none. */
        public void add(List<? extends EventMessage<?>> events) {
            if (CurrentUnitOfWork.isStarted()) {
                current().messages.addAll(events);
            } else {
                writeAlone(events);
            }
        }

        /** Writes these events now, as a unit of their own, whatever becomes of the current unit of work. */
        public void writeAlone(List<? extends EventMessage<?>> events) {
            alone(events).write();
        }

        /** The same, telling where they landed. */
        public void writeAlone(List<? extends EventMessage<?>> events, Consumer<Appended> written) {
            UnitOfEvents unit = alone(events);
            unit.whenWritten(written);
            unit.write();
        }

        /** The same, with a change of what stands beside the log. */
        public void writeAlone(List<? extends EventMessage<?>> events, IndexChange beside) {
            UnitOfEvents unit = alone(events);
            unit.change(beside);
            unit.write();
        }

        private UnitOfEvents alone(List<? extends EventMessage<?>> events) {
            UnitOfEvents unit = new UnitOfEvents(this);
            unit.messages.addAll(events);
            return unit;
        }
    }
}
