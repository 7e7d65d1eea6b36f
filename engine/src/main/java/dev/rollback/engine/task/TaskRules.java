package dev.rollback.engine.task;

import static dev.rollback.api.ComponentName.TASK_STATE;
import static dev.rollback.api.TaskStatus.CANCELLED;
import static dev.rollback.api.TaskStatus.COMPLETED;
import static dev.rollback.api.TaskStatus.FAILED;
import static dev.rollback.api.TaskStatus.PENDING;
import static dev.rollback.api.TaskStatus.RUNNING;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentChange;
import dev.rollback.api.ComponentEdit;
import dev.rollback.api.ComponentName;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.StaleEpochException;
import dev.rollback.api.TaskCommand;
import dev.rollback.api.TaskCommand.CancelTask;
import dev.rollback.api.TaskCommand.ChangePolicy;
import dev.rollback.api.TaskCommand.CompleteTask;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskCommand.FailTask;
import dev.rollback.api.TaskCommand.RecordHeartbeat;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskCommand.ReopenTask;
import dev.rollback.api.TaskCommand.StartTask;
import dev.rollback.api.TaskCommand.UpdateTask;
import dev.rollback.api.TaskCommand.WithdrawTask;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskEvent.TaskCancelled;
import dev.rollback.api.TaskEvent.TaskCompleted;
import dev.rollback.api.TaskEvent.TaskFailed;
import dev.rollback.api.TaskEvent.TaskMigrated;
import dev.rollback.api.TaskEvent.TaskPolicyChanged;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskReopened;
import dev.rollback.api.TaskEvent.TaskStarted;
import dev.rollback.api.TaskEvent.TaskUpdated;
import dev.rollback.api.TaskEvent.TaskWithdrawn;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import dev.rollback.engine.content.Changes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may happen to a task: from its state and a command to the events it causes, or a refusal; {@link ForkRules} for a
 * fork. Pure.
 */
public final class TaskRules {
    private static final List<String> MEMBERS_OF_THE_FILE =
            List.of("id", "title", "status", "dependencies", "subtasks");

    private TaskRules() {}

    /**
     * @param epoch the epoch the command's work belongs to, or null where the caller does not say
     * @param schema that of the application which sends the command
     */
    public static Decision decide(TaskState state, TaskCommand command, @Nullable Long epoch, TaskStateSchema schema) {
        requirePresent(state, command.taskId(), epoch);
        return command instanceof CreateCheckpoint c
                ? checkpoint(state, c, epoch, schema)
                : Decision.of(state, events(state, command, epoch, schema));
    }

    private static List<TaskEvent> events(
            TaskState state, TaskCommand command, @Nullable Long epoch, TaskStateSchema schema) {
        if (command instanceof RegisterTask c) {
            return register(state, c, schema.ofNewTasks());
        }
        requireExists(state, command.taskId());
        if (command instanceof StartTask c) {
            return start(state, c.taskId());
        } else if (command instanceof UpdateTask c) {
            requireEpoch(state, c.taskId(), epoch);
            requireHeld(state, c.taskId(), epoch);
            return update(state, c, schema);
        } else if (command instanceof RecordHeartbeat c) {
            requireEpoch(state, c.taskId(), epoch);
            return heartbeat(state, c.taskId());
        } else if (command instanceof CompleteTask c) {
            requireEpoch(state, c.taskId(), epoch);
            requireHeld(state, c.taskId(), epoch);
            requireStatus(state, c.taskId(), "completed", PENDING, RUNNING);
            return List.of(new TaskCompleted(c.taskId()));
        } else if (command instanceof FailTask c) {
            requireEpoch(state, c.taskId(), epoch);
            requireHeld(state, c.taskId(), epoch);
            requireStatus(state, c.taskId(), "failed", PENDING, RUNNING);
            return List.of(new TaskFailed(c.taskId(), c.error(), c.cause(), false));
        } else if (command instanceof CancelTask c) {
            requireStatus(state, c.taskId(), "cancelled", PENDING, RUNNING, FAILED);
            return List.of(new TaskCancelled(c.taskId()));
        } else if (command instanceof ReopenTask c) {
            requireStatus(state, c.taskId(), "reopened", COMPLETED, FAILED, CANCELLED);
            return List.of(new TaskReopened(c.taskId()));
        } else if (command instanceof WithdrawTask c) {
            return List.of(new TaskWithdrawn(c.taskId()));
        } else if (command instanceof ChangePolicy c) {
            TaskPolicy changed = c.change().on(state.policy());
            return changed.equals(state.policy()) ? List.of() : List.of(new TaskPolicyChanged(c.taskId(), changed));
        }
        throw new IllegalStateException("no rule for " + command.getClass());
    }

