package dev.rollback.engine.axon;

import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RefusalEvent.StaleWorkRefused;
import dev.rollback.api.StaleEpochException;
import dev.rollback.api.TaskCommand;
import dev.rollback.engine.event.Streams;
import dev.rollback.engine.storage.StreamConflictException;
import dev.rollback.engine.unit.UnitOfEvents;
import java.util.List;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** Records work of an ended epoch, once for each task, epoch, kind of work and actor. */
public final class StaleWorkTrace implements MessageHandlerInterceptor<CommandMessage<?>> {
    private static final String TYPE = "Refusal";

    private final UnitOfEvents.Source units;

    public StaleWorkTrace(UnitOfEvents.Source units) {
        this.units = units;
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
                command.getClass().getSimpleName(),
                actor.toString());
    }

    private void record(StaleWorkRefused refused, StaleEpochException stale) {
        try {
            units.writeAlone(List.of(new GenericDomainEventMessage<>(TYPE, Streams.of(refused), 0, refused)));
        } catch (StreamConflictException recordedBefore) {
            // that is the point of a stream for each
        } catch (RuntimeException e) {
            stale.addSuppressed(e);
        }
    }
}
