package dev.rollback.engine.retention;

import dev.rollback.api.CheckpointEvent;
import dev.rollback.api.CheckpointEvent.CheckpointHeld;
import dev.rollback.api.CheckpointEvent.CheckpointReleased;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointState;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.PruneReport;
import dev.rollback.api.RetentionCommand.ArchiveCheckpoint;
import dev.rollback.api.RetentionCommand.DeleteCheckpoint;
import dev.rollback.api.RetentionCommand.EndCheckpointLease;
import dev.rollback.api.RetentionCommand.HoldCheckpoint;
import dev.rollback.api.RetentionCommand.LeaseCheckpoint;
import dev.rollback.api.RetentionCommand.PruneCheckpoints;
import dev.rollback.api.RetentionCommand.ReleaseCheckpoint;
import dev.rollback.engine.axon.ConflictRetries;
import dev.rollback.engine.unit.Overtaken;
import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.store.IndexChange.CheckpointLeaseEnded;
import dev.rollback.store.IndexChange.CheckpointLeased;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.MessageIdentifier;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** Holds, releases, leases and cleans up checkpoints. */
public final class RetentionHandler {
    private final Store store;
    private final CleanupPlans plans;
    private final EventBus eventBus;
    private final UnitOfEvents.Source units;
    private final InstantSource clock;
    private final Overtaken<String> overtaken;

    public RetentionHandler(
            Store store, CleanupPlans plans, EventBus eventBus, UnitOfEvents.Source units, InstantSource clock) {
        this.store = store;
        this.plans = plans;
        this.eventBus = eventBus;
        this.units = units;
        this.clock = clock;
        this.overtaken = new Overtaken<>(store);
    }

    /** A clean-up as it will be written, and what is answered. */
    private record Prepared<T>(PlannedCleanup planned, List<DomainEventMessage<CheckpointEvent>> events, T answer) {}

    @CommandHandler
    void handle(HoldCheckpoint command) {
        publishWhere(false, new CheckpointHeld(command.checkpointId(), command.note()));
    }

    @CommandHandler
    void handle(ReleaseCheckpoint command) {
        publishWhere(true, new CheckpointReleased(command.checkpointId()));
    }

    @CommandHandler
    void handle(ArchiveCheckpoint command) {
        CheckpointState unused = write(
                reading -> closing(reading, KnownCheckpoints.findUnpruned(reading, command.checkpointId()), true));
    }

    @CommandHandler
    CheckpointState handle(DeleteCheckpoint command) {
        return write(reading -> {
            CheckpointEntry found = KnownCheckpoints.findUnpruned(reading, command.checkpointId());
            return closing(reading, found, found.marks().used());
        });
    }

    @CommandHandler
    PruneReport handle(PruneCheckpoints command, @MessageIdentifier String id, MetaData metadata) {
        CurrentUnitOfWork.get().onRollback(work -> remember(id, metadata, work));
        CurrentUnitOfWork.get().afterCommit(work -> overtaken.forget(id));
        overtaken.holdsWhereDue(id);
        return write(reading -> {
            PlannedCleanup planned = plans.plan(reading, command.rule(), command.shown());
            return prepared(reading, planned, planned.report(reading));
        });
    }

    @CommandHandler
    void handle(LeaseCheckpoint command, @MetaDataValue(MetadataKeys.ACTOR) @Nullable String actor) {
        CheckpointId id = command.checkpointId();
        UnitOfEvents unit = units.current();
        unit.require(atHead -> KnownCheckpoints.requireOffered(atHead, KnownCheckpoints.find(atHead, id), false));
        unit.change(new CheckpointLeased(
                id.value(),
                command.lease(),
                actor == null ? "unknown" : actor,
                clock.instant().plus(command.length())));
    }

    @CommandHandler
    void handle(EndCheckpointLease command) {
        units.current().change(new CheckpointLeaseEnded(command.checkpointId().value(), command.lease()));
    }

    /** Nothing where it is not, or is already, held. */
    private void publishWhere(boolean held, CheckpointEvent event) {
        List<DomainEventMessage<CheckpointEvent>> events = store.read(reading -> {
            CheckpointEntry found = KnownCheckpoints.findUnpruned(reading, event.checkpointId());
            return found.marks().held() == held ? List.of(CheckpointEvents.next(reading, event)) : List.of();
        });
        eventBus.publish(events);
    }

    private Prepared<CheckpointState> closing(Reading reading, CheckpointEntry checkpoint, boolean archive) {
        List<CheckpointEntry> some = archive && checkpoint.marks().archived() ? List.of() : List.of(checkpoint);
        plans.requireUnpromised(reading, some);
        Cleanup cleanup = archive ? new Cleanup(List.of(), some, List.of()) : new Cleanup(some, List.of(), List.of());
        return prepared(
                reading,
                PlannedCleanup.of(reading, cleanup),
                archive ? CheckpointState.ARCHIVED : CheckpointState.PRUNED);
    }

    private static <T> Prepared<T> prepared(Reading reading, PlannedCleanup planned, T answer) {
        return new Prepared<>(planned, CheckpointEvents.of(reading, planned.cleanup()), answer);
    }

    private <T> T write(Function<Reading, Prepared<T>> planning) {
        Prepared<T> prepared = store.read(planning);
        if (!prepared.events().isEmpty()) {
            units.current().require(prepared.planned().guard(clock));
            eventBus.publish(prepared.events());
        }
        return prepared.answer();
    }

    private void remember(String id, MetaData metadata, UnitOfWork<?> work) {
        Throwable failure = work.getExecutionResult().getExceptionResult();
        if (ConflictRetries.triesAgain(failure, metadata, clock)) {
            overtaken.again(id);
        } else {
            overtaken.forget(id);
        }
    }
}
