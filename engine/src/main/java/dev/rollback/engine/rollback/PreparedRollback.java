package dev.rollback.engine.rollback;

import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackEvent;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.RollbackEvent.RollbackSucceeded;
import dev.rollback.api.RollbackPlan.PlannedTask;
import dev.rollback.api.StaleEpochException;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskId;
import dev.rollback.engine.story.RollbackStory;
import dev.rollback.engine.task.LoadedTasks;
import dev.rollback.store.event.Streams;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.jspecify.annotations.Nullable;

/** A rollback as it will be written: its plan, and all of its events in their order. */
record PreparedRollback(Planned planned, List<DomainEventMessage<?>> events) {
    private static final String TYPE = "Rollback";

    /**
     * Plans it, and refuses what must not be carried out.
     *
     * @param epoch of whoever asks; null where nobody says
     * @throws RefusedException as the plan would be, and CONFLICT or NOT_CONFIRMED where it is not the one that was agreed to
     */
    static PreparedRollback of(Attempt attempt, @Nullable Long epoch, Planning planning, RollbackStory story) {
        RollBack command = attempt.command();
        LoadedTasks loaded = LoadedTasks.current();
        Scoped scoped = planning.scope(command.scope());
        story.found(scoped.checkpoints(), scoped.cut());
        List<DomainEventMessage<?>> compensations = new ArrayList<>();
        long[] lost = new long[1];
        Planned planned = planning.plan(scoped, target -> {
            requireEpoch(target, epoch);
            TaskRolledBack compensation = target.compensation(command.rollbackId());
            loaded.keep(target.taskId(), target.now(), target.selected().head());
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
        PreparedRollback prepared = new PreparedRollback(planned, events(attempt, planned, compensations, lost[0]));
        story.writes(planned.tasks().size(), prepared.events().size(), planned.at());
        return prepared;
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
            Attempt attempt, Planned planned, List<DomainEventMessage<?>> compensations, long lost) {
        RollBack c = attempt.command();
        List<DomainEventMessage<?>> events = new ArrayList<>();
        events.add(record(
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
        events.add(record(1, new RollbackSucceeded(c.rollbackId(), tasks, lost)));
        return events;
    }

    private static DomainEventMessage<?> message(Part part, Object compensation) {
        return new GenericDomainEventMessage<>(part.aggregateType(), part.stream(), part.seq() + 1, compensation);
    }

    /** The event {@code seq} of a rollback's own stream. */
    static DomainEventMessage<RollbackEvent> record(long seq, RollbackEvent event) {
        return new GenericDomainEventMessage<>(TYPE, Streams.of(event.rollbackId()), seq, event);
    }
}
