package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a rollback is to bring back, and to where. Tasks and components are filters that do not know of each other; the
 * strategy only says what is chosen where they are empty. Immutable; the {@code with…} methods give changed copies.
 *
 * @param strategy null to let it follow from the rest: {@code cascade} CASCADE, tasks SELECTIVE, components PARTIAL, a
 *     moment POINT_IN_TIME, a checkpoint of everything FULL, a task's checkpoint SELECTIVE of that task
 * @param checkpoints the targets: each brings its own task back; with one of them, or one of everything, other tasks go to
 *     its cut
 * @param at a moment instead of a checkpoint
 * @param tasks the chosen tasks; FULL ignores them and says so
 * @param components the chosen components, and those they need; empty for all
 * @param excludedComponents never touched
 * @param preserve tasks that are never touched, even by a cascade
 * @param cascade whether all that depends on the chosen tasks goes back with them
 * @param force accepts checkpoints that were taken of failed tasks, and archived ones
 * @param undoes the rollback that this one undoes: exactly its tasks and components go to just before it; nothing else
 *     but {@code laterWork} may be set then
 * @param laterWork what an undo does with tasks that moved since; null to refuse it
 */
@JsonInclude(Include.NON_EMPTY)
public record RollbackScope(
        @JsonProperty("strategy") @Nullable RollbackStrategy strategy,
        @JsonProperty("checkpoints") List<CheckpointId> checkpoints,
        @JsonProperty("at") @Nullable Moment at,
        @JsonProperty("tasks") List<TaskId> tasks,
        @JsonProperty("components") List<ComponentName> components,
        @JsonProperty("excludedComponents") List<ComponentName> excludedComponents,
        @JsonProperty("preserve") List<TaskId> preserve,

        @JsonProperty("cascade") @JsonInclude(Include.NON_DEFAULT)
        boolean cascade,

        @JsonProperty("force") @JsonInclude(Include.NON_DEFAULT)
        boolean force,

        @JsonProperty("undoes") @Nullable RollbackId undoes,
        @JsonProperty("laterWork") @Nullable LaterWork laterWork) {

    /** What becomes of tasks that moved since the rollback that is undone. */
    public enum LaterWork {
        /** They go back too, and what came after is left behind. */
        DISCARD,
        /** They stay as they are; only the others go back. */
        KEEP
    }

    private static final RollbackScope NOTHING = new RollbackScope(
            null, List.of(), null, List.of(), List.of(), List.of(), List.of(), false, false, null, null);

    public RollbackScope {
        checkpoints = distinct(checkpoints);
        tasks = distinct(tasks);
        components = distinct(components);
        excludedComponents = distinct(excludedComponents);
        preserve = distinct(preserve);
    }

    /** Back to these checkpoints. */
    public static RollbackScope to(CheckpointId... checkpoints) {
        return NOTHING.withCheckpoints(List.of(checkpoints));
    }

    /** Back to a moment. */
    public static RollbackScope to(Moment moment) {
        return NOTHING.withAt(moment);
    }

    /** Back to just before a rollback, for exactly what it touched. */
    public static RollbackScope undoing(RollbackId rollback) {
        return NOTHING.changed(draft -> draft.undoes = rollback);
    }

    public RollbackScope withStrategy(@Nullable RollbackStrategy changed) {
        return changed(draft -> draft.strategy = changed);
    }

    public RollbackScope withCheckpoints(List<CheckpointId> changed) {
        return changed(draft -> draft.checkpoints = changed);
    }

    public RollbackScope withAt(@Nullable Moment changed) {
        return changed(draft -> draft.at = changed);
    }

    public RollbackScope withTasks(List<TaskId> changed) {
        return changed(draft -> draft.tasks = changed);
    }

    public RollbackScope withComponents(List<ComponentName> changed) {
        return changed(draft -> draft.components = changed);
    }

    public RollbackScope withoutComponents(List<ComponentName> excluded) {
        return changed(draft -> draft.excludedComponents = excluded);
    }

    public RollbackScope preserving(List<TaskId> changed) {
        return changed(draft -> draft.preserve = changed);
    }

    /** With all that depends on the chosen tasks. */
    public RollbackScope cascading() {
        return changed(draft -> draft.cascade = true);
    }

    /** Accepting checkpoints that were taken of failed tasks, and archived ones. */
    public RollbackScope forced() {
        return changed(draft -> draft.force = true);
    }

    /** Of an undo: what becomes of tasks that moved since. */
    public RollbackScope with(@Nullable LaterWork changed) {
        return changed(draft -> draft.laterWork = changed);
    }

    private RollbackScope changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.scope();
    }

    /** The members of a scope that is being made. */
    private static final class Draft {
        private @Nullable RollbackStrategy strategy;
        private List<CheckpointId> checkpoints;
        private @Nullable Moment at;
        private List<TaskId> tasks;
        private List<ComponentName> components;
        private List<ComponentName> excludedComponents;
        private List<TaskId> preserve;
        private boolean cascade;
        private boolean force;
        private @Nullable RollbackId undoes;
        private @Nullable LaterWork laterWork;

        Draft(RollbackScope from) {
            strategy = from.strategy;
            checkpoints = from.checkpoints;
            at = from.at;
            tasks = from.tasks;
            components = from.components;
            excludedComponents = from.excludedComponents;
            preserve = from.preserve;
            cascade = from.cascade;
            force = from.force;
            undoes = from.undoes;
            laterWork = from.laterWork;
        }

        RollbackScope scope() {
            return new RollbackScope(
                    strategy,
                    checkpoints,
                    at,
                    tasks,
                    components,
                    excludedComponents,
                    preserve,
                    cascade,
                    force,
                    undoes,
                    laterWork);
        }
    }

    // Absent in what an earlier version stored.
    private static <T> List<T> distinct(@Nullable List<T> given) {
        return given == null ? List.of() : given.stream().distinct().toList();
    }
}
