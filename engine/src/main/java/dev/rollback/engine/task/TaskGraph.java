package dev.rollback.engine.task;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStatus;
import dev.rollback.store.AppendUnit.Guard;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks what one task says of others before it is registered. */
@FunctionalInterface
public interface TaskGraph {
    /** How many tasks may lie inside one another, the outermost counted. */
    int MOST_LEVELS = 250;

    /**
     * @throws RefusedException NOT_FOUND for a dependency or parent that does not exist, INVALID_INPUT for a cycle
     */
    void requireSound(RegisterTask command);

    /** Checks at once, so that nobody waits for a refusal, and hands over what is to be checked again under the lock. */
    static TaskGraph of(Store store, TaskStates states, Consumer<Guard> again) {
        return command -> {
            if (command.dependsOn().isEmpty() && command.parent() == null) {
                return;
            }
            Guard sound = reading -> requireSound(reading, command);
            store.<Void>read(reading -> {
                sound.check(reading);
                if (command.parent() != null) {
                    requireHigh(reading, states, command.taskId(), command.parent());
                }
                return null;
            });
            again.accept(sound);
        };
    }

    private static void requireSound(Reading reading, RegisterTask command) {
        command.dependsOn().forEach(on -> requireKnown(reading, command.taskId(), "depends on", on));
        if (command.parent() != null) {
            requireKnown(reading, command.taskId(), "belongs to", command.parent());
        }
        command.dependsOn().forEach(on -> requireNoWay(reading, on, command.taskId()));
    }

    /** So that a file that holds it can be read again. */
    private static void requireHigh(Reading reading, TaskStates states, TaskId taskId, TaskId parent) {
        int levels = 1;
        for (TaskId at = parent; at != null && !at.equals(taskId); at = parentOf(states.head(reading, at))) {
            if (++levels > MOST_LEVELS) {
                throw new RefusedException(
                        RefusalCode.INVALID_INPUT,
                        "task %s would be a subtask on level %d of task after task; the limit is %d. Register it further up."
                                .formatted(taskId, levels, MOST_LEVELS));
            }
        }
    }

    private static @Nullable TaskId parentOf(TaskState state) {
        TaskStateContent content = state.content().taskState();
        return content == null ? null : content.parent();
    }

    private static void requireKnown(Reading reading, TaskId taskId, String relation, TaskId other) {
        boolean exists = reading.task(other.value())
                .filter(head -> TaskStatus.valueOf(head.status()).exists())
                .isPresent();
        if (!exists && !other.equals(taskId)) {
            throw new RefusedException(
                    RefusalCode.NOT_FOUND,
                    "task %s %s task %s, which does not exist. Register that one first."
                            .formatted(taskId, relation, other));
        }
    }

    // Imported dependencies may name tasks that do not exist yet, so even a new task can close a cycle.
    private static void requireNoWay(Reading reading, TaskId from, TaskId to) {
        new DependencyWays(reading).between(from, to).ifPresent(way -> {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT, "the dependencies would close a cycle: %s → %s".formatted(to, way));
        });
    }
}
