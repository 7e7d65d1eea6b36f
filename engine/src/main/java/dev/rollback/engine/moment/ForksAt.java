package dev.rollback.engine.moment;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.api.TaskCommand.ForkTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStatus;
import dev.rollback.engine.task.DependencyWays;
import dev.rollback.engine.task.ForkSources;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.AppendUnit.Guard;
import dev.rollback.store.IndexReader.Subtask;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.TransientConflictException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Finds forked tasks as they were, and what of their dependencies still makes sense. */
public final class ForksAt implements ForkSources {
    private final Store store;
    private final TaskStates states;
    private final Consumer<Guard> again;

    /** @param again takes what is to be checked again under the lock */
    public ForksAt(Store store, TaskStates states, Consumer<Guard> again) {
        this.store = store;
        this.states = states;
        this.again = again;
    }

    @Override
    public ForkSource find(ForkTask command) {
        ForkSource source = store.read(reading -> find(reading, command));
        TaskStateContent then = Objects.requireNonNull(source.content().taskState());
        again.accept(reading -> {
            if (!sound(reading, command.taskId(), then).equals(source.sound())) {
                throw new TransientConflictException(
                        "what task %s is to depend on has moved. Nothing was written; try again."
                                .formatted(command.taskId()));
            }
        });
        return source;
    }

    private ForkSource find(Reading reading, ForkTask command) {
        TaskId source = command.source();
        PlaceInStream place = PlaceInStream.of(reading, source, command.at());
        TaskState then = states.stateAt(reading, source, place.seq());
        TaskStateContent content = then.content().taskState();
        if (content == null || !then.exists()) {
            throw new RefusedException(
                    RefusalCode.NOT_FOUND,
                    "task %s did not exist at position %d: there is nothing to fork."
                            .formatted(source, place.at().position()),
                    Remedy.of(Action.SHOW_LOG, source.value()));
        }
        return new ForkSource(
                place.seq(),
                then.content(),
                then.schemaVersion(),
                states.head(reading, source).policy(),
                sound(reading, command.taskId(), content));
    }

    /** Those that exist and do not hang on the new task themselves. */
    private static Set<TaskId> sound(Reading reading, TaskId fork, TaskStateContent then) {
        Set<TaskId> sound = new HashSet<>();
        for (TaskId on : then.dependsOn()) {
            if (exists(reading, on)
                    && new DependencyWays(reading).between(on, fork).isEmpty()) {
                sound.add(on);
            }
        }
        TaskId parent = then.parent();
        if (parent != null && exists(reading, parent) && !isPartOf(reading, parent, fork)) {
            sound.add(parent);
        }
        return sound;
    }

    private static boolean exists(Reading reading, TaskId taskId) {
        return reading.task(taskId.value())
                .filter(head -> TaskStatus.valueOf(head.status()).exists())
                .isPresent();
    }

    private static boolean isPartOf(Reading reading, TaskId task, TaskId whole) {
        Set<String> parts = new HashSet<>();
        List<String> newest = List.of(whole.value());
        while (!newest.isEmpty()) {
            newest = reading.subtasksOf(newest).stream()
                    .filter(part -> part.until() == Long.MAX_VALUE)
                    .map(Subtask::task)
                    .filter(parts::add)
                    .toList();
        }
        return parts.contains(task.value());
    }
}
