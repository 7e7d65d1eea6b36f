package dev.rollback.app.model;

import dev.rollback.api.RollbackScope.LaterWork;
import dev.rollback.api.RollbackStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a sequence. Steps name what they are about, so that the others keep their meaning when one is dropped; what
 * they name need not be there.
 */
sealed interface Step {

    /** The epoch that work is sent with: none, the task's own, or another. */
    enum Epoch {
        NONE,
        RIGHT,
        STALE
    }

    /** On one task, in some epoch. */
    sealed interface Work extends Step {
        String task();

        Epoch epoch();
    }

    /** What a task is registered with: the usual, no rollback allowed, no work without an epoch, back on failure. */
    enum Policy {
        USUAL,
        FIXED,
        STRICT,
        BACK_ON_FAILURE
    }

    /** What is done with a task as it is. */
    enum Verb {
        START,
        HEARTBEAT,
        COMPLETE,
        FAIL,
        CANCEL,
        REOPEN,
        WITHDRAW
    }

    record Register(
            String task, List<String> dependsOn, @Nullable String parent, Policy policy) implements Step {}

    /** @param at as that of a {@link Target}; {@code seq:2} is a place in the source's own stream */
    record Fork(String task, String source, String at) implements Step {}

    record Do(Verb verb, String task, Epoch epoch) implements Work {}

    /** Of a policy every switch; all of the usual one are off here. */
    record ChangePolicy(
            String task, boolean fixed, @Nullable Boolean backOnFailure, boolean strict, Epoch epoch) implements Work {}

    /** @param replace the whole content instead of some members */
    record Update(String task, String component, String json, boolean replace, Epoch epoch) implements Work {}

    record Mark(String task, String checkpoint, @Nullable String data, Epoch epoch) implements Work {}

    record MarkAll(String checkpoint) implements Step {}

    record Hold(String checkpoint) implements Step {}

    record Release(String checkpoint) implements Step {}

    record Archive(String checkpoint) implements Step {}

    record Delete(String checkpoint) implements Step {}

    /** @param keepLast none for all, however young */
    record Prune(int keepLast, @Nullable String task) implements Step {}

    record Lease(String checkpoint, String holder) implements Step {}

    record EndLease(String checkpoint, String holder) implements Step {}

    /** A document of these tasks. */
    record Import(List<Line> lines, boolean tagged, boolean keepOurs) implements Step {}

    record Line(String id, String title, String status, List<String> dependsOn, String priority) {}

    record Export() implements Step {}

    record Back(String rollback, Target target, boolean confirmed) implements Step {}

    /**
     * A rollback's scope.
     *
     * @param at as the language of moments spells it; {@code back:5} is five events ago
     */
    record Target(
            @Nullable RollbackStrategy strategy,
            List<String> checkpoints,
            @Nullable String at,
            List<String> tasks,
            List<String> components,
            List<String> excluded,
            List<String> preserve,
            boolean cascade,
            boolean force) {}

    record Plan(String plan, Target target) implements Step {}

    record PlanUndo(String plan, String undone, @Nullable LaterWork laterWork) implements Step {}

    /** Nothing where there is no such plan. */
    record Apply(String plan, String rollback) implements Step {}

    record Undo(String rollback, String undone, @Nullable LaterWork laterWork) implements Step {}

    record Redo(String rollback, String undone) implements Step {}

    /** The step, with a request id: sent before, it has no other effect. */
    record Request(String id, Step step) implements Step {}

    record Restart() implements Step {}

    record ForgetSnapshots() implements Step {}

    /** Looks at the moment that many events ago. */
    record LookBack(int events) implements Step {}
}
