package dev.rollback.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.ComponentChange;
import dev.rollback.api.ComponentName;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskUpdated;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.json.Json;
import dev.rollback.engine.axon.EventSerializer;
import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.store.ObservedStore;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.event.Streams;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A state at any moment: exact, at a cost that does not grow with the history, with or without snapshots. */
@OnEveryStore
class TaskStatesTest {
    private static final TaskId T = new TaskId("t");
    private static final int DEPTH = 10_000;

    @Parameter
    StoreKind kind;

    @TempDir
    Path directory;

    @Test
    void a_state_at_any_moment_costs_a_bounded_number_of_events_and_needs_no_snapshot() {
        try (Store store = kind.create(directory)) {
            List<TaskState> history = write(store, DEPTH);
            AtomicLong read = new AtomicLong();
            Store counted = counting(store, read);
            Random random = new Random(7);
            long most = 0;
            for (int i = 0; i < 300; i++) {
                int seq = random.nextInt(DEPTH);
                read.set(0);
                assertThat(new TaskStates(counted).stateAt(T, seq).content())
                        .isEqualTo(history.get(seq).content());
                most = Math.max(most, read.get());
            }
            read.set(0);
            assertThat(new TaskStates(counted).head(T)).isEqualTo(history.get(DEPTH - 1));
            most = Math.max(most, read.get());
            assertThat(most).isPositive().isLessThanOrEqualTo(Snapshots.MOST_EVENTS);

            long snapshots = store.write(reading -> (long) reading.sql().update("DELETE FROM snapshot"));
            assertThat(snapshots).isPositive();
            for (int seq : new int[] {0, 1, 4_321, DEPTH - 1}) {
                assertThat(new TaskStates(store).stateAt(T, seq)).isEqualTo(history.get(seq));
            }
        }
    }

    @Test
    void a_state_cached_here_is_not_believed_once_another_process_moved_the_task() {
        try (Store here = kind.create(directory);
                Store there = kind.create(directory)) {
            write(here, 3);
            TaskStates cached = new TaskStates(here);
            assertThat(cached.head(T).seq()).isEqualTo(2);
            new UnitOfEvents.Source(there, new TaskStates(there), new EventSerializer())
                    .writeAlone(List.of(message(update(99), 3)));
            assertThat(cached.head(T).seq()).isEqualTo(3);
        }
    }

    private static List<TaskState> write(Store store, int count) {
        UnitOfEvents.Source units = new UnitOfEvents.Source(store, new TaskStates(store), new EventSerializer());
        List<TaskState> history = new ArrayList<>();
        TaskState state = TaskState.INITIAL;
        List<GenericDomainEventMessage<TaskEvent>> batch = new ArrayList<>();
        for (int seq = 0; seq < count; seq++) {
            TaskEvent event = seq == 0
                    ? new TaskRegistered(T, "title", List.of(), null, TaskPolicy.DEFAULT, 0, SchemaVersion.FIRST)
                    : update(seq);
            state = state.evolve(event, seq);
            history.add(state);
            batch.add(message(event, seq));
            if (batch.size() == 10 || seq == count - 1) {
                units.writeAlone(batch);
                batch.clear();
            }
        }
        return history;
    }

    private static TaskEvent update(int seq) {
        ComponentName component = new ComponentName("C" + seq % 7);
        return new TaskUpdated(
                T,
                List.of(ComponentChange.value(component, Json.parse("{\"n\":" + seq + ",\"text\":\"some words\"}"))));
    }

    private static GenericDomainEventMessage<TaskEvent> message(TaskEvent event, long seq) {
        return new GenericDomainEventMessage<>("Task", Streams.of(T), seq, event);
    }

    /** The same store, counting the events that its readers are given. */
    private static Store counting(Store store, AtomicLong read) {
        return ObservedStore.of(store, (question, answer) -> {
            if (question.equals("stream") || question.equals("after")) {
                read.addAndGet(((Collection<?>) answer).size());
            }
        });
    }
}