    /**
     * Work of an epoch that a rollback has ended is refused, whatever it is. In a restored store so is that on a task which
     * is unknown here: it may have been registered in the time that is lost.
     */
    static void requirePresent(TaskState state, TaskId taskId, @Nullable Long epoch) {
        boolean hasEpoch = state.known() || state.epoch() > 0;
        if (epoch != null && hasEpoch && epoch != state.epoch()) {
            throw new StaleEpochException(taskId, epoch, state.epoch());
        }
    }

    private static List<TaskEvent> register(TaskState state, RegisterTask c, SchemaVersion version) {
        if (state.exists()) {
            throw new RefusedException(
                    RefusalCode.CONFLICT,
                    "task %s exists already. Use another id, or update it.".formatted(c.taskId()));
        }
        NewNames.requireId(c.taskId());
        NewNames.requireTitle(c.taskId(), c.title());
        return List.of(new TaskRegistered(
                c.taskId(), c.title(), c.dependsOn(), c.parent(), c.policy(), epochOfNewLife(state), version));
    }

    /** Work of a former life of the same id must not pass for work of this one. */
    public static long epochOfNewLife(TaskState state) {
        return state.known() ? state.epoch() + 1 : state.epoch();
    }

    private static List<TaskEvent> start(TaskState state, TaskId taskId) {
        if (state.status() == RUNNING && state.workedOn()) {
            throw new RefusedException(
                    RefusalCode.CONFLICT,
                    "task %s is being worked on already (epoch %d).".formatted(taskId, state.epoch()));
        }
        requireStatus(state, taskId, "started", PENDING, RUNNING);
        return List.of(new TaskStarted(taskId));
    }

    private static List<TaskEvent> heartbeat(TaskState state, TaskId taskId) {
        requireStatus(state, taskId, "worked on", RUNNING);
        if (!state.workedOn()) {
            throw new RefusedException(
                    RefusalCode.CONFLICT, "nobody works on task %s: start it first.".formatted(taskId));
        }
        return List.of();
    }

    private static List<TaskEvent> update(TaskState state, UpdateTask c, TaskStateSchema schema) {
        Optional<TaskMigrated> migrated = StateMigrations.aheadOfUpdate(schema, c.taskId(), state);
        TaskContent now = migrated.map(state.content()::after).orElse(state.content());
        Map<ComponentName, Json> edited = new LinkedHashMap<>();
        for (ComponentEdit edit : c.edits()) {
            Json before = edited.getOrDefault(edit.component(), editable(now, edit.component()));
            Json after = edit.applyTo(before);
            if (!after.isObject()) {
                throw new RefusedException(
                        RefusalCode.INVALID_INPUT,
                        "the content of %s of task %s must be a JSON object".formatted(edit.component(), c.taskId()));
            }
            requireNoMemberOfTheFile(now, c.taskId(), edit.component(), before, after);
            edited.put(edit.component(), after);
        }
        List<ComponentChange> values = new ArrayList<>();
        edited.forEach((name, content) -> values.add(ComponentChange.value(name, stored(now, name, content))));
        List<ComponentChange> changes = Changes.between(now, now.with(values));
        List<TaskEvent> events = new ArrayList<>();
        migrated.ifPresent(events::add);
        if (!changes.isEmpty()) {
            events.add(new TaskUpdated(c.taskId(), changes));
        }
        return events;
    }

    // In the file's entry these are written from the task itself: as data they would be stored and never be seen again.
    private static void requireNoMemberOfTheFile(
            TaskContent content, TaskId taskId, ComponentName name, Json before, Json after) {
        if (name.equals(TASK_STATE)) {
            memberOfTheFile(content, before, after).ifPresent(member -> {
                throw new RefusedException(
                        RefusalCode.INVALID_INPUT,
                        "'%s' of task %s is not part of its data: it comes from the file. Change it there and import, or use the command for it."
                                .formatted(member, taskId));
            });
        }
    }

