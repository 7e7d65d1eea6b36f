package dev.rollback.engine.rollback;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackCommand.RollBackTask;
import dev.rollback.api.RollbackEvent;
import dev.rollback.api.RollbackEvent.RollbackFailed;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.RollbackEvent.RollbackSucceeded;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskId;
import dev.rollback.engine.axon.ConflictRetries;
import dev.rollback.engine.event.Streams;
import dev.rollback.engine.storage.IndexReader.CheckpointEntry;
import dev.rollback.engine.storage.Store;
import dev.rollback.engine.story.RollbackStory;
import dev.rollback.engine.task.Task;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.engine.unit.UnitOfEvents;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Carries a rollback out: one command, one unit of work with all of it, or nothing and, where the refusal is worth
 * remembering, a FAILED record in a unit of its own.
 */
public final class RollbackHandler {
    private static final String TYPE = "Rollback";

    /** Malformed input leaves no trace, a task that stands at its target is no failure, and a lost store takes none. */
    private static final Set<RefusalCode> UNRECORDED = Set.of(
            RefusalCode.INVALID_INPUT,
            RefusalCode.INVALID_SCOPE,
            RefusalCode.ALREADY_THERE,
            RefusalCode.STORE_UNAVAILABLE);

    private final Store store;
    private final RollbackTargets targets;
    private final EventBus eventBus;
    private final UnitOfEvents.Source units;
    private final InstantSource clock;

    public RollbackHandler(
            Store store, TaskStates states, EventBus eventBus, UnitOfEvents.Source units, InstantSource clock) {
        this.store = store;
        this.targets = new RollbackTargets(states);
        this.eventBus = eventBus;
        this.units = units;
        this.clock = clock;
    }

    @CommandHandler
    RollbackId handle(RollBackTask command, MetaData metadata) {
        RollbackStory story = RollbackStory.of(command, metadata);
        CurrentUnitOfWork.get().onRollback(work -> recordFailure(command, metadata, work, story));
        List<DomainEventMessage<?>> events = store.read(reading -> {
            CheckpointEntry checkpoint = RollbackTargets.checkpoint(reading, command.checkpointId(), command.taskId());
            story.found(checkpoint);
            Target target = targets.target(reading, checkpoint, command.force());
            return events(command, checkpoint, target, story);
        });
        eventBus.publish(events);
        units.current().whenWritten(story::appended);
        return command.rollbackId();
    }

    private static List<DomainEventMessage<?>> events(
            RollBackTask c, CheckpointEntry checkpoint, Target target, RollbackStory story) {
        RollbackScope scope = RollbackPlans.scope(checkpoint);
        List<Target> all = List.of(target);
        List<TaskRolledBack> compensations = RollbackPlanner.compensations(c.rollbackId(), all);
        String digest = RollbackPlanner.digest(scope, checkpoint.position(), all);
        story.planned(checkpoint.position(), digest, compensations);
        List<DomainEventMessage<?>> events = new ArrayList<>();
        events.add(event(
                0,
                new RollbackRequested(
                        c.rollbackId(), scope, checkpoint.position(), c.reason(), c.note(), c.metadata(), digest)));
        for (TaskRolledBack compensation : compensations) {
            String stream = Streams.of(compensation.taskId());
            events.add(new GenericDomainEventMessage<>(
                    Task.class.getSimpleName(), stream, target.now().seq() + 1, compensation));
        }
        List<TaskId> tasks = compensations.stream().map(TaskRolledBack::taskId).toList();
        events.add(event(1, new RollbackSucceeded(c.rollbackId(), tasks, target.eventsAfterTarget())));
        story.writes(target.taskId(), target.now().seq(), events.size());
        return events;
    }

    private void recordFailure(RollBackTask command, MetaData metadata, UnitOfWork<?> work, RollbackStory story) {
        Throwable failure = work.getExecutionResult().getExceptionResult();
        RefusedException refused = RefusedException.in(failure).orElse(null);
        if (refused == null) {
            story.broke(failure);
        } else if (ConflictRetries.triesAgain(refused, metadata, clock)) {
            story.triedAgain();
        } else if (UNRECORDED.contains(refused.code())) {
            story.refused(refused.code(), false);
        } else {
            story.refused(refused.code(), true);
            record(command, refused, story);
        }
    }

    private void record(RollBackTask command, RefusedException refused, RollbackStory story) {
        RollbackScope asked = new RollbackScope(
                RollbackStrategy.SELECTIVE,
                List.of(command.checkpointId()),
                command.taskId() == null ? List.of() : List.of(command.taskId()));
        RollbackFailed failed = new RollbackFailed(
                command.rollbackId(),
                asked,
                command.reason(),
                command.note(),
                command.metadata(),
                refused.code(),
                String.valueOf(refused.getMessage()));
        try {
            units.writeAlone(List.of(event(0, failed)), story::recorded);
        } catch (RuntimeException e) {
            // The caller is to hear of the refusal, not of the record that could not be kept of it.
            refused.addSuppressed(e);
            story.notRecorded(e);
        }
    }

    private static DomainEventMessage<RollbackEvent> event(long seq, RollbackEvent event) {
        return new GenericDomainEventMessage<>(TYPE, Streams.of(event.rollbackId()), seq, event);
    }
}
