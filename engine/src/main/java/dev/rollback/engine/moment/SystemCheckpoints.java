package dev.rollback.engine.moment;

import dev.rollback.api.CheckpointCommand.CreateSystemCheckpoint;
import dev.rollback.api.CheckpointEvent.SystemCheckpointCreated;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.Store;
import dev.rollback.store.event.Streams;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/** Names moments of everything. */
public final class SystemCheckpoints {
    private static final String TYPE = "Checkpoint";

    private final Store store;
    private final EventBus eventBus;

    public SystemCheckpoints(Store store, EventBus eventBus) {
        this.store = store;
        this.eventBus = eventBus;
    }

    @CommandHandler
    CheckpointId handle(CreateSystemCheckpoint command) {
        CheckpointId id = command.checkpointId();
        if (store.read(reading -> reading.checkpoint(id.value()).isPresent())) {
            throw new RefusedException(
                    RefusalCode.CONFLICT,
                    "there is a checkpoint %s already. Nothing was written; choose another id.".formatted(id));
        }
        eventBus.publish(new GenericDomainEventMessage<>(
                TYPE,
                Streams.of(id),
                0,
                new SystemCheckpointCreated(id, command.label(), command.description(), command.metadata())));
        return id;
    }
}
