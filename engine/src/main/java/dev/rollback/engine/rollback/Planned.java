package dev.rollback.engine.rollback;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.Moment.AtCheckpoint;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackPlan.PlannedTask;
import dev.rollback.api.TaskId;
import dev.rollback.engine.retention.KnownCheckpoints;
import dev.rollback.engine.rollback.Participants.Joined;
import dev.rollback.store.AppendUnit.Guard;
import dev.rollback.store.Reading;
import dev.rollback.store.TransientConflictException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A plan's facts: all of it but each task's differences.
 *
 * @param at the position of the store at which it was made
 * @param cut the one moment that all go back to; null for mixed moments
 */
record Planned(
        Scoped scoped,
        Selection selection,
        long at,
        @Nullable Long cut,
        List<PlannedTask> tasks,
        List<Joined> others,
        List<String> warnings,
        List<String> confirmations,
        String digest) {
    private static final int MOST_NAMED = 10;

    /** @throws RefusedException NOT_CONFIRMED */
    void requireConfirmed(boolean confirmed) {
        if (!confirmed && !confirmations.isEmpty()) {
            throw new RefusedException(
                    RefusalCode.NOT_CONFIRMED,
                    "this rollback needs a yes: %s. Look at its plan, then apply that or confirm it."
                            .formatted(String.join("; ", confirmations)));
        }
    }

    /**
     * @throws RefusedException CONFLICT where this is not the plan that was promised, INVALID_INPUT where the promise
     *     contradicts itself
     */
    void requireDigest(String promised, List<PlannedTask> before) {
        if (!promised.equals(digest)) {
            throw new RefusedException(
                    RefusalCode.CONFLICT,
                    "the plan is another now%s. Nothing was done: look at it again."
                            .formatted(before.isEmpty() ? "" : ": " + changes(before)));
        }
        if (!before.isEmpty() && !Set.copyOf(before).equals(Set.copyOf(tasks))) {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT,
                    "the plan was edited: its tasks are not those that its digest stands for. Make a new one with another scope.");
        }
    }

    /** Under the lock: whether the index still says the same. CLEANED_UP where a target is offered no longer. */
    Guard guard() {
        Map<String, Long> standings = selection.standings();
        return atHead -> {
            if (atHead.head().position() != at && !isTheSame(atHead, standings)) {
                throw new TransientConflictException(
                        "tasks moved, joined or left while the rollback was planned. Nothing was written; try again.");
            }
            if (atHead.head().position() != at) {
                requireTargets(atHead);
            }
        };
    }

    /** A target may have been cleaned up meanwhile. */
    private void requireTargets(Reading atHead) {
        List<CheckpointId> targets = new ArrayList<>(scoped.scope().checkpoints());
        if (scoped.scope().at() instanceof AtCheckpoint marked) {
            targets.add(marked.checkpointId());
        }
        for (CheckpointId target : targets) {
            KnownCheckpoints.requireOffered(
                    atHead,
                    KnownCheckpoints.find(atHead, target),
                    scoped.scope().force());
        }
    }

    private boolean isTheSame(Reading atHead, Map<String, Long> standings) {
        return scoped.select(atHead).standings().equals(standings);
    }

    private String changes(List<PlannedTask> before) {
        Map<TaskId, PlannedTask> gone = new HashMap<>();
        before.forEach(task -> gone.put(task.taskId(), task));
        List<TaskId> moved = new ArrayList<>();
        List<TaskId> joined = new ArrayList<>();
        for (PlannedTask task : tasks) {
            PlannedTask old = gone.remove(task.taskId());
            if (old == null) {
                joined.add(task.taskId());
            } else if (!old.equals(task)) {
                moved.add(task.taskId());
            }
        }
        List<String> changes = new ArrayList<>();
        tell(changes, "moved", moved);
        tell(changes, "joined", joined);
        tell(changes, "left", gone.keySet().stream().toList());
        return changes.isEmpty() ? "what goes back with the tasks, or the target, moved" : String.join("; ", changes);
    }

    private static void tell(List<String> changes, String what, List<TaskId> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        String names =
                tasks.stream().map(Objects::toString).sorted().limit(MOST_NAMED).collect(Collectors.joining(", "));
        int more = tasks.size() - MOST_NAMED;
        changes.add("%s: %s%s".formatted(what, names, more > 0 ? " and %d more".formatted(more) : ""));
    }
}
