package dev.rollback.app.processes;

import static dev.rollback.api.ComponentName.CACHE;
import static dev.rollback.api.ComponentName.TASK_STATE;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentEdit;
import dev.rollback.api.Progress;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskCommand;
import dev.rollback.api.TaskCommand.CompleteTask;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskCommand.StartTask;
import dev.rollback.api.TaskCommand.UpdateTask;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.api.audit.AuditReport;
import dev.rollback.api.audit.AuditScope;
import dev.rollback.api.audit.VersionReport;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonCodec;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.engine.EngineParticipants;
import dev.rollback.engine.audit.Audit;
import dev.rollback.engine.audit.VersionCheck;
import dev.rollback.engine.axon.EventSerializer;
import dev.rollback.engine.task.TaskRules;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.projections.AuditedView;
import dev.rollback.projections.ReadModel;
import dev.rollback.projections.View;
import dev.rollback.store.Store;
import dev.rollback.store.StoreMonitor;
import dev.rollback.store.event.Streams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/**
 * A store of so many events, of tasks of about 1 KB that are registered, started, updated, marked now and then, completed,
 * and some of them rolled back; written, or gone through: once as plain rows whose JSON is parsed, then audited, its views made
 * again, and its versions checked. Prints what it took.
 */
public final class ManyEvents {
    /** So many tasks live at once, event by event in turn. */
    private static final int TOGETHER = 1_000;

    private static final int LIFE = 50;
    private static final int ROLLBACKS = 20;

    private final Store store;
    private final long events;

    private ManyEvents(Store store) {
        this.store = store;
        this.events = store.read(reading -> reading.head().position());
    }

    /** @param given {@code write} or {@code read}, the store's address, and how many events at least */
    public static void main(String[] given) {
        StoreAddress address = StoreAddress.of(given[1], Path.of(""));
        try (Store store = Stores.create(address, System.getenv(), InstantSource.system(), StoreMonitor.NONE)) {
            ManyEvents events = new ManyEvents(store);
            if (given[0].equals("write")) {
                events.write(Integer.parseInt(given[2]));
            } else {
                events.read();
            }
        }
    }

    private void write(int atLeast) {
        int tasks = atLeast / LIFE;
        for (int from = 0; from < tasks; from += TOGETHER) {
            lives(from, Math.min(TOGETHER, tasks - from));
        }
        // Else the first rollback waits until all of them are in the views, in which its record is to be seen.
        new ReadModel(store).advance();
        try (RollbackEngine engine =
                RollbackEngine.on(store, EngineOptions.defaults().withActor("ann"))) {
            for (int i = 0; i < ROLLBACKS; i++) {
                engine.rollbacks().rollBack(RollbackScope.to(checkpoint(i, 25)), "as it was");
            }
        }
    }

    private void lives(int from, int count) {
        UnitOfEvents.Source units = new UnitOfEvents.Source(store, new TaskStates(store), new EventSerializer());
        Map<Integer, TaskState> states = new TreeMap<>();
        IntStream.range(from, from + count).forEach(task -> states.put(task, TaskState.INITIAL));
        for (int step = 0; step < LIFE; step++) {
            List<DomainEventMessage<?>> unit = new ArrayList<>();
            for (Map.Entry<Integer, TaskState> entry : states.entrySet()) {
                TaskState state = entry.getValue();
                for (TaskEvent event : TaskRules.decide(
                                state, command(entry.getKey(), step), null, TaskStateSchema.UNVERSIONED)
                        .events()) {
                    unit.add(new GenericDomainEventMessage<>(
                            "Task", Streams.of(event.taskId()), state.seq() + 1, event));
                    state = state.evolve(event, state.seq() + 1);
                }
                entry.setValue(state);
            }
            units.writeAlone(unit);
        }
    }

