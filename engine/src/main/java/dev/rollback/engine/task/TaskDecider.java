package dev.rollback.engine.task;

import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskCommand;
import dev.rollback.api.TaskCommand.ForkTask;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskStateSchema;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a command makes of a task: {@link TaskRules} and {@link ForkRules}, with all that they look at beside the
 * two. Safe for use by many threads, as its parts are.
 */
public final class TaskDecider {
    private final TaskStateSchema schema;
    private final TaskGraph graph;
    private final ForkSources sources;
    private final Automation automation;

    public TaskDecider(TaskStateSchema schema, TaskGraph graph, ForkSources sources, Automation automation) {
        this.schema = schema;
        this.graph = graph;
        this.sources = sources;
        this.automation = automation;
    }

    /**
     * @param epoch the epoch the command's work belongs to, or null where the caller does not say
     * @throws RefusedException where the command is not allowed
     */
    public Decision decide(TaskState task, TaskCommand command, @Nullable Long epoch) {
        if (command instanceof ForkTask fork) {
            return Decision.nothing(task).then(ForkRules.decide(task, fork, epoch, sources.find(fork), schema));
        } else if (command instanceof RegisterTask register) {
            graph.requireSound(register);
        }
        return automation.complete(TaskRules.decide(task, command, epoch, schema));
    }
}
