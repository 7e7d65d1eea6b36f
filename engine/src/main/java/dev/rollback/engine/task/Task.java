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
import dev.rollback.api.TaskStateSchema;
import dev.rollback.store.event.Streams;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** A task as Axon sees it: it holds a {@link TaskState} and asks {@link TaskRules}. */
@AggregateRoot(type = Task.TYPE)
public class Task {
    /** What the metadata of each of its events call it. */
    public static final String TYPE = "Task";

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private String stream;

    private TaskState state = TaskState.INITIAL;

    /** For Axon, which fills a new one from events. */
    @SuppressWarnings("NullAway.Init")
    public Task() {}

    /** A task whose events were folded already. */
    public static Task standingAt(String stream, TaskState state) {
        Task task = new Task();
        task.stream = stream;
        task.state = state;
        return task;
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    TaskReceipt handle(
            RegisterTask command,
            @MetaDataValue(MetadataKeys.EPOCH) @Nullable Number epoch,
            Automation automation,
            TaskStateSchema schema,
            TaskGraph graph) {
        graph.requireSound(command);
        return decide(command, epoch, automation, schema);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    TaskReceipt handle(
            StartTask command,
            @MetaDataValue(MetadataKeys.EPOCH) @Nullable Number epoch,
            Automation automation,
            TaskStateSchema schema) {
        return decide(command, epoch, automation, schema);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    TaskReceipt handle(
            UpdateTask command,
            @MetaDataValue(MetadataKeys.EPOCH) @Nullable Number epoch,
            Automation automation,
            TaskStateSchema schema) {
        return decide(command, epoch, automation, schema);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    TaskReceipt handle(
            CompleteTask command,
            @MetaDataValue(MetadataKeys.EPOCH) @Nullable Number epoch,
            Automation automation,
            TaskStateSchema schema) {
        return decide(command, epoch, automation, schema);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    TaskReceipt handle(
            FailTask command,
            @MetaDataValue(MetadataKeys.EPOCH) @Nullable Number epoch,
            Automation automation,
            TaskStateSchema schema) {
        return decide(command, epoch, automation, schema);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    TaskReceipt handle(
            CancelTask command,
            @MetaDataValue(MetadataKeys.EPOCH) @Nullable Number epoch,
            Automation automation,
            TaskStateSchema schema) {
        return decide(command, epoch, automation, schema);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    TaskReceipt handle(
            ReopenTask command,
            @MetaDataValue(MetadataKeys.EPOCH) @Nullable Number epoch,
            Automation automation,
            TaskStateSchema schema) {
        return decide(command, epoch, automation, schema);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    TaskReceipt handle(
            WithdrawTask command,
            @MetaDataValue(MetadataKeys.EPOCH) @Nullable Number epoch,
            Automation automation,
            TaskStateSchema schema) {
        return decide(command, epoch, automation, schema);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    TaskReceipt handle(
            CreateCheckpoint command,
            @MetaDataValue(MetadataKeys.EPOCH) @Nullable Number epoch,
            Automation automation,
            TaskStateSchema schema) {
        return decide(command, epoch, automation, schema);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    TaskReceipt handle(
            ChangePolicy command,
            @MetaDataValue(MetadataKeys.EPOCH) @Nullable Number epoch,
            Automation automation,
            TaskStateSchema schema) {
        return decide(command, epoch, automation, schema);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    TaskReceipt handle(
            ForkTask command,
            @MetaDataValue(MetadataKeys.EPOCH) @Nullable Number epoch,
            ForkSources sources,
            TaskStateSchema schema) {
        apply(ForkRules.decide(state, command, number(epoch), sources.find(command), schema));
        return receipt(command, true);
    }

    @EventSourcingHandler
    void on(TaskEvent event, @SequenceNumber long seq) {
        stream = Streams.of(event.taskId());
        state = state.evolve(event, seq);
    }

    private TaskReceipt decide(
            TaskCommand command, @Nullable Number epoch, Automation automation, TaskStateSchema schema) {
        List<TaskEvent> events = automation.complete(state, TaskRules.decide(state, command, number(epoch), schema));
        events.forEach(event -> apply(event));
        return receipt(command, !events.isEmpty());
    }

    private TaskReceipt receipt(TaskCommand command, boolean changed) {
        return new TaskReceipt(command.taskId(), state.seq(), state.epoch(), changed);
    }

    private static @Nullable Long number(@Nullable Number epoch) {
        return epoch == null ? null : epoch.longValue();
    }
}
