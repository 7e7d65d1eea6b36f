package dev.rollback.engine.task;

import dev.rollback.api.ComponentChange;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.Moment;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.StaleEpochException;
import dev.rollback.api.TaskCommand;
import dev.rollback.api.TaskCommand.CompleteTask;
import dev.rollback.api.TaskCommand.ForkTask;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskCommand.StartTask;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.TaskCompleted;
import dev.rollback.api.TaskEvent.TaskForked;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskStarted;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskReceipt;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.engine.content.Changes;
import dev.rollback.engine.task.ForkSources.ForkSource;
import dev.rollback.store.event.Streams;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.Test;

/** The aggregate on Axon's own fixture: what the rules decide is what it applies, with the epoch of the metadata. */
class TaskAggregateTest {
    private static final TaskId T = new TaskId("t");

    private final TaskFactory factory = new TaskFactory(new TaskDecider(
            TaskStateSchema.UNVERSIONED,
            command -> {},
            command -> new ForkSource(
                    2, TaskContent.NONE.after(registered()), SchemaVersion.FIRST, TaskPolicy.DEFAULT, Set.of()),
            decided -> decided));

    private final FixtureConfiguration<Task> fixture = new AggregateTestFixture<>(Task.class)
            .registerCommandTargetResolver(command -> new VersionedAggregateIdentifier(
                    (Object) Streams.of(((TaskCommand) command.getPayload()).taskId()), null));

    @Test
    void registers_a_task() {
        given(T).when(new RegisterTask(T, "title", List.of(), null, TaskPolicy.DEFAULT))
                .expectEvents(registered())
                .expectResultMessagePayload(new TaskReceipt(T, 0, 0));
    }

    @Test
    void answers_a_start_with_the_epoch() {
        given(T, registered())
                .when(new StartTask(T))
                .expectEvents(new TaskStarted(T))
                .expectResultMessagePayload(new TaskReceipt(T, 1, 0));
    }

    @Test
    void refuses_work_of_another_epoch() {
        given(T, registered(), new TaskStarted(T))
                .when(new CompleteTask(T), Map.of(MetadataKeys.EPOCH, 3L))
                .expectNoEvents()
                .expectException(StaleEpochException.class);
    }

    @Test
    void N12_forks_what_was_found_of_the_source() {
        TaskId fork = new TaskId("fork");
        List<ComponentChange> changes = Changes.between(TaskContent.NONE, TaskContent.NONE.after(registered()));
        given(fork)
                .when(new ForkTask(fork, T, new Moment.Now()))
                .expectEvents(new TaskForked(fork, T, 2, changes, TaskPolicy.DEFAULT, 0, SchemaVersion.FIRST))
                .expectResultMessagePayload(new TaskReceipt(fork, 0, 0));
    }

    @Test
    void takes_the_epoch_as_any_number() {
        given(T, registered(), new TaskStarted(T))
                .when(new CompleteTask(T), Map.of(MetadataKeys.EPOCH, 0))
                .expectEvents(new TaskCompleted(T));
    }

    private TestExecutor<Task> given(TaskId taskId, TaskEvent... events) {
        return fixture.givenState(() -> {
            TaskState state = TaskState.INITIAL;
            for (TaskEvent event : events) {
                state = state.evolve(event, state.seq() + 1);
            }
            return factory.standingAt(Streams.of(taskId), state);
        });
    }

    private static TaskRegistered registered() {
        return new TaskRegistered(T, "title", List.of(), null, TaskPolicy.DEFAULT, 0, SchemaVersion.FIRST);
    }
}
