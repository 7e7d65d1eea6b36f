package dev.rollback.app.model;

import static dev.rollback.api.RefusalCode.CONFLICT;
import static dev.rollback.api.RefusalCode.INVALID_INPUT;
import static dev.rollback.api.RefusalCode.NOT_FOUND;
import static dev.rollback.api.RefusalCode.STALE_EPOCH;
import static dev.rollback.api.TaskStatus.CANCELLED;
import static dev.rollback.api.TaskStatus.COMPLETED;
import static dev.rollback.api.TaskStatus.FAILED;
import static dev.rollback.api.TaskStatus.PENDING;
import static dev.rollback.api.TaskStatus.RUNNING;
import static dev.rollback.api.TaskStatus.WITHDRAWN;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.TaskCommand;
import dev.rollback.api.TaskCommand.CancelTask;
import dev.rollback.api.TaskCommand.ChangePolicy;
import dev.rollback.api.TaskCommand.CompleteTask;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskCommand.FailTask;
import dev.rollback.api.TaskCommand.ForkTask;
import dev.rollback.api.TaskCommand.RecordHeartbeat;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskCommand.ReopenTask;
import dev.rollback.api.TaskCommand.StartTask;
import dev.rollback.api.TaskCommand.UpdateTask;
import dev.rollback.api.TaskCommand.WithdrawTask;
import dev.rollback.api.TaskError;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskReceipt;
import dev.rollback.api.TaskStatus;
import dev.rollback.app.model.Happening.Moved;
import dev.rollback.app.model.Happening.PolicyChanged;
import dev.rollback.app.model.Happening.StaleRefused;
import dev.rollback.app.model.Happening.Started;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a command on one task comes to. */
record Verbs(Story story) {

    Forecast foresee(TaskCommand command, @Nullable Long epoch) {
        if (command instanceof RegisterTask register) {
            return new Registering(story).foresee(register);
        }
        if (command instanceof ForkTask fork) {
            return new Forking(story).foresee(fork);
        }
        Standing now = story.now(command.taskId());
        Set<RefusalCode> fence = fence(command, now, epoch);
        if (!now.exists()) {
            return ofNone(command, now, fence);
        } else if (fence.contains(STALE_EPOCH)) {
            return Forecast.refused(STALE_EPOCH);
        }
        Forecast allowed = allowed(command, now);
        if (fence.isEmpty()) {
            return allowed;
        }
        fence.addAll(allowed.refusals());
        return Forecast.refused(fence);
    }

    /** Only work needs an epoch: a start gives one, and cancelling, reopening, withdrawing and policies are about the work. */
    private static Set<RefusalCode> fence(TaskCommand command, Standing now, @Nullable Long epoch) {
        Set<RefusalCode> fence = EnumSet.noneOf(RefusalCode.class);
        if (epoch == null && now.policy().epochRequired() && isWork(command)) {
            fence.add(INVALID_INPUT);
        } else if (epoch == null ? isOfUnknownTime(command, now) : epoch != now.epoch()) {
            fence.add(STALE_EPOCH);
        }
        return fence;
    }

    /** Whether it changes a task that runs again after it went back, before anybody has started it again. */
    private static boolean isOfUnknownTime(TaskCommand command, Standing now) {
        boolean changes =
                command instanceof UpdateTask || command instanceof CompleteTask || command instanceof FailTask;
        return changes && now.epoch() > 0 && now.exists() && now.status() == RUNNING && !now.worked();
    }

    private static boolean isWork(TaskCommand command) {
        return !(command instanceof StartTask
                || command instanceof CancelTask
                || command instanceof ReopenTask
                || command instanceof WithdrawTask
                || command instanceof ChangePolicy);
    }

