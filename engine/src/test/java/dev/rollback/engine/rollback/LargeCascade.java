package dev.rollback.engine.rollback;

import static dev.rollback.api.ComponentName.TASK_STATE;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentChange;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackQuery.FindRollbackPlan;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.TaskImported;
import dev.rollback.api.TaskEvent.TaskUpdated;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonPatch;
import dev.rollback.engine.EngineParticipants;
import dev.rollback.engine.TestEngine;
import dev.rollback.engine.axon.EventSerializer;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreMonitor;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.Streams;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of about 1 KB, five deep under one, of each of which one member in twenty changed since a checkpoint of the root:
 * all of them go back in one cascade, beside a plain insert of the same rows. Prints what it took.
 */
public final class LargeCascade {
    private static final int TOGETHER = 1_000;
    private static final int DEPTH = 5;
    private static final CheckpointId BEFORE = new CheckpointId("before");

    private final TestEngine engine;
    private final int tasks;
    private final AtomicLong lockHeld;

    private LargeCascade(TestEngine engine, int tasks, AtomicLong lockHeld) {
        this.engine = engine;
        this.tasks = tasks;
        this.lockHeld = lockHeld;
    }

    /** @param given the store's address, and how many tasks */
    public static void main(String[] given) {
        AtomicLong lockHeld = new AtomicLong();
        StoreMonitor monitor = new StoreMonitor() {
            @Override
            public void appended(int units, int events, long nanos) {
                lockHeld.set(nanos);
            }
        };
        Store store = StoreKind.createAt(
                given[0], StoreOptions.of(InstantSource.system()).withMonitor(monitor));
        try (TestEngine engine = TestEngine.on(store)) {
            LargeCascade cascade = new LargeCascade(engine, Integer.parseInt(given[1]), lockHeld);
            cascade.prepare();
            cascade.measure();
        }
    }

    private void prepare() {
        List<TaskEvent> events = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            events.add(new TaskImported(
                    task(i), List.of(ComponentChange.value(TASK_STATE, content(i))), 0, SchemaVersion.FIRST));
        }
        write(events, 0);
        engine.tasks.send(new CreateCheckpoint(task(0), BEFORE, "before"));
        events.clear();
        for (int i = 0; i < tasks; i++) {
            events.add(new TaskUpdated(task(i), List.of(ComponentChange.patch(TASK_STATE, change()))));
        }
        write(events.subList(0, 1), 2);
        write(events.subList(1, tasks), 1);
    }

    private void measure() {
        RollbackScope scope = RollbackScope.to(BEFORE).cascading();
        RollbackPlans plans = new RollbackPlans(
                engine.store,
                new TaskStates(engine.store),
                RollbackSettings.defaults(),
                TaskStateSchema.UNVERSIONED,
                EngineParticipants.BUILT_IN);
        resetPeak();
        long[] differences = new long[1];
        long since = System.nanoTime();
        RollbackPlan plan = plans.stream(
                new FindRollbackPlan(scope),
                task -> differences[0] += task.differences().size());
        tell("plan ms", millis(since));
        tell("differences", differences[0]);
        long head = engine.head();
        since = System.nanoTime();
        engine.commands.sendAndWait(new RollBack(
                new RollbackId("rb-1"),
                scope,
                dev.rollback.api.RollbackReason.MANUAL,
                "why",
                Map.of(),
                true,
                plan.digest(),
                List.of()));
        tell("apply ms", millis(since));
        tell("lock held ms", lockHeld.get() / 1_000_000);
        tell("peak heap MB", peak() >> 20);
        List<StoredEvent> unit = engine.store.read(reading -> reading.after(head, tasks + 2));
        tell(
                "events of the unit",
                unit.stream().filter(event -> event.unit() == head + 1).count());
        tell("bytes", unit.stream().mapToLong(LargeCascade::bytes).sum());
        tell("raw insert ms", rawInsert(unit));
    }

    private long rawInsert(List<StoredEvent> unit) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (StoredEvent event : unit) {
            rows.add(new Object[] {
                event.position(),
                event.stream(),
                event.seq(),
                event.unit(),
                event.recordedAt(),
                event.name(),
                event.revision(),
                event.payload(),
                event.metadata(),
                event.hash()
            });
        }
        engine.store.write(reading -> reading.sql().update("CREATE TABLE raw AS SELECT * FROM event WHERE 1 = 0"));
        engine.store.write(reading -> reading.sql().update("CREATE UNIQUE INDEX raw_position ON raw (position)"));
        engine.store.write(reading -> reading.sql().update("CREATE UNIQUE INDEX raw_stream ON raw (stream, seq)"));
        long since = System.nanoTime();
        engine.store.<Void>write(reading -> {
            reading.sql().updateAll("INSERT INTO raw VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows);
            return null;
        });
        return millis(since);
    }

    private void write(List<TaskEvent> events, long seq) {
        UnitOfEvents.Source units =
                new UnitOfEvents.Source(engine.store, new TaskStates(engine.store), new EventSerializer());
        for (int from = 0; from < events.size(); from += TOGETHER) {
            units.writeAlone(events.subList(from, Math.min(events.size(), from + TOGETHER)).stream()
                    .map(event -> new GenericDomainEventMessage<>("Task", Streams.of(event.taskId()), seq, event))
                    .toList());
        }
    }

    private Json content(int i) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (int member = 0; member < 20; member++) {
            data.put("m" + member, "%d-%d-%s".formatted(i, member, "x".repeat(36)));
        }
        return TaskStateContent.registered("Task " + i, i == 0 ? List.of() : List.of(task(parent(i))), null)
                .withData(Json.of(data))
                .json();
    }

    /** Five levels, each as wide as the others: who is in one hangs on one of the level above. */
    private int parent(int i) {
        int width = Math.max(1, (tasks - 1) / DEPTH);
        return i <= width ? 0 : i - width;
    }

    private static JsonPatch change() {
        return JsonPatch.parse(
                Json.parse("[{\"op\":\"replace\",\"path\":\"/data/m7\",\"value\":\"%s\"}]".formatted("y".repeat(40))));
    }

    private static TaskId task(int i) {
        return new TaskId("task-" + i);
    }

    private static long bytes(StoredEvent event) {
        return (long) event.payload().length + event.metadata().length + event.hash().length;
    }

    private static void resetPeak() {
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(pool -> pool.resetPeakUsage());
    }

    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static long millis(long since) {
        return (System.nanoTime() - since) / 1_000_000;
    }

    private static void tell(String what, long number) {
        System.out.println(what + ": " + number);
    }
}