    private static TaskCommand command(int task, int step) {
        TaskId taskId = new TaskId("task-" + task);
        if (step == 0) {
            List<TaskId> dependsOn = task % 10 == 0 ? List.of() : List.of(new TaskId("task-" + (task - 1)));
            return new RegisterTask(taskId, "Task " + task, dependsOn, null, TaskPolicy.DEFAULT);
        } else if (step == 1) {
            return new StartTask(taskId);
        } else if (step == 2) {
            Map<String, Object> data = new LinkedHashMap<>();
            IntStream.range(0, 20).forEach(member -> data.put("m" + member, "%d-%s".formatted(member, "x".repeat(36))));
            return new UpdateTask(taskId, List.of(new ComponentEdit.Replace(TASK_STATE, Json.of(data))));
        } else if (step == LIFE - 1) {
            return new CompleteTask(taskId);
        } else if (step % 25 == 0) {
            return new CreateCheckpoint(taskId, checkpoint(task, step), "step", step, null, null, null, Map.of());
        } else if (step % 5 == 0) {
            return new UpdateTask(
                    taskId, List.of(new ComponentEdit.Merge(CACHE, Json.parse("{\"page\":%d}".formatted(step)))));
        }
        Json change = Json.parse("{\"m%d\":\"%s-%d\"}".formatted(step % 20, "y".repeat(36), step));
        return new UpdateTask(taskId, List.of(new ComponentEdit.Merge(TASK_STATE, change)));
    }

    private static CheckpointId checkpoint(int task, int step) {
        return new CheckpointId("cp-%d-%d".formatted(task, step));
    }

    private void read() {
        measure("views caught up", () -> new ReadModel(store).advance());
        scan(); // once ahead, so that what is warm is warm for all
        long scan = measure("raw scan with JSON parse", this::scan);
        long audit = measure("audit", this::audit);
        long rebuild = measure("views rebuilt", this::rebuild);
        measure("versions checked", this::checkVersions);
        System.out.printf("audit, of the rate of a raw scan: %.2f%n", (double) scan / audit);
        System.out.printf("rebuild, of the rate of a raw scan: %.2f%n", (double) scan / rebuild);
    }

    private long measure(String what, Runnable work) {
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(pool -> pool.resetPeakUsage());
        long since = System.nanoTime();
        work.run();
        long nanos = System.nanoTime() - since;
        System.out.printf(
                "%s: %d ms, %d events a second, peak heap %d MB%n",
                what, nanos / 1_000_000, events * 1_000_000_000 / nanos, peak() >> 20);
        return nanos;
    }

    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private void scan() {
        long[] at = {0, 0};
        store.<Void>read(reading -> {
            boolean more = true;
            while (more) {
                long before = at[0];
                reading.sql()
                        .list(
                                "SELECT position, payload, metadata FROM event WHERE position > ? ORDER BY position LIMIT 1000",
                                row -> {
                                    at[0] = row.getLong(1);
                                    at[1] += parsed(row.getBytes(2)) + parsed(row.getBytes(3));
                                    return at[0];
                                },
                                before);
                more = at[0] > before;
            }
            return null;
        });
        if (at[0] != events || at[1] == 0) {
            throw new IllegalStateException("the scan ended at " + at[0]);
        }
    }

    private static long parsed(byte[] json) {
        try {
            return JsonCodec.mapper().readTree(json).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void audit() {
        AuditReport report =
                new Audit(store, AuditedView.ALL, EngineParticipants.BUILT_IN, Progress.NONE).run(AuditScope.ALL);
        if (!report.isSound() || report.events() != events) {
            throw new IllegalStateException(String.valueOf(report.shown()));
        }
    }

    private void rebuild() {
        ReadModel views = new ReadModel(store);
        for (View view : View.ALL) {
            long corrected = views.rebuild(view, Progress.NONE);
            if (corrected != 0) {
                throw new IllegalStateException("%d rows of %s put right".formatted(corrected, view.name()));
            }
        }
    }

    private void checkVersions() {
        VersionReport report = new VersionCheck(store, TaskStateSchema.UNVERSIONED, Progress.NONE).run();
        if (report.refused() != 0 || report.events() != events) {
            throw new IllegalStateException(String.valueOf(report));
        }
    }
}
