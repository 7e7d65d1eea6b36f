package dev.rollback.app.model;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskFailure;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskStatus;
import dev.rollback.app.model.Happening.Forked;
import dev.rollback.app.model.Happening.Registered;
import dev.rollback.app.model.Happening.RollbackAsked;
import dev.rollback.app.model.Happening.RollbackRefused;
import dev.rollback.app.model.Happening.WentBack;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows by itself from a failure: the rollback of its task, unless its policy says no. */
record Failures(Story story) {
    private static final int MOST_IN_A_ROW = 3;

    /** The unit of work that comes right after a task failed with its newest event; empty for none. */
    List<Happening> follow(TaskId task) {
        Standing failed = story.now(task);
        TaskPolicy policy = failed.policy();
        if (!policy.rollbackEnabled() || Boolean.FALSE.equals(policy.rollbackOnFailure())) {
            return List.of();
        }
        TaskFailure failure = new TaskFailure(task, failed.seq());
        RollbackId id = RollbackId.ofRequest("auto:%s:%d".formatted(task, failed.seq()));
        CheckpointId stable = new Checkpoints(story).lastStable(failed);
        if (stable == null && policy.rollbackOnFailure() == null) {
            return List.of();
        } else if (stable == null) {
            RollbackScope nowhere = RollbackScope.to().withTasks(List.of(task));
            return List.of(new RollbackRefused(id, nowhere, RefusalCode.NOT_FOUND, failure));
        }
        RollbackScope scope = RollbackScope.to(stable).withTasks(List.of(task));
        return timesInARow(task, stable) < MOST_IN_A_ROW
                ? new Rollbacks(story).byItself(id, scope, failure)
                : List.of(new RollbackRefused(id, scope, RefusalCode.LOOP, failure));
    }

    /** How often the task went back to it by itself since it was completed or began anew. */
    private long timesInARow(TaskId task, CheckpointId checkpoint) {
        long completed = lastCompleted(task);
        return story.entries().stream()
                .filter(entry -> entry.position() > completed)
                .filter(entry -> wentBackByItself(entry.what(), task, checkpoint))
                .count();
    }

    private static boolean wentBackByItself(Happening what, TaskId task, CheckpointId checkpoint) {
        return what instanceof RollbackAsked asked
                && isOf(asked.failure(), task)
                && asked.scope().checkpoints().contains(checkpoint);
    }

    private static boolean isOf(@Nullable TaskFailure failure, TaskId task) {
        return failure != null && failure.taskId().equals(task);
    }

    /** A rollback that finds the task completed completes nothing. */
    private long lastCompleted(TaskId task) {
        List<Standing> standings = story.standings(task);
        return story.events(task)
                .filter(entry -> begins(entry.what())
                        || (!(entry.what() instanceof WentBack) && completes(standings, (int) entry.seq())))
                .mapToLong(Entry::position)
                .max()
                .orElse(0);
    }

    private static boolean begins(Happening what) {
        return what instanceof Registered || what instanceof Forked;
    }

    private static boolean completes(List<Standing> standings, int seq) {
        boolean before = seq > 0 && standings.get(seq - 1).status() == TaskStatus.COMPLETED;
        return !before && standings.get(seq).status() == TaskStatus.COMPLETED;
    }
}