    /** One that differs between two of the task's data, though it comes from the file. */
    static Optional<String> memberOfTheFile(TaskContent content, Json before, Json after) {
        TaskStateContent state = content.taskState();
        if (state == null || state.file() == null) {
            return Optional.empty();
        }
        return MEMBERS_OF_THE_FILE.stream()
                .filter(member -> !before.get(member).equals(after.get(member)))
                .findFirst();
    }

    // What a caller edits of TASK_STATE is its data; title, status and the like have commands of their own.
    private static Json editable(TaskContent content, ComponentName name) {
        TaskStateContent state = content.taskState();
        return name.equals(TASK_STATE) && state != null
                ? state.data()
                : content.components().getOrDefault(name, Json.EMPTY_OBJECT);
    }

    private static Json stored(TaskContent content, ComponentName name, Json edited) {
        TaskStateContent state = content.taskState();
        return name.equals(TASK_STATE) && state != null ? state.withData(edited).json() : edited;
    }

    private static Decision checkpoint(
            TaskState state, CreateCheckpoint c, @Nullable Long epoch, TaskStateSchema schema) {
        Decision decision = Decision.nothing(state);
        if (!state.exists() && c.data() != null) {
            NewNames.requireId(c.taskId());
            decision = decision.then(new TaskRegistered(
                    c.taskId(),
                    c.taskId().value(),
                    List.of(),
                    null,
                    TaskPolicy.DEFAULT,
                    epochOfNewLife(state),
                    schema.ofNewTasks()));
        }
        requireExists(decision.after(), c.taskId());
        requireEpoch(decision.after(), c.taskId(), epoch);
        if (c.data() != null) {
            ComponentEdit replace = new ComponentEdit.Replace(TASK_STATE, c.data());
            UpdateTask update = new UpdateTask(c.taskId(), List.of(replace));
            for (TaskEvent updated : update(decision.after(), update, schema)) {
                decision = decision.then(updated);
            }
        }
        return decision.then(marker(decision.after(), c));
    }

    /** Marks the task as it is {@code now}. */
    static CheckpointCreated marker(
            TaskState now, TaskId taskId, CheckpointId checkpointId, String phase, Map<String, String> metadata) {
        return marker(now, new CreateCheckpoint(taskId, checkpointId, phase, null, null, null, null, metadata));
    }

    private static CheckpointCreated marker(TaskState now, CreateCheckpoint c) {
        return new CheckpointCreated(
                c.taskId(),
                c.checkpointId(),
                c.phase(),
                c.step(),
                c.label(),
                c.description(),
                now.status(),
                now.schemaVersion(),
                now.content().hash(),
                now.currentCheckpoint(),
                c.metadata());
    }

    private static void requireExists(TaskState state, TaskId taskId) {
        if (!state.exists()) {
            String why = !state.known()
                    ? "there is no task %s."
                    : state.status() == TaskStatus.WITHDRAWN
                            ? "task %s was withdrawn. Register it again to go on with it."
                            : "task %s was retracted by a rollback. Register it again to go on with it.";
            throw new RefusedException(RefusalCode.NOT_FOUND, why.formatted(taskId));
        }
    }

    private static void requireEpoch(TaskState state, TaskId taskId, @Nullable Long epoch) {
        if (epoch == null && state.policy().epochRequired()) {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT,
                    "the policy of task %s takes no work without an epoch: send the one that its start gave."
                            .formatted(taskId));
        }
    }

    /** Work that names no epoch may be that of a worker who does not know that the task went back. */
    private static void requireHeld(TaskState state, TaskId taskId, @Nullable Long epoch) {
        if (epoch == null && state.epoch() > 0 && state.status() == RUNNING && !state.workedOn()) {
            throw new RefusedException(
                    RefusalCode.STALE_EPOCH,
                    "task %s is in epoch %d and nobody has started it since: work without an epoch may be from before. Start it, or send its epoch with the work."
                            .formatted(taskId, state.epoch()));
        }
    }

    private static void requireStatus(TaskState state, TaskId taskId, String verb, TaskStatus... allowed) {
        if (!List.of(allowed).contains(state.status())) {
            throw new RefusedException(
                    RefusalCode.CONFLICT,
                    "task %s is %s and cannot be %s: that needs %s."
                            .formatted(taskId, state.status(), verb, List.of(allowed)));
        }
    }
}
