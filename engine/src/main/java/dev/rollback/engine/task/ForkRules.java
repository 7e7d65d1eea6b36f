package dev.rollback.engine.task;

import static dev.rollback.api.ComponentName.TASK_STATE;

import dev.rollback.api.ComponentChange;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskCommand.ForkTask;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent.TaskForked;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.engine.content.Changes;
import dev.rollback.engine.task.ForkSources.ForkSource;
import dev.rollback.engine.task.StateMigrations.Restorable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a task and the moment of another one to the fork of that, or a refusal. Pure. */
public final class ForkRules {
    private ForkRules() {}

    /** @param epoch the epoch the command belongs to, or null where the caller does not say */
    public static TaskForked decide(
            TaskState state, ForkTask command, @Nullable Long epoch, ForkSource source, TaskStateSchema schema) {
        TaskRules.requirePresent(state, command.taskId(), epoch);
        if (state.exists()) {
            throw new RefusedException(
                    RefusalCode.CONFLICT,
                    "task %s exists already. Choose another id for the fork.".formatted(command.taskId()));
        }
        NewNames.requireId(command.taskId());
        SchemaVersion wanted = StateMigrations.wanted(schema, source.schemaVersion());
        Restorable begins =
                StateMigrations.restorable(schema, command.source(), content(source), source.schemaVersion(), wanted);
        return new TaskForked(
                command.taskId(),
                command.source(),
                source.seq(),
                Changes.between(TaskContent.NONE, begins.content()),
                source.policy(),
                TaskRules.epochOfNewLife(state),
                begins.version());
    }

    private static TaskContent content(ForkSource source) {
        TaskStateContent then = source.content().taskState();
        if (then == null) {
            throw new IllegalStateException("a task that does not exist cannot be forked");
        }
        List<TaskId> dependsOn =
                then.dependsOn().stream().filter(source.sound()::contains).toList();
        TaskId parent = then.parent() != null && source.sound().contains(then.parent()) ? then.parent() : null;
        // The file's part would write the fork with the id of its source.
        TaskStateContent now = new TaskStateContent(
                then.title(), then.status(), then.statusText(), dependsOn, parent, then.error(), null, then.data());
        return source.content().with(List.of(ComponentChange.value(TASK_STATE, now.json())));
    }
}
