package dev.rollback.engine.rollback;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackCommand.RollBackFailure;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.TaskEvent.TaskFailed;
import dev.rollback.api.TaskId;
import dev.rollback.engine.task.Automation;
import dev.rollback.engine.task.CheckpointLine;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.Reading;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.Streams;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rollback that a failure asks for by itself.
 *
 * @param refusal why it cannot be
 */
record FailureAnswer(RollBack rollback, @Nullable RefusedException refusal) {
    /** So often a task goes back to one checkpoint, or to any that made themselves, before it completes. */
    static final int MOST_IN_A_ROW = 3;

    /** Null where it is not due: the task moved on, it was answered, or something keeps it from going back by itself. */
    static @Nullable FailureAnswer to(
            RollBackFailure command, Reading reading, TaskStates states, RollbackSettings settings) {
        TaskId task = command.failure().taskId();
        boolean due = reading.dueRollback(task.value())
                .filter(failure -> failure.seq() == command.failure().seq())
                .isPresent();
        TaskState state = states.head(reading, task);
        if (!due || !settings.letsGoBackOnFailure(state.policy())) {
            return null;
        }
        TaskFailed failed = (TaskFailed) EventCodec.read(reading.stream(
                        Streams.of(task),
                        command.failure().seq(),
                        command.failure().seq())
                .get(0));
        Optional<CheckpointEntry> stable = CheckpointLine.lastStable(reading, state.currentCheckpoint());
        RollbackScope scope = RollbackScope.to(stable.stream()
                        .map(checkpoint -> new CheckpointId(checkpoint.checkpointId()))
                        .toArray(CheckpointId[]::new))
                .withTasks(List.of(task));
        RollBack rollback = new RollBack(
                        command.rollbackId(),
                        scope,
                        failed.cause(),
                        "task %s failed: %s".formatted(task, failed.error()),
                        Map.of())
                .confirm();
        return new FailureAnswer(rollback, refusal(reading, task, stable.orElse(null)));
    }

    private static @Nullable RefusedException refusal(Reading reading, TaskId task, @Nullable CheckpointEntry stable) {
        if (stable == null) {
            return new RefusedException(
                    RefusalCode.NOT_FOUND,
                    "task %s failed and has no checkpoint to go back to. It stays FAILED; reopen it to go on."
                            .formatted(task));
        }
        // A checkpoint that made itself is no sign that the task has got on since the last one.
        boolean anywhere = Automation.made(reading, stable);
        long times = anywhere
                ? reading.automaticRollbacks(task.value())
                : reading.automaticRollbacks(task.value(), stable.checkpointId());
        return times < MOST_IN_A_ROW
                ? null
                : new RefusedException(
                        RefusalCode.LOOP,
                        "task %s went back%s by itself %d times and failed again each time. It stays FAILED: find out why, then roll it back or reopen it."
                                .formatted(task, anywhere ? "" : " to checkpoint " + stable.checkpointId(), times));
    }
}
