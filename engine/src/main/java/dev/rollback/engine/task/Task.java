package dev.rollback.engine.task;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.rollback.api.MetadataKeys;
import dev.rollback.api.TaskCommand;
import dev.rollback.api.TaskCommand.CancelTask;
import dev.rollback.api.TaskCommand.ChangePolicy;
import dev.rollback.api.TaskCommand.CompleteTask;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskCommand.FailTask;
import dev.rollback.api.TaskCommand.ForkTask;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskCommand.ReopenTask;
import dev.rollback.api.TaskCommand.StartTask;
import dev.rollback.api.TaskCommand.UpdateTask;
import dev.rollback.api.TaskCommand.WithdrawTask;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskReceipt;
import dev.rollback.store.event.Streams;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** A task as Axon sees it: it holds a {@link TaskState} and asks a {@link TaskDecider}. A {@link TaskFactory} makes it. */
@AggregateRoot(type = Task.TYPE)
public class Task {
    /** What the metadata of each of its events call it. */
    public static final String TYPE = "Task";

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private String stream;

    private TaskState state;
    private final transient TaskDecider decider;
    private transient @Nullable FoldedEvent applied;

    Task(String stream, TaskState state, TaskDecider decider) {
        this.stream = stream;
        this.state = state;
        this.decider = decider;
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    TaskReceipt handle(RegisterTask command, MetaData sent) {
        return decide(command, sent);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    TaskReceipt handle(StartTask command, MetaData sent) {
        return decide(command, sent);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    TaskReceipt handle(UpdateTask command, MetaData sent) {
        return decide(command, sent);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    TaskReceipt handle(CompleteTask command, MetaData sent) {
        return decide(command, sent);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    TaskReceipt handle(FailTask command, MetaData sent) {
        return decide(command, sent);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    TaskReceipt handle(CancelTask command, MetaData sent) {
        return decide(command, sent);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    TaskReceipt handle(ReopenTask command, MetaData sent) {
        return decide(command, sent);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    TaskReceipt handle(WithdrawTask command, MetaData sent) {
        return decide(command, sent);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    TaskReceipt handle(CreateCheckpoint command, MetaData sent) {
        return decide(command, sent);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    TaskReceipt handle(ChangePolicy command, MetaData sent) {
        return decide(command, sent);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    TaskReceipt handle(ForkTask command, MetaData sent) {
        return decide(command, sent);
    }

    @EventSourcingHandler
    void on(TaskEvent event, @SequenceNumber long seq) {
        stream = Streams.of(event.taskId());
        state = applied != null && applied.event() == event ? applied.after() : state.evolve(event, seq);
    }

    private TaskReceipt decide(TaskCommand command, MetaData sent) {
        Long epoch = sent.get(MetadataKeys.EPOCH) instanceof Number number ? number.longValue() : null;
        Decision decided = decider.decide(state, command, epoch);
        for (FoldedEvent next : decided.folded()) {
            LoadedTasks.current().keep(next);
            applied = next;
            apply(next.event());
        }
        applied = null;
        return new TaskReceipt(command.taskId(), state.seq(), state.epoch(), !decided.isEmpty());
    }
}
