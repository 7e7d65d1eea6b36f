package dev.rollback.projections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointQuery.FindCheckpoint;
import dev.rollback.api.CheckpointQuery.FindCheckpoints;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RollbackEvent;
import dev.rollback.api.RollbackQuery.FindRollback;
import dev.rollback.api.RollbackQuery.FindRollbacks;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskQuery.FindTask;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.store.AppendUnit;
import dev.rollback.store.NewEvent;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.EventNames;
import dev.rollback.store.event.Streams;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code given(events).whenAsked(query).expect(view)}, on a real store. What is expected is expected again after each of
 * two rebuilds.
 */
final class ViewFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");

    final Store store;
    final ReadModel views;
    private Map<String, Object> metadata = Map.of(MetadataKeys.ACTOR, "ann", MetadataKeys.REQUEST_ID, "req-1");

    ViewFixture(StoreKind kind, Path directory) {
        store = open(kind, directory);
        views = new ReadModel(store);
    }

    static Store open(StoreKind kind, Path directory) {
        StoreOptions options = StoreOptions.of(() -> NOW).withTables(ProjectionsSchema.SCRIPTS);
        return kind.create(directory, options);
    }

    ViewFixture with(Map<String, Object> eventMetadata) {
        metadata = eventMetadata;
        return this;
    }

    /** One unit of work. */
    ViewFixture given(Object... events) {
        append(store, metadata, events);
        return this;
    }

    static void append(Store store, Map<String, Object> metadata, Object... events) {
        Map<String, Long> ends = new HashMap<>();
        List<NewEvent> unit = new ArrayList<>();
        for (Object event : events) {
            String stream = stream(event);
            long seq = ends.computeIfAbsent(stream, name -> store.read(reading -> reading.lastSeq(name))) + 1;
            ends.put(stream, seq);
            String name = EventNames.nameOf(event.getClass());
            String revision = EventNames.revisionOf(event.getClass());
            unit.add(new NewEvent(stream, seq, name, revision, EventCodec.write(event), EventCodec.write(metadata)));
        }
        store.append(AppendUnit.ofEvents(unit));
    }

    private static String stream(Object event) {
        return event instanceof TaskEvent e ? Streams.of(e.taskId()) : Streams.of(((RollbackEvent) event).rollbackId());
    }

    Asked whenAsked(Object query) {
        return new Asked(query);
    }

    @Override
    public void close() {
        store.close();
    }

    private Object answer(Object query) {
        if (query instanceof FindTask q) {
            return views.task(q);
        } else if (query instanceof FindTasks q) {
            return views.tasks(q);
        } else if (query instanceof FindCheckpoint q) {
            return views.checkpoint(q);
        } else if (query instanceof FindCheckpoints q) {
            return views.checkpoints(q);
        }
        return query instanceof FindRollback q ? views.rollback(q) : views.rollbacks((FindRollbacks) query);
    }

    final class Asked {
        private final Object query;

        private Asked(Object query) {
            this.query = query;
        }

        void expect(Object view) {
            verify(answer -> assertThat(answer).isEqualTo(view));
        }

        void expectNothing() {
            verify(answer -> assertThat(answer).isEqualTo(Optional.empty()));
        }

        /** Of the answer as the type it must have. */
        <T> void expect(Class<T> type, Consumer<T> expectation) {
            verify(answer -> expectation.accept(type.cast(answer)));
        }

        private void verify(Consumer<Object> expectation) {
            for (int rebuilds = 0; rebuilds <= 2; rebuilds++) {
                Object answer = answer(query);
                boolean found = answer instanceof Optional<?> one && one.isPresent();
                expectation.accept(found ? ((Optional<?>) answer).get() : answer);
                views.rebuild();
            }
        }
    }
}
