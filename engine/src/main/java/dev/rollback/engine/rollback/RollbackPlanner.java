package dev.rollback.engine.rollback;

import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.TaskPlan;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import dev.rollback.engine.task.Differences;
import dev.rollback.engine.task.TaskRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From where tasks stand and where they are to go, to what a rollback does. Pure. */
final class RollbackPlanner {
    private RollbackPlanner() {}

    static RollbackPlan plan(RollbackScope scope, long cut, List<Target> targets) {
        List<TaskPlan> tasks = targets.stream()
                .filter(Target::touched)
                .map(RollbackPlanner::plan)
                .toList();
        return new RollbackPlan(scope, cut, tasks, warnings(targets), digest(scope, cut, targets));
    }

    /** The events that carry the plan out, dependents first. */
    static List<TaskRolledBack> compensations(RollbackId rollbackId, List<Target> targets) {
        return targets.stream()
                .filter(Target::touched)
                .map(target -> compensation(rollbackId, target))
                .toList();
    }

    /** Over facts alone: a new checkpoint, another wording or the time of day make no other plan. */
    static String digest(RollbackScope scope, long cut, List<Target> targets) {
        List<Map<String, Object>> facts = targets.stream()
                .filter(Target::touched)
                .map(target -> Map.<String, Object>of(
                        "task", target.taskId().value(),
                        "epoch", target.now().epoch(),
                        "state", target.now().content().hash(),
                        "targetSeq", target.then().seq(),
                        "targetState", target.then().content().hash()))
                .toList();
        return Json.of(Map.of("scope", scope, "cut", cut, "tasks", facts)).sha256();
    }

    private static TaskRolledBack compensation(RollbackId rollbackId, Target target) {
        TaskContent before = target.now().content();
        TaskContent after = target.then().content();
        return new TaskRolledBack(
                target.taskId(),
                rollbackId,
                target.checkpointId(),
                target.then().seq(),
                target.now().epoch() + 1,
                TaskRules.changes(before, after),
                before.hash(),
                after.hash(),
                target.then().currentCheckpoint());
    }

    private static TaskPlan plan(Target target) {
        return new TaskPlan(
                target.taskId(),
                target.checkpointId(),
                target.now().seq(),
                target.then().seq(),
                target.now().epoch(),
                target.now().status(),
                target.then().status(),
                target.now().content().hash(),
                target.then().content().hash(),
                Differences.between(target.now().content(), target.then().content()),
                target.eventsAfterTarget(),
                target.lostCheckpoints());
    }

    private static List<String> warnings(List<Target> targets) {
        List<String> warnings = new ArrayList<>();
        for (Target target : targets) {
            if (target.now().workedOn()) {
                warnings.add("somebody works on task %s: its next write will be refused".formatted(target.taskId()));
            }
            if (target.then().status() == TaskStatus.RUNNING) {
                warnings.add("task %s will be RUNNING again, but nobody will work on it until it is started"
                        .formatted(target.taskId()));
            }
        }
        return warnings;
    }
}
