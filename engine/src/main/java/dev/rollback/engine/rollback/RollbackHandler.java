package dev.rollback.engine.rollback;

import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackCommand.RollBackFailure;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.engine.axon.ConflictRetries;
import dev.rollback.engine.rollback.Participants.Joined;
import dev.rollback.engine.story.RollbackStory;
import dev.rollback.engine.task.SubtaskEdges;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.engine.unit.Overtaken;
import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.store.LoggedFailure;
import dev.rollback.store.Store;
import java.time.InstantSource;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventBus;
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

    private final Store store;
    private final TaskStates states;
    private final EventBus eventBus;
    private final UnitOfEvents.Source units;
    private final InstantSource clock;
    private final RollbackSettings settings;
    private final TaskStateSchema schema;
    private final Participants participants;
    private final RollbackObserver observer;
    private final RefusedRollbacks refusals;
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
        this.refusals = new RefusedRollbacks(units, schema);
        this.overtaken = new Overtaken<>(store);
    }

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
        Long epoch = metadata.get(MetadataKeys.EPOCH) instanceof Number number ? number.longValue() : null;
        PreparedRollback prepared = store.read(reading ->
                PreparedRollback.of(attempt, epoch, new Planning(reading, states, schema, participants), story));
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
        refusals.add(attempt, refused, story);
        tell(() -> observer.failed(command, refused));
    }

    private static void tell(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("whoever listens to rollbacks failed; the rollback did not", LoggedFailure.of(e));
        }
    }
}
