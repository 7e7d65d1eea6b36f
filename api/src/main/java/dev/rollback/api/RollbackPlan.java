package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollback.api.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a rollback would do, computed before it does anything.
 *
 * @param scope what was asked, with the strategy and the tasks that follow from it: planned again, it gives the same
 * @param because why it is this strategy
 * @param cut the global position that all tasks go back to; null where they go to mixed moments
 * @param tasks in the order in which they go back, dependents first
 * @param others what goes back with them, by its kind (such as {@code board}); each kind there is has its list
 * @param leftAlone tasks that would go back too, were they not preserved or behind a preserved one
 * @param addedComponents components that go back because a chosen one needs them
 * @param warnings what a person should know before
 * @param confirmations why a person has to say yes first; empty where nobody has to
 * @param digest binds this plan to what is done: the same facts give the same digest
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RollbackPlan(
        RollbackScope scope,
        String because,
        @Nullable Long cut,
        List<TaskPlan> tasks,
        Map<String, List<PlannedPart>> others,
        List<LeftAlone> leftAlone,
        List<AddedComponent> addedComponents,
        List<String> warnings,
        List<String> confirmations,
        String digest) {
    public RollbackPlan {
        tasks = List.copyOf(tasks);
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
        leftAlone = List.copyOf(leftAlone);
        addedComponents = List.copyOf(addedComponents);
        warnings = List.copyOf(warnings);
        confirmations = List.copyOf(confirmations);
    }

    /**
     * One task's part.
     *
     * @param draggedBy the task whose going back drags this one along; null for a chosen one
     * @param checkpointId its own checkpoint, where it goes to one
     * @param cut the global position it goes back to
     * @param seq where the task stands, and {@code targetSeq} where it goes; -1 for "before it existed"
     * @param worked whether somebody works on it, whose next write will be refused
     * @param differences what would change, by component and path
     * @param moreDifferences how many are left out of {@code differences}, because they are many or large
     * @param lostEvents how many events of work would be compensated
     * @param lostCheckpoints the newest checkpoints that would no longer lie on the task's line
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TaskPlan(
            TaskId taskId,
            @Nullable TaskId draggedBy,
            @Nullable CheckpointId checkpointId,
            long cut,
            long seq,
            long targetSeq,
            long epoch,
            TaskStatus status,
            TaskStatus targetStatus,
            boolean worked,
            String stateHash,
            String targetHash,
            List<Difference> differences,
            int moreDifferences,
            long lostEvents,
            List<CheckpointId> lostCheckpoints) {
        public TaskPlan {
            differences = List.copyOf(differences);
            lostCheckpoints = List.copyOf(lostCheckpoints);
        }

        /** Whether the task is taken out of the work: it did not exist at the target. */
        public boolean retracts() {
            return targetStatus == TaskStatus.RETRACTED && status != TaskStatus.RETRACTED;
        }

        /** Whether nothing changes but that its worker is stopped. */
        public boolean onlyStops() {
            return stateHash.equals(targetHash);
        }

        public PlannedTask planned() {
            return new PlannedTask(taskId, epoch, stateHash, targetSeq, targetHash);
        }
    }

    /** A task's part in the digest: where it stands, and where it goes. */
    public record PlannedTask(
            @JsonProperty("taskId") TaskId taskId,
            @JsonProperty("epoch") long epoch,
            @JsonProperty("stateHash") String stateHash,
            @JsonProperty("targetSeq") long targetSeq,
            @JsonProperty("targetHash") String targetHash) {}

    /**
     * The part of something that is no task.
     *
     * @param kind of thing, such as {@code board}
     * @param name among those of its kind: a board's tag
     * @param seq where it stands in its stream, and {@code targetSeq} where it goes; -1 for "before it existed"
     * @param facts its part in the digest, an object
     * @param summary for people: what of it goes back
     */
    public record PlannedPart(String kind, String name, long seq, long targetSeq, Json facts, String summary) {}

    /** @param because of the preserved task that keeps this one, or itself */
    public record LeftAlone(TaskId taskId, TaskId because) {}

    /** A component that was not chosen, but is needed by one that goes back. */
    public record AddedComponent(ComponentName component, ComponentName neededBy) {}

    /** The tasks' parts in the digest. */
    public List<PlannedTask> planned() {
        return tasks.stream().map(TaskPlan::planned).toList();
    }

    /** What goes back besides tasks. */
    public List<PlannedPart> otherParts() {
        return others.values().stream().flatMap(List::stream).toList();
    }

    public boolean needsConfirmation() {
        return !confirmations.isEmpty();
    }

    /** How many events of work would be compensated. */
    public long lostEvents() {
        return tasks.stream().mapToLong(TaskPlan::lostEvents).sum();
    }
}
