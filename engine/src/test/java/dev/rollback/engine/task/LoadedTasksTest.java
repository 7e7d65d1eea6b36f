package dev.rollback.engine.task;

import static dev.rollback.api.ComponentName.CACHE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentChange;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackManager;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskUpdated;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonPatch;
import dev.rollback.api.json.PatchFailedException;
import dev.rollback.engine.TestEngine;
import dev.rollback.engine.axon.EventSerializer;
import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.store.ForwardingStore;
import dev.rollback.store.ObservedStore;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StreamConflictException;
import dev.rollback.store.event.Streams;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event is folded once on its way in, and what a command has loaded is not read again when it is written. */
class LoadedTasksTest {
    private static final TaskId T = new TaskId("t");
    private static final TaskEvent REGISTERED =
            new TaskRegistered(T, "title", List.of(), null, TaskPolicy.DEFAULT, 0, SchemaVersion.FIRST);

    /** What of a task's state is asked for. */
    private static final Set<String> OF_TASKS = Set.of("task", "tasks", "stream", "streams", "nearest");

    @TempDir
    Path folder;

    private final List<String> asked = new ArrayList<>();
    private Store store;
    private TaskStates states;
    private UnitOfEvents.Source units;

    @BeforeEach
    void open() {
        store = ObservedStore.of(StoreKind.SQLITE.create(folder), (question, answer) -> {
            if (OF_TASKS.contains(question)) {
                asked.add(question);
            }
        });
        states = new TaskStates(store);
        units = new UnitOfEvents.Source(store, states, new EventSerializer());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void an_update_asks_the_store_for_its_task_once() {
        try (TestEngine engine = TestEngine.on(staysOpen())) {
            engine.tasks.register("t", "title");
            engine.tasks.start("t");
            asked.clear();
            engine.tasks.merge("t", CACHE, Json.parse("{\"n\":1}"));
            assertThat(asked).containsExactly("task");
        }
    }

    @Test
    void what_a_decision_has_folded_is_what_is_indexed_and_remembered() {
        FoldedEvent event = FoldedEvent.on(registered(), update(1));
        write(event.before(), event, event.event(), 1);
        assertThat(asked).isEmpty();
        assertThat(states.head(T)).isSameAs(event.after());
    }

    @Test
    void what_was_folded_on_another_state_is_folded_again() {
        TaskState registered = registered();
        TaskState elsewhere = registered.evolve(update(7), 1);
        FoldedEvent event = FoldedEvent.on(elsewhere, update(1));
        write(registered, event, event.event(), 1);
        assertThat(states.head(T)).isEqualTo(registered.evolve(update(1), 1));
        assertThat(new TaskStates(store).head(T)).isEqualTo(states.head(T));
    }

    @Test
    void what_was_loaded_before_somebody_else_moved_the_task_is_not_written() {
        TaskState old = registered();
        units.writeAlone(List.of(message(update(7), 1)));
        FoldedEvent event = FoldedEvent.on(old, update(1));
        assertThatThrownBy(() -> write(old, event, event.event(), 1)).isInstanceOf(StreamConflictException.class);
        assertThat(new TaskStates(store).head(T)).isEqualTo(old.evolve(update(7), 1));
    }

    @Test
    void what_was_loaded_is_no_state_for_an_event_further_on() {
        TaskState old = registered();
        units.writeAlone(List.of(message(update(7), 1)));
        TaskEvent next = patch("/n", "2");
        FoldedEvent event = FoldedEvent.on(old, update(1));
        write(old, event, next, 2);
        assertThat(new TaskStates(store).head(T).content().components()).containsEntry(CACHE, Json.parse("{\"n\":2}"));
        assertThat(states.head(T)).isEqualTo(new TaskStates(store).head(T));
    }

    @Test
    void an_event_that_does_not_fold_is_never_stored_however_it_comes() {
        registered();
        TaskEvent broken = patch("/nothing/here", "1");
        assertThatThrownBy(() -> units.writeAlone(List.of(message(broken, 1))))
                .isInstanceOf(PatchFailedException.class);
        assertThat(new TaskStates(store).head(T).seq()).isZero();
    }

    @Test
    void a_rollback_asks_for_no_task_again_when_it_is_written() {
        CheckpointId checkpoint = new CheckpointId("cp");
        try (TestEngine engine = TestEngine.on(staysOpen())) {
            engine.tasks.register("t", "title");
            engine.commands.sendAndWait(new CreateCheckpoint(T, checkpoint, "before"));
            engine.tasks.merge("t", CACHE, Json.parse("{\"n\":1}"));
            asked.clear();
            new RollbackManager(engine.commands, engine.queries, RequestContext.of("ann"), 10).plan(checkpoint);
            List<String> toPlan = List.copyOf(asked);
            asked.clear();
            engine.commands.sendAndWait(new RollBack(new RollbackId("rb"), checkpoint, "to see"));
            assertThat(asked).containsExactlyElementsOf(toPlan);
        }
    }

    private Store staysOpen() {
        return new ForwardingStore(store) {
            @Override
            public void close() {}
        };
    }

    private TaskState registered() {
        units.writeAlone(List.of(message(REGISTERED, 0)));
        asked.clear();
        return TaskState.INITIAL.evolve(REGISTERED, 0);
    }

    /** In a unit of work that has loaded the task so, and folded that event. */
    private void write(TaskState loaded, FoldedEvent folded, TaskEvent event, long seq) {
        UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(null);
        LoadedTasks.current().keep(T, loaded, null);
        LoadedTasks.current().keep(folded);
        try {
            units.add(List.of(message(event, seq)));
            asked.clear();
        } finally {
            work.commit();
        }
    }

    private static TaskEvent update(int n) {
        return new TaskUpdated(T, List.of(ComponentChange.value(CACHE, Json.parse("{\"n\":" + n + "}"))));
    }

    private static TaskEvent patch(String path, String value) {
        JsonPatch patch =
                new JsonPatch(List.of(JsonPatch.Operation.replace(JsonPointer.compile(path), Json.parse(value))));
        return new TaskUpdated(T, List.of(ComponentChange.patch(CACHE, patch)));
    }

    private static GenericDomainEventMessage<TaskEvent> message(TaskEvent event, long seq) {
        return new GenericDomainEventMessage<>(Task.TYPE, Streams.of(T), seq, event);
    }
}
