package dev.rollback.engine.axon;

import dev.rollback.api.MetadataKeys;
import dev.rollback.api.TaskCommand.RecordHeartbeat;
import dev.rollback.api.TaskReceipt;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.engine.task.TaskRules;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.store.IndexChange.LeaseRenewed;
import dev.rollback.store.event.Streams;
import java.time.InstantSource;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.jspecify.annotations.Nullable;

/** A heartbeat is no event: it renews the lease, and only where the task still is what the worker thinks it is. */
public final class HeartbeatHandler {
    private final TaskStates states;
    private final UnitOfEvents.Source units;
    private final InstantSource clock;

    public HeartbeatHandler(TaskStates states, UnitOfEvents.Source units, InstantSource clock) {
        this.states = states;
        this.units = units;
        this.clock = clock;
    }

    @CommandHandler
    TaskReceipt handle(
            RecordHeartbeat command,
            @MetaDataValue(MetadataKeys.EPOCH) @Nullable Number epoch,
            @MetaDataValue(MetadataKeys.ACTOR) @Nullable String actor) {
        TaskState state = states.head(command.taskId());
        TaskRules.decide(state, command, epoch == null ? null : epoch.longValue(), TaskStateSchema.UNVERSIONED);
        UnitOfEvents unit = units.current();
        unit.expect(Streams.of(command.taskId()), state.seq());
        unit.change(new LeaseRenewed(
                command.taskId().value(), state.epoch(), actor == null ? "unknown" : actor, clock.instant()));
        return new TaskReceipt(command.taskId(), state.seq(), state.epoch());
    }
}
