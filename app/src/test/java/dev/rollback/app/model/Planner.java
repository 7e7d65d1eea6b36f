package dev.rollback.app.model;

import static dev.rollback.api.ComponentName.TASK_STATE;

import dev.rollback.api.ComponentName;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStatus;
import dev.rollback.app.model.Aim.Target;
import dev.rollback.app.model.Happening.WentBack;
import dev.rollback.app.model.Plan.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plans a rollback that is no undo. */
final class Planner {
    private final Story story;
    private final Aim aim;
    private final Edges now;

    private Planner(Story story, Aim aim) {
        this.story = story;
        this.aim = aim;
        this.now = Edges.at(story, story.head());
    }

    static Plan plan(Story story, RollbackScope scope) {
        return new Planner(story, Scoping.aim(story, scope)).plan(scope);
    }

    private Plan plan(RollbackScope scope) {
        List<Part> all = new ArrayList<>();
        targets(aim.preserve()).forEach((task, target) -> all.add(part(task, target)));
        List<Part> touched = all.stream().filter(this::touched).toList();
        Certainty boards = aim.everything() && aim.filter().includes(TASK_STATE)
                ? new Boards(story).differs(Objects.requireNonNull(aim.cut()))
                : Certainty.NO;
        object(scope, all, touched, boards);
        return new Plan(
                scope,
                touched,
                cut(touched),
                kept(),
                boards,
                confirmation(touched),
                new Boards(story).seen(),
                aim.objections());
    }

    /** Where each task would go that is chosen, dragged or just there, touched or not. */
    private Map<TaskId, Target> targets(Set<TaskId> kept) {
        Map<TaskId, Target> targets = new LinkedHashMap<>();
        Set<TaskId> sources = new LinkedHashSet<>(aim.everything() ? story.tasks() : aim.chosen());
        sources.removeAll(kept);
        sources.forEach(task -> targets.put(task, aim.target(story, task)));
        if (aim.cascade()) {
            Map<TaskId, Long> earliest = new LinkedHashMap<>();
            for (TaskId source : sources) {
                long cut = Objects.requireNonNull(targets.get(source)).cut();
                Edges either = now.or(Edges.at(story, cut));
                either.hangingOn(source, kept).forEach(task -> earliest.merge(task, cut, Math::min));
            }
            earliest.forEach((task, cut) -> targets.putIfAbsent(task, Aim.at(story, task, cut)));
        }
        return targets;
    }

    private Part part(TaskId task, Target target) {
        Standing stands = story.now(task);
        Content then = story.after(task, target.seq()).content();
        return new Part(
                task,
                !aim.everything() && !aim.chosen().contains(task),
                target,
                stands,
                then,
                stands.content().back(then, aim.filter()),
                aim.filter().recorded(stands.content(), then));
    }

    private boolean touched(Part part) {
        // Whoever works on a task that forbids rollback is let be, where everything goes back and nothing of this
        // would.
        boolean letBe = aim.everything() && !part.now().policy().rollbackEnabled();
        return (part.now().worked() && !letBe) || changed(part);
    }

    private boolean changed(Part part) {
        if (!aim.filter().isAll()) {
            return !part.after().equals(part.now().content());
        }
        return story.newestChange(part.task(), Long.MAX_VALUE)
                .filter(newest -> newest.seq() > part.target().seq())
                .filter(newest -> !(newest.what() instanceof WentBack back
                        && back.components() == null
                        && back.targetSeq() == part.target().seq()))
                .isPresent();
    }

    private void object(RollbackScope scope, List<Part> all, List<Part> touched, Certainty boards) {
        for (Part part : all) {
            boolean disabled = !part.now().policy().rollbackEnabled();
            boolean asked = aim.chosen().contains(part.task());
            aim.objections().addIf(disabled && touched.contains(part), RefusalCode.ROLLBACK_DISABLED);
            aim.objections().perhapsIf(disabled && (asked || part.dragged()), RefusalCode.ROLLBACK_DISABLED);
        }
        for (Marker marker : aim.markers()) {
            boolean failed = marker.status() == TaskStatus.FAILED && !aim.force();
            boolean goes = all.stream().anyMatch(part -> part.task().equals(marker.task()));
            aim.objections().addIf(failed && goes, RefusalCode.FAILED_STATE);
            aim.objections().perhapsIf(failed, RefusalCode.FAILED_STATE);
        }
        boolean unknown = !touched.isEmpty()
                && touched.stream()
                        .noneMatch(part -> aim.filter().meets(part.now().content(), part.then()));
        boolean slip = !touched.isEmpty()
                && Stream.concat(scope.components().stream(), scope.excludedComponents().stream())
                        .filter(name -> !ComponentName.WELL_KNOWN.contains(name))
                        .anyMatch(name -> touched.stream().noneMatch(part -> part.has(name)));
        aim.objections().addIf(unknown || slip, RefusalCode.INVALID_SCOPE);
        boolean nothing = touched.isEmpty();
        aim.objections().addIf(nothing && boards == Certainty.NO, RefusalCode.ALREADY_THERE);
        aim.objections().perhapsIf(nothing, RefusalCode.ALREADY_THERE);
    }

    private @Nullable Long cut(List<Part> touched) {
        Set<Long> cuts = touched.stream().map(part -> part.target().cut()).collect(Collectors.toSet());
        return cuts.isEmpty() ? aim.cut() : cuts.size() == 1 ? cuts.iterator().next() : null;
    }

    private Set<TaskId> kept() {
        Map<TaskId, Target> withAll = targets(Set.of());
        withAll.keySet().removeAll(targets(aim.preserve()).keySet());
        return withAll.entrySet().stream()
                .filter(entry -> touched(part(entry.getKey(), entry.getValue())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Certainty confirmation(List<Part> touched) {
        if (aim.everything()) {
            return Certainty.YES;
        }
        Certainty needed = Certainty.NO;
        for (Part part : touched) {
            for (TaskId preserved : aim.preserve()) {
                if (part.now().exists() && part.retracts() && now.dependsOn(preserved, part.task())) {
                    return Certainty.YES;
                } else if (!part.after().exists() && relatedOnceOrAsPart(preserved, part)) {
                    needed = Certainty.OPEN;
                }
            }
        }
        return needed;
    }

    private boolean relatedOnceOrAsPart(TaskId preserved, Part part) {
        Edges then = Edges.at(story, part.target().cut());
        return now.or(then).dependsOn(preserved, part.task()) || now.or(then).partOf(preserved, part.task());
    }
}
