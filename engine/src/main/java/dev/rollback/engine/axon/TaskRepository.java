package dev.rollback.engine.axon;

import dev.rollback.engine.task.Task;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.event.Streams;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;

/** Loads tasks through {@link TaskStates}: by snapshot, or from memory where that is as new as the store. */
public final class TaskRepository extends EventSourcingRepository<Task> {
    private final TaskStates states;

    private TaskRepository(Builder<Task> settings, TaskStates states) {
        super(settings);
        this.states = states;
    }

    public static TaskRepository of(Configuration config, TaskStates states) {
        Builder<Task> settings = EventSourcingRepository.builder(Task.class)
                .eventStore(config.eventStore())
                .parameterResolverFactory(config.parameterResolverFactory())
                .handlerDefinition(config.handlerDefinition(Task.class))
                .repositoryProvider(config::repository);
        return new TaskRepository(settings, states);
    }

    @Override
    protected DomainEventStream readEvents(String stream) {
        TaskState state = states.head(Streams.taskOf(stream));
        if (!state.known()) {
            return DomainEventStream.empty();
        }
        // Axon takes a message whose payload is the aggregate for a snapshot of it.
        return DomainEventStream.of(new GenericDomainEventMessage<>(
                Task.TYPE, stream, state.seq(), Task.standingAt(stream, state)));
    }
}
