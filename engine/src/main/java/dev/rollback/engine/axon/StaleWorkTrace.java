package dev.rollback.engine.axon;

import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RefusalEvent.StaleWorkRefused;
import dev.rollback.api.StaleEpochException;
import dev.rollback.api.TaskCommand;
import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.store.IndexChange.WorkRefused;
import dev.rollback.store.StreamConflictException;
import dev.rollback.store.event.Streams;
import java.time.InstantSource;
import java.util.List;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** Records work of an ended epoch, once for each task, epoch, kind of work and actor, and counts how often it came. */
public final class StaleWorkTrace implements MessageHandlerInterceptor<CommandMessage<?>> {
    private static final String TYPE = "Refusal";

    private final UnitOfEvents.Source units;
    private final InstantSource clock;

    public StaleWorkTrace(UnitOfEvents.Source units, InstantSource clock) {
        this.units = units;
        this.clock = clock;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain)
            throws Exception {
        try {
            return chain.proceed();
        } catch (StaleEpochException stale) {
            if (work.getMessage().getPayload() instanceof TaskCommand command) {
                work.onRollback(ended -> record(refused(command, work.getMessage(), stale), stale));
            }
            throw stale;
        }
    }

    private static StaleWorkRefused refused(TaskCommand command, CommandMessage<?> message, StaleEpochException stale) {
        Object actor = message.getMetaData().getOrDefault(MetadataKeys.ACTOR, "unknown");
        return new StaleWorkRefused(
                command.taskId(),
                stale.epoch(),
                stale.currentEpoch(),
                EngineCommands.nameOf(command),
                actor.toString());
    }

    /** Whatever becomes of it, the caller is to hear that the work was stale. */
    private void record(StaleWorkRefused refused, StaleEpochException stale) {
        WorkRefused counted = new WorkRefused(
                refused.taskId().value(), refused.epoch(), refused.work(), refused.actor(), clock.instant());
        try {
            write(refused, counted);
        } catch (RuntimeException e) {
            stale.addSuppressed(e);
        }
    }

    private void write(StaleWorkRefused refused, WorkRefused counted) {
        try {
            units.writeAlone(List.of(new GenericDomainEventMessage<>(TYPE, Streams.of(refused), 0, refused)), counted);
        } catch (StreamConflictException recordedBefore) {
            // that is the point of a stream for each
            units.writeAlone(List.of(), counted);
        }
    }
}
