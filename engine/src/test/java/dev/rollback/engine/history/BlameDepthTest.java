package dev.rollback.engine.history;

import static dev.rollback.api.ComponentName.CACHE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.ComponentChange;
import dev.rollback.api.Moment.AtSeq;
import dev.rollback.api.Moment.Now;
import dev.rollback.api.RollbackId;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskBlameView;
import dev.rollback.api.TaskBlameView.BlamedField;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskEvent.TaskUpdated;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskQuery.FindTaskBlame;
import dev.rollback.api.json.Json;
import dev.rollback.engine.axon.EventSerializer;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.store.ObservedStore;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.Streams;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A task with thousands of events beside another: each sets n to its own number, but every thousandth goes back by ten. */
@OnEveryStore
class BlameDepthTest {
    private static final TaskId TASK = new TaskId("deep");
    private static final TaskId OTHER = new TaskId("other");
    private static final int DEPTH = 3_500;

    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    @Test
    void blame_reads_the_events_of_the_one_task_twice_and_no_others() {
        try (Store store = kind.create(folder)) {
            write(store, TASK);
            write(store, OTHER);
            AtomicLong events = new AtomicLong();
            TaskBlames blames = new TaskBlames(ObservedStore.of(store, (question, answer) -> count(answer, events)));
            TaskBlameView now = blames.find(new FindTaskBlame(TASK, new Now()));
            assertThat(n(now).setBy().seq()).isEqualTo(DEPTH - 1);
            assertThat(events.get()).isBetween((long) DEPTH, 2L * DEPTH + 10);

            events.set(0);
            BlamedField back = n(blames.find(new FindTaskBlame(TASK, new AtSeq(2_000))));
            assertThat(back.value()).isEqualTo(Json.of(1_990));
            assertThat(back.setBy().seq()).isEqualTo(1_990);
            assertThat(back.broughtBackBy().rollbackId()).isEqualTo(new RollbackId("rb-2000"));
            assertThat(events.get()).isLessThanOrEqualTo(2L * 2_001 + 10);
        }
    }

    private static BlamedField n(TaskBlameView blame) {
        return blame.field(CACHE, "/n").orElseThrow();
    }

    private static void count(Object answer, AtomicLong events) {
        if (answer instanceof Collection<?> found) {
            events.addAndGet(
                    found.stream().filter(StoredEvent.class::isInstance).count());
        }
    }

    private static void write(Store store, TaskId task) {
        UnitOfEvents.Source units = new UnitOfEvents.Source(store, new TaskStates(store), new EventSerializer());
        List<TaskState> states = new ArrayList<>();
        List<GenericDomainEventMessage<TaskEvent>> unit = new ArrayList<>();
        TaskState state = TaskState.INITIAL;
        for (int seq = 0; seq < DEPTH; seq++) {
            TaskEvent event = event(task, seq, states);
            state = state.evolve(event, seq);
            states.add(state);
            unit.add(new GenericDomainEventMessage<>("Task", Streams.of(task), seq, event));
            if (unit.size() == 500) {
                units.writeAlone(unit);
                unit.clear();
            }
        }
        assertThat(unit).isEmpty();
    }

    private static TaskEvent event(TaskId task, int seq, List<TaskState> states) {
        if (seq == 0) {
            return new TaskRegistered(task, "Title", List.of(), null, TaskPolicy.DEFAULT, 0, SchemaVersion.FIRST);
        }
        int value = seq % 1_000 == 0 ? seq - 10 : seq;
        List<ComponentChange> changes = List.of(ComponentChange.value(CACHE, Json.parse("{\"n\":" + value + "}")));
        if (value == seq) {
            return new TaskUpdated(task, changes);
        }
        String hash = states.get(value).content().hash();
        String before = states.get(seq - 1).content().hash();
        return new TaskRolledBack(
                task,
                new RollbackId("rb-" + seq),
                null,
                value,
                seq / 1_000,
                changes,
                before,
                hash,
                null,
                null,
                null,
                SchemaVersion.FIRST,
                null);
    }
}
