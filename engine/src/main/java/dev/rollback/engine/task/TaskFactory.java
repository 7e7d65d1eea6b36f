package dev.rollback.engine.task;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.AggregateFactory;

/** Makes tasks that decide with one {@link TaskDecider}. */
public final class TaskFactory implements AggregateFactory<Task> {
    private final TaskDecider decider;

    public TaskFactory(TaskDecider decider) {
        this.decider = decider;
    }

    /** A task whose events were folded already. */
    public Task standingAt(String stream, TaskState state) {
        return new Task(stream, state, decider);
    }

    /** The same, as Axon reads it from a stream: it takes a message whose payload is the aggregate for a snapshot of it. */
    public DomainEventMessage<Task> snapshot(String stream, TaskState state) {
        return new GenericDomainEventMessage<>(Task.TYPE, stream, state.seq(), standingAt(stream, state));
    }

    @Override
    public Task createAggregateRoot(String stream, DomainEventMessage<?> first) {
        return first.getPayload() instanceof Task snapshot ? snapshot : standingAt(stream, TaskState.INITIAL);
    }

    @Override
    public Class<Task> getAggregateType() {
        return Task.class;
    }
}
