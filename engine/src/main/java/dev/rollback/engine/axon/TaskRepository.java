package dev.rollback.engine.axon;

import dev.rollback.engine.task.LoadedTasks;
import dev.rollback.engine.task.Task;
import dev.rollback.engine.task.TaskFactory;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.event.Streams;
import org.axonframework.config.Configuration;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;

/** Loads tasks through {@link TaskStates}: by snapshot, or from memory where that is as new as the store. */
public final class TaskRepository extends EventSourcingRepository<Task> {
    private final TaskStates states;
    private final TaskFactory factory;

    private TaskRepository(Builder<Task> settings, TaskStates states, TaskFactory factory) {
        super(settings);
        this.states = states;
        this.factory = factory;
    }

    public static TaskRepository of(Configuration config, TaskStates states, TaskFactory factory) {
        Builder<Task> settings = EventSourcingRepository.builder(Task.class)
                .aggregateFactory(factory)
                .eventStore(config.eventStore())
                .parameterResolverFactory(config.parameterResolverFactory())
                .handlerDefinition(config.handlerDefinition(Task.class))
                .repositoryProvider(config::repository);
        return new TaskRepository(settings, states, factory);
    }

    @Override
    protected DomainEventStream readEvents(String stream) {
        TaskState state = states.load(Streams.taskOf(stream), LoadedTasks.current());
        return state.known() ? DomainEventStream.of(factory.snapshot(stream, state)) : DomainEventStream.empty();
    }
}