    /** Of a task that never was, or is retracted or withdrawn. */
    private Forecast ofNone(TaskCommand command, Standing now, Set<RefusalCode> fence) {
        boolean registers = command instanceof CreateCheckpoint c && c.data() != null;
        if (registers && !now.known()) {
            return new Marking(story).foresee((CreateCheckpoint) command);
        }
        fence.add(NOT_FOUND);
        if (registers) {
            // Whether it registers a task again that once was is not specified.
            Forecast marking = new Marking(story).foresee((CreateCheckpoint) command);
            fence.addAll(marking.refusals());
            return marking.orRefused(fence);
        }
        if (command instanceof CreateCheckpoint mark
                && story.marker(mark.checkpointId()).isPresent()) {
            fence.add(CONFLICT);
        }
        return Forecast.refused(fence);
    }

    private Forecast allowed(TaskCommand command, Standing now) {
        TaskStatus status = now.status();
        if (command instanceof StartTask) {
            boolean free = status == PENDING || (status == RUNNING && !now.worked());
            return free ? done(now, command, new Started(command.taskId())) : Forecast.refused(CONFLICT);
        } else if (command instanceof CompleteTask) {
            return from(EnumSet.of(PENDING, RUNNING), now, command, COMPLETED, null);
        } else if (command instanceof FailTask fail) {
            TaskError error = new TaskError(fail.error(), fail.cause());
            return followed(fail.taskId(), from(EnumSet.of(PENDING, RUNNING), now, command, FAILED, error));
        } else if (command instanceof CancelTask) {
            return from(EnumSet.of(PENDING, RUNNING, FAILED), now, command, CANCELLED, null);
        } else if (command instanceof ReopenTask) {
            return from(EnumSet.of(COMPLETED, FAILED, CANCELLED), now, command, PENDING, null);
        } else if (command instanceof WithdrawTask) {
            return from(EnumSet.allOf(TaskStatus.class), now, command, WITHDRAWN, null);
        } else if (command instanceof ChangePolicy change) {
            TaskPolicy changed = change.change().on(now.policy());
            return changed.equals(now.policy())
                    ? Forecast.done(List.of(), receipt(command, now, 0))
                    : done(now, command, new PolicyChanged(change.taskId(), changed));
        } else if (command instanceof RecordHeartbeat) {
            return now.worked() ? Forecast.done(List.of(), receipt(command, now, 0)) : Forecast.refused(CONFLICT);
        } else if (command instanceof UpdateTask update) {
            return new Editing(now).foresee(update);
        } else if (command instanceof CreateCheckpoint mark) {
            return new Marking(story).foresee(mark);
        }
        throw new IllegalStateException("no rule for " + command);
    }

    private static Forecast from(
            Set<TaskStatus> allowed, Standing now, TaskCommand command, TaskStatus to, @Nullable TaskError error) {
        return allowed.contains(now.status())
                ? done(now, command, new Moved(command.taskId(), to, error))
                : Forecast.refused(CONFLICT);
    }

    /** With what follows by itself. */
    private Forecast followed(TaskId task, Forecast failing) {
        Forecast.Done done = failing.done();
        return done == null
                ? failing
                : new Forecast(done.then(new Failures(story.and(done.unit())).follow(task)), failing.refusals());
    }

    private static Forecast done(Standing now, TaskCommand command, Happening event) {
        return Forecast.done(List.of(event), receipt(command, now, 1));
    }

    static TaskReceipt receipt(TaskCommand command, Standing now, int events) {
        boolean changed = events > 0 || command instanceof RecordHeartbeat;
        return new TaskReceipt(command.taskId(), now.seq() + events, now.epoch(), changed);
    }

    /** The trace that refused work of another epoch leaves: one for each task, epoch, kind and actor. */
    List<Happening> trace(TaskCommand command, long epoch, String actor) {
        StaleRefused refused =
                new StaleRefused(command.taskId(), epoch, command.getClass().getSimpleName(), actor);
        return story.all(StaleRefused.class).anyMatch(refused::equals) ? List.of() : List.of(refused);
    }
}
