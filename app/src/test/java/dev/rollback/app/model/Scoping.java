package dev.rollback.app.model;

import static dev.rollback.api.RefusalCode.CLEANED_UP;
import static dev.rollback.api.RefusalCode.INVALID_SCOPE;
import static dev.rollback.api.RefusalCode.NOT_FOUND;
import static dev.rollback.api.RollbackStrategy.CASCADE;
import static dev.rollback.api.RollbackStrategy.FULL;
import static dev.rollback.api.RollbackStrategy.PARTIAL;
import static dev.rollback.api.RollbackStrategy.POINT_IN_TIME;
import static dev.rollback.api.RollbackStrategy.SELECTIVE;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentName;
import dev.rollback.api.Moment.AtCheckpoint;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.api.TaskId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a scope that is no undo: which strategy, which tasks, which components, to where; or why it makes no sense. */
final class Scoping {
    private final Story story;
    private final RollbackScope scope;
    private final Objections objections = new Objections();
    private final List<Marker> markers = new ArrayList<>();

    private Scoping(Story story, RollbackScope scope) {
        this.story = story;
        this.scope = scope;
    }

    static Aim aim(Story story, RollbackScope scope) {
        return new Scoping(story, scope).aim();
    }

    private Aim aim() {
        scope.checkpoints().forEach(this::lookUp);
        Long cut = cut();
        RollbackStrategy strategy = strategy();
        boolean everything =
                strategy == FULL || (strategy == POINT_IN_TIME && scope.tasks().isEmpty());
        List<TaskId> chosen = everything ? List.of() : chosen(strategy);
        checkTarget();
        checkStrategy(strategy, everything, chosen);
        checkComponents();
        checkTasks(strategy, chosen);
        objections.raise();
        boolean cascade = !everything && (scope.cascade() || strategy == CASCADE);
        return new Aim(
                strategy,
                everything,
                chosen,
                markers,
                cut,
                filter(),
                Set.copyOf(scope.preserve()),
                cascade,
                scope.force(),
                objections);
    }

    private void lookUp(CheckpointId id) {
        Optional<Marker> marker = story.marker(id);
        marker.ifPresentOrElse(markers::add, () -> objections.add(NOT_FOUND));
        checkOffered(id);
    }

    private void checkOffered(CheckpointId id) {
        objections.addIf(new Checkpoints(story).cleanedUp(id, scope.force()), CLEANED_UP);
    }

    private @Nullable Long cut() {
        if (scope.at() instanceof AtCheckpoint at) {
            checkOffered(at.checkpointId());
        }
        if (scope.at() != null) {
            try {
                return new Moments(story).cut(scope.at());
            } catch (Objection e) {
                objections.add(e.codes());
            }
        }
        return markers.size() == 1 ? Long.valueOf(markers.get(0).cut()) : null;
    }

    private RollbackStrategy strategy() {
        if (scope.strategy() != null) {
            return scope.strategy();
        } else if (scope.cascade()) {
            return CASCADE;
        } else if (!scope.tasks().isEmpty()) {
            return SELECTIVE;
        } else if (!scope.components().isEmpty()) {
            return PARTIAL;
        } else if (scope.at() != null) {
            return POINT_IN_TIME;
        }
        return markers.stream().anyMatch(marker -> marker.task() == null) ? FULL : SELECTIVE;
    }

    private List<TaskId> chosen(RollbackStrategy strategy) {
        return scope.tasks().isEmpty() && strategy != POINT_IN_TIME ? ownTasks() : scope.tasks();
    }

    private List<TaskId> ownTasks() {
        return markers.stream().map(Marker::task).filter(Objects::nonNull).toList();
    }

    private void checkTarget() {
        boolean checkpoints = !scope.checkpoints().isEmpty();
        objections.addIf(checkpoints == (scope.at() != null), INVALID_SCOPE);
        objections.addIf(ownTasks().size() != Set.copyOf(ownTasks()).size(), INVALID_SCOPE);
    }

    private void checkStrategy(RollbackStrategy strategy, boolean everything, List<TaskId> chosen) {
        boolean one = strategy == FULL || strategy == POINT_IN_TIME;
        objections.addIf(one && scope.checkpoints().size() > 1, INVALID_SCOPE);
        objections.addIf(scope.strategy() == SELECTIVE && scope.tasks().isEmpty(), INVALID_SCOPE);
        objections.addIf(strategy == PARTIAL && scope.components().isEmpty(), INVALID_SCOPE);
        boolean allThere = markers.size() == scope.checkpoints().size();
        objections.addIf(!everything && chosen.isEmpty() && allThere, INVALID_SCOPE);
    }

    private void checkComponents() {
        Set<ComponentName> needed = Filter.withNeeded(scope.components());
        objections.addIf(scope.excludedComponents().stream().anyMatch(needed::contains), INVALID_SCOPE);
    }

    private void checkTasks(RollbackStrategy strategy, List<TaskId> chosen) {
        objections.addIf(unknown(chosen) || unknown(scope.preserve()), NOT_FOUND);
        objections.addIf(chosen.stream().anyMatch(scope.preserve()::contains), INVALID_SCOPE);
        boolean several = scope.checkpoints().size() > 1;
        objections.addIf(several && chosen.stream().anyMatch(task -> !ownTasks().contains(task)), INVALID_SCOPE);
        boolean named = scope.tasks().stream().anyMatch(scope.preserve()::contains)
                || ownTasks().stream().anyMatch(scope.preserve()::contains);
        objections.perhapsIf(strategy == FULL && named, INVALID_SCOPE);
        objections.perhapsIf(strategy == FULL && unknown(scope.tasks()), NOT_FOUND);
    }

    private boolean unknown(Collection<TaskId> tasks) {
        return !story.tasks().containsAll(tasks);
    }

    private Filter filter() {
        return scope.components().isEmpty()
                ? new Filter(null, Set.copyOf(scope.excludedComponents()))
                : Filter.of(Filter.withNeeded(scope.components()));
    }
}
