package dev.rollback.app.model;

import static dev.rollback.api.RefusalCode.CONFLICT;
import static dev.rollback.api.RefusalCode.INVALID_INPUT;
import static dev.rollback.api.RefusalCode.NOT_FOUND;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskReceipt;
import dev.rollback.app.model.Happening.Registered;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A new task, or one again that is retracted or withdrawn. */
record Registering(Story story) {
    /** How a dependency is refused that is not there or closes a circle is specified by its effect alone: nothing. */
    private static final Set<RefusalCode> SOME = Set.of(INVALID_INPUT, NOT_FOUND, CONFLICT);

    Forecast foresee(RegisterTask command) {
        Standing now = story.now(command.taskId());
        boolean wrong = missing(command.dependsOn()) || missing(parents(command)) || circle(command);
        if (now.exists()) {
            return Forecast.refused(wrong ? SOME : Set.of(CONFLICT));
        } else if (wrong) {
            return Forecast.refused(SOME);
        }
        long epoch = now.known() ? now.epoch() + 1 : 0;
        Facts facts = Facts.registered(command.title(), command.dependsOn(), command.parent());
        Forecast done = Forecast.done(
                List.of(new Registered(command.taskId(), facts, command.policy(), epoch)),
                new TaskReceipt(command.taskId(), now.seq() + 1, epoch));
        // Of a parent it is not specified that it must not be part of the task.
        return circleWithParents(command) ? done.orRefused(SOME) : done;
    }

    private boolean missing(List<TaskId> named) {
        return named.stream().anyMatch(task -> !story.now(task).exists());
    }

    private static List<TaskId> parents(RegisterTask command) {
        boolean other = command.parent() != null && !command.parent().equals(command.taskId());
        return other ? List.of(command.parent()) : List.of();
    }

    private boolean circle(RegisterTask command) {
        Edges now = Edges.at(story, story.head());
        return command.dependsOn().contains(command.taskId())
                || command.dependsOn().stream().anyMatch(on -> now.reaches(on, command.taskId()));
    }

    /** Whether parents and dependencies together may make a circle. */
    private boolean circleWithParents(RegisterTask command) {
        Edges now = Edges.at(story, story.head());
        Set<TaskId> seen = new LinkedHashSet<>(command.dependsOn());
        seen.addAll(parents(command));
        Deque<TaskId> next = new ArrayDeque<>(seen);
        while (!next.isEmpty()) {
            TaskId task = next.remove();
            for (TaskId other : story.tasks()) {
                boolean related = now.dependsOn(task, other) || now.partOf(task, other) || now.partOf(other, task);
                if (related && seen.add(other)) {
                    next.add(other);
                }
            }
        }
        return seen.contains(command.taskId()) || command.taskId().equals(command.parent());
    }
}
