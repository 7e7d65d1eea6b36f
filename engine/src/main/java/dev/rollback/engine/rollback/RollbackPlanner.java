package dev.rollback.engine.rollback;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.Difference;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan.PlannedTask;
import dev.rollback.api.RollbackPlan.TaskPlan;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.json.Json;
import dev.rollback.engine.content.Changes;
import dev.rollback.engine.content.Differences;
import dev.rollback.engine.rollback.Participants.Joined;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From where a task stands and where it is to go, to what a rollback does. Pure. */
final class RollbackPlanner {
    private RollbackPlanner() {}

    /** The event that carries one task's part out. */
    static TaskRolledBack compensation(RollbackId rollbackId, Target target) {
        TaskContent before = target.now().content();
        return new TaskRolledBack(
                target.taskId(),
                rollbackId,
                target.checkpointId(),
                target.then().seq(),
                target.now().epoch() + 1,
                Changes.exactly(before, target.result()),
                before.hash(),
                target.result().hash(),
                target.currentCheckpoint(),
                target.components(),
                target.selected().draggedBy(),
                target.schemaVersion(),
                target.back().migratedFrom());
    }

    /** Over facts alone: a new checkpoint, another wording or the time of day make no other plan. */
    static String digest(RollbackScope scope, @Nullable Long cut, List<PlannedTask> tasks, List<Joined> others) {
        MessageDigest sha256 = sha256();
        add(sha256, scope.withAt(null)); // how the moment was called is no fact, the cut is
        add(sha256, cut == null ? "mixed" : cut);
        tasks.stream()
                .sorted(Comparator.comparing(task -> task.taskId().value()))
                .forEach(task -> add(sha256, task));
        others.stream()
                .sorted(Comparator.comparing(Joined::called))
                .forEach(other -> add(sha256, other.part().facts()));
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** One task's part, with these of its differences. */
    static TaskPlan plan(Target target, List<Difference> differences, int moreDifferences, List<CheckpointId> lost) {
        return new TaskPlan(
                target.taskId(),
                target.selected().draggedBy(),
                target.checkpointId(),
                target.selected().cut(),
                target.now().seq(),
                target.then().seq(),
                target.now().epoch(),
                target.now().status(),
                target.result().status(),
                target.now().workedOn(),
                target.now().content().hash(),
                target.result().hash(),
                differences,
                moreDifferences,
                target.eventsAfterTarget(),
                lost);
    }

    static List<Difference> differences(Target target) {
        return Differences.between(target.now().content(), target.result());
    }

    private static void add(MessageDigest digest, Object fact) {
        digest.update(Json.of(fact).canonical().getBytes(UTF_8));
        digest.update((byte) '\n');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
