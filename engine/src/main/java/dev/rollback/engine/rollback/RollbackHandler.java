package dev.rollback.engine.rollback;

import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackCommand.RollBackFailure;
import dev.rollback.api.RollbackEvent;
import dev.rollback.api.RollbackEvent.RollbackFailed;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.RollbackEvent.RollbackSucceeded;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan.PlannedTask;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.StaleEpochException;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskFailure;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.engine.axon.ConflictRetries;
import dev.rollback.engine.rollback.Participants.Joined;
import dev.rollback.engine.story.RollbackStory;
import dev.rollback.engine.task.SubtaskEdges;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.engine.unit.Overtaken;
import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.store.LoggedFailure;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.event.Streams;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a rollback out: one command, one unit of work with all of it, or nothing and, where the refusal is worth
 * remembering, a FAILED record in a unit of its own.
 */
public final class RollbackHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RollbackHandler.class);
    private static final String AUTOMATIC = RollbackHandler.class.getName() + ".automatic";
    private static final String ROLLBACK = "Rollback";

    /**
     * Malformed input leaves no trace, nor what a person has not said yes to; a task that stands at its target is no
     * failure, and a lost store takes none.
     */
    private static final Set<RefusalCode> UNRECORDED = Set.of(
            RefusalCode.INVALID_INPUT,
            RefusalCode.INVALID_SCOPE,
            RefusalCode.NOT_CONFIRMED,
            RefusalCode.ALREADY_THERE,
            RefusalCode.STORE_UNAVAILABLE);

    private final Store store;
    private final TaskStates states;
    private final EventBus eventBus;
    private final UnitOfEvents.Source units;
    private final InstantSource clock;
    private final RollbackSettings settings;
    private final TaskStateSchema schema;
    private final Participants participants;
    private final RollbackObserver observer;
    private final Overtaken<RollbackId> overtaken;

    public RollbackHandler(
            Store store,
            TaskStates states,
            EventBus eventBus,
            UnitOfEvents.Source units,
            InstantSource clock,
            RollbackSettings settings,
            TaskStateSchema schema,
            Participants participants,
            RollbackObserver observer) {
        this.store = store;
        this.states = states;
        this.eventBus = eventBus;
        this.units = units;
        this.clock = clock;
        this.settings = settings;
        this.schema = schema;
        this.participants = participants;
        this.observer = observer;
        this.overtaken = new Overtaken<>(store);
    }

    /** One try, and the failure that it answers where nobody asked for it. */
    private record Attempt(RollBack command, @Nullable TaskFailure failure) {}

    /** A rollback as it will be written. */
    private record Prepared(Planned planned, List<DomainEventMessage<?>> events) {}

    @CommandHandler
    RollbackId handle(RollBack command, MetaData metadata) {
        return rollBack(new Attempt(command, null), metadata);
    }

    /** Does nothing where the task moved on, or nothing of it is to happen by itself any more. */
    @CommandHandler
    @Nullable
    RollbackId handle(RollBackFailure command, MetaData metadata) {
        FailureAnswer answer = store.read(reading -> FailureAnswer.to(command, reading, states, settings));
        if (answer == null) {
            return null;
        }
        CurrentUnitOfWork.get().resources().put(AUTOMATIC, answer.rollback());
        if (answer.refusal() != null) {
            RollbackStory story = RollbackStory.of(answer.rollback(), metadata);
            Attempt attempt = new Attempt(answer.rollback(), command.failure());
            tell(() -> observer.before(answer.rollback()));
            CurrentUnitOfWork.get().onRollback(work -> recordFailure(attempt, metadata, work, story));
            throw answer.refusal();
        }
        return rollBack(new Attempt(answer.rollback(), command.failure()), metadata);
    }

    /** The rollback that a failure led to in this unit of work, also one that was refused; null where nothing was due. */
    public static @Nullable RollBack automaticIn(UnitOfWork<?> work) {
        return work.getResource(AUTOMATIC);
    }

    private RollbackId rollBack(Attempt attempt, MetaData metadata) {
        RollBack command = attempt.command();
        RollbackStory story = RollbackStory.of(command, metadata);
        CurrentUnitOfWork.get().onRollback(work -> recordFailure(attempt, metadata, work, story));
        if (overtaken.isFirstTry(command.rollbackId())) {
            tell(() -> observer.before(command));
        }
        RollbackTargets.requireAllowed(settings);
        SubtaskEdges.complete(store);
        if (overtaken.holdsWhereDue(command.rollbackId())) {
            story.holds();
        }
        Object epoch = metadata.get(MetadataKeys.EPOCH);
        Prepared prepared = store.read(reading ->
                prepare(reading, attempt, epoch instanceof Number number ? number.longValue() : null, story));
        UnitOfEvents unit = units.current();
        unit.require(prepared.planned().guard());
        for (Joined other : prepared.planned().selection().others()) {
            unit.expect(other.part().stream(), other.part().seq());
        }
        eventBus.publish(prepared.events());
        unit.whenWritten(story::appended);
        CurrentUnitOfWork.get().afterCommit(work -> {
            overtaken.forget(command.rollbackId());
            tell(() -> observer.after(command));
        });
        return command.rollbackId();
    }

    /** @param epoch of whoever asks; null where nobody says */
    private Prepared prepare(Reading reading, Attempt attempt, @Nullable Long epoch, RollbackStory story) {
        RollBack command = attempt.command();
        Planning planning = new Planning(reading, states, schema, participants);
        Scoped scoped = planning.scope(command.scope());
        story.found(scoped.checkpoints(), scoped.cut());
        List<DomainEventMessage<?>> compensations = new ArrayList<>();
        long[] lost = new long[1];
        Planned planned = planning.plan(scoped, target -> {
            requireEpoch(target, epoch);
            TaskRolledBack compensation = target.compensation(command.rollbackId());
            compensations.add(message(target, compensation));
            lost[0] += target.eventsAfterTarget();
            story.planned(compensation);
        });
        story.planned(compensations.size(), planned.cut(), planned.digest());
        planned.others()
                .forEach(other ->
                        compensations.add(message(other.part(), other.part().compensation(command.rollbackId()))));
        if (command.digest() != null) {
            planned.requireDigest(command.digest(), command.planned());
        }
        planned.requireConfirmed(command.confirmed());
        return new Prepared(planned, events(attempt, planned, compensations, lost[0], story));
    }

    /** What hangs on the chosen tasks has epochs of its own. */
    private static void requireEpoch(Target target, @Nullable Long epoch) {
        if (epoch != null
                && target.selected().draggedBy() == null
                && epoch != target.now().epoch()) {
            throw new StaleEpochException(target.taskId(), epoch, target.now().epoch());
        }
    }

    private static List<DomainEventMessage<?>> events(
            Attempt attempt,
            Planned planned,
            List<DomainEventMessage<?>> compensations,
            long lost,
            RollbackStory story) {
        RollBack c = attempt.command();
        List<DomainEventMessage<?>> events = new ArrayList<>();
        events.add(event(
                0,
                new RollbackRequested(
                        c.rollbackId(),
                        planned.scoped().scope(),
                        planned.cut(),
                        c.reason(),
                        c.note(),
                        c.metadata(),
                        planned.digest(),
                        attempt.failure())));
        events.addAll(compensations);
        List<TaskId> tasks = planned.tasks().stream().map(PlannedTask::taskId).toList();
        events.add(event(1, new RollbackSucceeded(c.rollbackId(), tasks, lost)));
        story.writes(tasks.size(), events.size(), planned.at());
        return events;
    }

    private void recordFailure(Attempt attempt, MetaData metadata, UnitOfWork<?> work, RollbackStory story) {
        RollBack command = attempt.command();
        Throwable failure = work.getExecutionResult().getExceptionResult();
        RefusedException refused = RefusedException.in(failure).orElse(null);
        if (ConflictRetries.triesAgain(refused, metadata, clock)) {
            overtaken.again(command.rollbackId());
            story.triedAgain();
            return;
        }
        overtaken.forget(command.rollbackId());
        if (refused == null) {
            story.broke(failure);
            return;
        }
        boolean recorded = !UNRECORDED.contains(refused.code()) && !isForAnother(attempt, refused);
        story.refused(refused.code(), recorded);
        if (recorded) {
            record(attempt, refused, story);
        }
        tell(() -> observer.failed(command, refused));
    }

    /** Who knows no versions leaves what failed and is due to the application, which has the migrations. */
    private boolean isForAnother(Attempt attempt, RefusedException refused) {
        return attempt.failure() != null
                && refused.code() == RefusalCode.VERSION_INCOMPATIBLE
                && schema.version() == null;
    }

    private static void tell(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("whoever listens to rollbacks failed; the rollback did not", LoggedFailure.of(e));
        }
    }

    private void record(Attempt attempt, RefusedException refused, RollbackStory story) {
        RollBack command = attempt.command();
        RollbackFailed failed = new RollbackFailed(
                command.rollbackId(),
                command.scope(),
                command.reason(),
                command.note(),
                command.metadata(),
                refused.code(),
                String.valueOf(refused.getMessage()),
                attempt.failure());
        try {
            units.writeAlone(List.of(event(0, failed)), story::recorded);
        } catch (RuntimeException e) {
            // The caller is to hear of the refusal, not of the record that could not be kept of it.
            refused.addSuppressed(e);
            story.notRecorded(e);
        }
    }

    private static DomainEventMessage<?> message(Part part, Object compensation) {
        return new GenericDomainEventMessage<>(part.aggregateType(), part.stream(), part.seq() + 1, compensation);
    }

    private static DomainEventMessage<RollbackEvent> event(long seq, RollbackEvent event) {
        return new GenericDomainEventMessage<>(ROLLBACK, Streams.of(event.rollbackId()), seq, event);
    }
}
