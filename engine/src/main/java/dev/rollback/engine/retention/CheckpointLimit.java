package dev.rollback.engine.retention;

import dev.rollback.api.CheckpointEvent;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStatus;
import dev.rollback.engine.task.Automation;
import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * Cleans up behind every new checkpoint of a task, in the same unit of work: with more than so many the oldest that nothing
 * is promised to find go, where nobody said how many then only of those that made themselves. Several of one unit of work go with the next.
 */
public final class CheckpointLimit implements Consumer<List<? extends EventMessage<?>>> {
    private static final String SO_FAR = "rollback.checkpoints";

    private final Store store;
    private final CleanupPlans plans;
    private final EventBus eventBus;
    private final UnitOfEvents.Source units;
    private final InstantSource clock;
    private final RollbackSettings settings;

    public CheckpointLimit(
            Store store,
            CleanupPlans plans,
            EventBus eventBus,
            UnitOfEvents.Source units,
            InstantSource clock,
            RollbackSettings settings) {
        this.store = store;
        this.plans = plans;
        this.eventBus = eventBus;
        this.units = units;
        this.clock = clock;
        this.settings = settings;
    }

    /** What a unit of work, which the index does not know yet, did to tasks' checkpoints. */
    private static final class SoFar {
        private final Map<TaskId, List<CheckpointEntry>> made = new HashMap<>();
        private final Set<TaskId> wentBack = new HashSet<>();
        private final Set<String> cleanedUp = new HashSet<>();
    }

    @Override
    public void accept(List<? extends EventMessage<?>> messages) {
        if (!CurrentUnitOfWork.isStarted()) {
            return;
        }
        SoFar soFar = CurrentUnitOfWork.get().root().getOrComputeResource(SO_FAR, key -> new SoFar());
        Set<TaskId> tasks = new LinkedHashSet<>();
        for (EventMessage<?> message : messages) {
            if (message.getPayload() instanceof TaskRolledBack e) {
                soFar.wentBack.add(e.taskId());
            } else if (message.getPayload() instanceof CheckpointCreated e && counts(e)) {
                soFar.made
                        .computeIfAbsent(e.taskId(), task -> new ArrayList<>())
                        .add(entry(e, seq(message)));
                tasks.add(e.taskId());
            }
        }
        // What one that goes back in this very unit may need is known to its next checkpoint only.
        tasks.removeAll(soFar.wentBack);
        tasks.forEach(task -> cleanUp(task, soFar));
    }

    private void cleanUp(TaskId task, SoFar soFar) {
        List<DomainEventMessage<CheckpointEvent>> events = store.read(reading -> {
            PlannedCleanup planned = PlannedCleanup.of(reading, plan(reading, task, soFar));
            if (planned.cleanup().gone().isEmpty()) {
                return List.of();
            }
            units.current().require(planned.guard(clock));
            planned.cleanup().gone().forEach(entry -> soFar.cleanedUp.add(entry.checkpointId()));
            return CheckpointEvents.of(reading, planned.cleanup());
        });
        eventBus.publish(events);
    }

    private Cleanup plan(Reading reading, TaskId task, SoFar soFar) {
        List<CheckpointEntry> made = soFar.made.getOrDefault(task, List.of());
        List<CheckpointEntry> offered = new ArrayList<>(reading.checkpointsOffered(task.value()));
        offered.removeIf(entry -> soFar.cleanedUp.contains(entry.checkpointId()));
        if (offered.size() + made.size() > settings.maxCheckpoints()) {
            offered.removeIf(entry -> !counts(reading, entry));
        }
        int tooMany = offered.size() + made.size() - settings.maxCheckpoints();
        if (tooMany <= 0) {
            return Cleanup.NOTHING;
        }
        Promises promises = plans.promises(reading, offered).after(made);
        return Cleanup.of(Cleanup.oldest(tooMany, offered, promises), promises);
    }

    /** Nobody's own checkpoints are taken away unless somebody said how many may stay. */
    private boolean counts(CheckpointCreated made) {
        return settings.limitsAll() || Automation.made(made);
    }

    private boolean counts(Reading reading, CheckpointEntry entry) {
        return settings.limitsAll() || Automation.made(reading, entry);
    }

    private static long seq(EventMessage<?> message) {
        return message instanceof DomainEventMessage<?> inStream ? inStream.getSequenceNumber() : 0;
    }

    private static CheckpointEntry entry(CheckpointCreated event, long seq) {
        return new CheckpointEntry(
                event.checkpointId().value(),
                event.taskId().value(),
                seq,
                Long.MAX_VALUE,
                event.status() == TaskStatus.FAILED);
    }
}
