package dev.rollback.engine;

import static dev.rollback.api.ComponentName.TASK_STATE;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentChange;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.Moment;
import dev.rollback.api.RefusalEvent.StaleWorkRefused;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.RollbackEvent.RollbackSucceeded;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskEvent.TaskImported;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskEvent.TaskUpdated;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.json.Json;
import dev.rollback.engine.axon.EventSerializer;
import dev.rollback.engine.content.Changes;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.store.Store;
import dev.rollback.store.event.Streams;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/**
 * A ← B ← D and A ← C, twenty-five events: A n:=1 at 4, checkpoint a1 at 5, A n:=2 at 9, checkpoint a2 at 10, A, B and D
 * back to a1 at 11-15 (rb-1), A n:=9 at 17, that undone at 18-22 (rb-2), and A alone back to a1 at 23-25 (rb-3). Events are
 * written as they are, so that the positions stand whatever the engine offers to make them.
 */
public final class WorkedExample {
    public static final TaskId A = new TaskId("A");
    public static final TaskId B = new TaskId("B");
    public static final TaskId C = new TaskId("C");
    public static final TaskId D = new TaskId("D");

    private final TaskStates states;
    private final UnitOfEvents.Source units;

    private WorkedExample(Store store) {
        this.states = new TaskStates(store);
        this.units = new UnitOfEvents.Source(store, states, new EventSerializer());
    }

    public static void tell(Store store) {
        new WorkedExample(store).tell();
    }

    /** As far as its first rollback: ten events. */
    public static void begin(Store store) {
        new WorkedExample(store).begin();
    }

    /** ann works, bob rolls back. */
    private void tell() {
        begin();
        rollBack("rb-1", 5, Map.of(A, 2L, B, 0L, D, -1L));
        StaleWorkRefused refused = new StaleWorkRefused(B, 0, 1, "UpdateTask", "ann");
        write("ann", new GenericDomainEventMessage<>("Refusal", Streams.of(refused), 0, refused));
        write("ann", inStream(set(A, 9)));
        rollBack("rb-2", 10, Map.of(A, 4L, B, 1L, D, 0L));
        rollBack("rb-3", 5, Map.of(A, 2L));
    }

    private void begin() {
        write("ann", inStream(registered(A, 0)), inStream(registered(B, 0, A)), inStream(registered(C, 0, A)));
        write("ann", inStream(set(A, 1)));
        write("ann", inStream(checkpoint(A, "a1")));
        write("ann", inStream(set(B, 1)));
        write("ann", inStream(set(C, 1)));
        write("ann", inStream(registered(D, 5, B)));
        write("ann", inStream(set(A, 2)));
        write("ann", inStream(checkpoint(A, "a2")));
    }

    private void rollBack(String id, long cut, Map<TaskId, Long> targets) {
        RollbackId rollbackId = new RollbackId(id);
        List<TaskId> tasks = targets.keySet().stream()
                .sorted(Comparator.comparing(TaskId::value))
                .toList();
        RollbackScope scope = RollbackScope.to(new Moment.AtPosition(cut))
                .withStrategy(RollbackStrategy.SELECTIVE)
                .withTasks(tasks);
        String stream = Streams.of(rollbackId);
        List<GenericDomainEventMessage<?>> unit = new ArrayList<>();
        unit.add(new GenericDomainEventMessage<>(
                "Rollback",
                stream,
                0,
                new RollbackRequested(rollbackId, scope, (Long) cut, RollbackReason.MANUAL, id, Map.of(), "", null)));
        tasks.forEach(task -> unit.add(inStream(back(rollbackId, task, targets.get(task)))));
        unit.add(new GenericDomainEventMessage<>("Rollback", stream, 1, new RollbackSucceeded(rollbackId, tasks, 1)));
        write("bob", unit.toArray(GenericDomainEventMessage<?>[]::new));
    }

    private TaskEvent back(RollbackId rollbackId, TaskId taskId, long targetSeq) {
        TaskState now = states.head(taskId);
        TaskState then = states.stateAt(taskId, targetSeq);
        return new TaskRolledBack(
                taskId,
                rollbackId,
                null,
                targetSeq,
                now.epoch() + 1,
                Changes.between(now.content(), then.content()),
                now.content().hash(),
                then.content().hash(),
                then.currentCheckpoint(),
                null,
                null,
                SchemaVersion.FIRST,
                null);
    }

    private static TaskEvent registered(TaskId taskId, int n, TaskId... dependsOn) {
        Json content = TaskStateContent.registered(taskId.value(), List.of(dependsOn), null)
                .withData(Json.of(Map.of("n", n)))
                .json();
        return new TaskImported(taskId, List.of(ComponentChange.value(TASK_STATE, content)), 0, SchemaVersion.FIRST);
    }

    private TaskEvent set(TaskId taskId, int n) {
        TaskContent now = states.head(taskId).content();
        Json after = Objects.requireNonNull(now.taskState())
                .withData(Json.of(Map.of("n", n)))
                .json();
        TaskContent then = now.with(List.of(ComponentChange.value(TASK_STATE, after)));
        return new TaskUpdated(taskId, Changes.between(now, then));
    }

    private TaskEvent checkpoint(TaskId taskId, String id) {
        TaskState now = states.head(taskId);
        return new CheckpointCreated(
                taskId,
                new CheckpointId(id),
                "p",
                null,
                null,
                null,
                now.status(),
                SchemaVersion.FIRST,
                now.content().hash(),
                now.currentCheckpoint(),
                Map.of());
    }

    private GenericDomainEventMessage<?> inStream(TaskEvent event) {
        long seq = states.head(event.taskId()).seq() + 1;
        return new GenericDomainEventMessage<>("Task", Streams.of(event.taskId()), seq, event);
    }

    private void write(String actor, GenericDomainEventMessage<?>... unit) {
        units.writeAlone(Stream.of(unit)
                .map(event -> event.andMetaData(Map.of(MetadataKeys.ACTOR, actor)))
                .toList());
    }
}
