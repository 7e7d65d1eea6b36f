package dev.rollback.engine.rollback;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan.AddedComponent;
import dev.rollback.api.RollbackPlan.LeftAlone;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackScope.LaterWork;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.api.TaskId;
import dev.rollback.engine.rollback.Participants.Joined;
import dev.rollback.engine.rollback.Participants.Undoing;
import dev.rollback.engine.rollback.Undone.Part;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.IndexReader.TaskHead;
import dev.rollback.store.Reading;
import dev.rollback.store.event.Streams;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A rollback of exactly what another one touched, to just before it. */
record UndoScope(RollbackScope scope, Undone undone, TaskStates states, Participants participants) implements Scoped {
    private static final int MOST_NAMED = 10;

    static UndoScope read(Reading reading, RollbackScope asked, TaskStates states, Participants participants) {
        RollbackId id = Objects.requireNonNull(asked.undoes());
        RollbackScope undo = RollbackScope.undoing(id).with(asked.laterWork());
        if (!asked.withStrategy(null).equals(undo)) {
            throw new RefusedException(
                    RefusalCode.INVALID_SCOPE,
                    "an undo brings back exactly what rollback %s touched. Leave everything else out of its scope."
                            .formatted(id));
        }
        Undone undone = Undone.read(reading, id, participants.compensations());
        return new UndoScope(undo.withStrategy(RollbackStrategy.SELECTIVE), undone, states, participants);
    }

    @Override
    public String because() {
        return "an undo takes exactly what was rolled back";
    }

    @Override
    public @Nullable Long cut() {
        return undone.before();
    }

    @Override
    public boolean everything() {
        return false;
    }

    @Override
    public Collection<CheckpointEntry> checkpoints() {
        return List.of();
    }

    @Override
    public List<AddedComponent> addedComponents() {
        return List.of();
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public List<String> confirmations() {
        return List.of();
    }

    @Override
    public Selection select(Reading reading) {
        requireNotUndone(reading);
        List<String> names =
                undone.parts().stream().map(part -> part.task().value()).toList();
        Map<String, TaskHead> heads =
                reading.tasks(names).stream().collect(Collectors.toMap(TaskHead::task, head -> head));
        Set<TaskId> moved = undone.parts().stream()
                .filter(part -> hasMoved(reading, part, head(heads, part)))
                .map(Part::task)
                .collect(Collectors.toSet());
        List<Undoing> others = undone.others().stream()
                .flatMap(event -> participants.undo(reading, event, undone.id(), undone.before()).stream())
                .toList();
        requireUnmoved(
                moved,
                others.stream().filter(Undoing::moved).map(Undoing::called).toList());
        Map<TaskId, Long> reach = new LinkedHashMap<>();
        undone.parts().forEach(part -> reach.put(part.task(), undone.before()));
        return new Selection(selected(reading, heads, moved), reach, kept(others), leftAlone(moved), Set.of());
    }

    /** An undo stands until it is undone itself. */
    private static Optional<String> standingUndo(Reading reading, String rollback) {
        return reading.undosOf(rollback).stream()
                .filter(undo -> standingUndo(reading, undo).isEmpty())
                .findFirst();
    }

    private void requireNotUndone(Reading reading) {
        standingUndo(reading, undone.id().value()).ifPresent(undo -> {
            throw new RefusedException(
                    RefusalCode.ALREADY_THERE,
                    "rollback %s is already undone (%s).".formatted(undone.id(), undo),
                    Remedy.of(Action.REDO_ROLLBACK, undone.id().value()));
        });
    }

    private static TaskHead head(Map<String, TaskHead> heads, Part part) {
        return Objects.requireNonNull(heads.get(part.task().value()), "a task that was rolled back is known");
    }

    private boolean hasMoved(Reading reading, Part part, TaskHead head) {
        return head.changedPosition() != part.position() && !standsAsLeft(reading, part, states.head(reading, head));
    }

    /** Whether rollbacks alone came since, and the last one put the task back to where this one had left it. */
    private boolean standsAsLeft(Reading reading, Part part, TaskState state) {
        TaskState at = state;
        while (at.changedSeq() != part.seq()) {
            TaskState.Restored restored = at.restored();
            if (restored == null || restored.components() != null || restored.targetSeq() < part.seq()) {
                return false;
            }
            at = states.stateAt(reading, part.task(), restored.targetSeq());
        }
        return true;
    }

    private List<Joined> kept(List<Undoing> others) {
        return others.stream()
                .filter(other -> !other.moved() || scope.laterWork() == LaterWork.DISCARD)
                .map(Undoing::joined)
                .toList();
    }

    private void requireUnmoved(Set<TaskId> moved, List<String> movedOthers) {
        boolean noneLeft = moved.size() == undone.parts().size();
        if (scope.laterWork() == LaterWork.KEEP ? !noneLeft : scope.laterWork() == LaterWork.DISCARD) {
            return;
        }
        if (moved.isEmpty() && movedOthers.isEmpty()) {
            return;
        }
        List<String> names = new ArrayList<>(
                moved.stream().map(TaskId::value).sorted().limit(MOST_NAMED).toList());
        if (moved.size() > MOST_NAMED) {
            names.add("and %d more".formatted(moved.size() - MOST_NAMED));
        }
        names.addAll(movedOthers);
        throw new RefusedException(
                RefusalCode.CONFLICT,
                "moved since rollback %s: %s.".formatted(undone.id(), String.join(", ", names)),
                Remedy.of(Action.CHOOSE_LATER_WORK));
    }

    private List<Selected> selected(Reading reading, Map<String, TaskHead> heads, Set<TaskId> moved) {
        List<Part> parts = undone.parts().stream()
                .filter(part -> scope.laterWork() != LaterWork.KEEP || !moved.contains(part.task()))
                .toList();
        Map<String, Long> targets = reading.seqsAt(
                parts.stream().map(part -> Streams.of(part.task())).toList(), undone.before());
        return parts.stream()
                .map(part -> new Selected(
                        head(heads, part),
                        targets.getOrDefault(Streams.of(part.task()), -1L),
                        undone.before(),
                        null,
                        null,
                        ComponentFilter.of(part.components()),
                        true))
                .toList();
    }

    private List<LeftAlone> leftAlone(Set<TaskId> moved) {
        return scope.laterWork() != LaterWork.KEEP
                ? List.of()
                : moved.stream().map(task -> new LeftAlone(task, task)).toList();
    }
}
