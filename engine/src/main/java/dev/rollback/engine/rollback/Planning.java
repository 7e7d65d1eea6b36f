package dev.rollback.engine.rollback;

import dev.rollback.api.ComponentName;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan.PlannedTask;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.engine.rollback.Participants.Joined;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.Reading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plans a rollback at the moment of one reading: which tasks, where each goes, and in which order. */
final class Planning {
    private final Reading reading;
    private final TaskStates states;
    private final TaskStateSchema schema;
    private final Participants participants;
    private final PlanNotes notes = new PlanNotes();
    private final List<PlannedTask> planned = new ArrayList<>();
    private final Set<Long> cuts = new HashSet<>();
    private final Set<ComponentName> components = new TreeSet<>();
    private final Set<RollbackId> standThere = new LinkedHashSet<>();

    Planning(Reading reading, TaskStates states, TaskStateSchema schema, Participants participants) {
        this.reading = reading;
        this.states = states;
        this.schema = schema;
        this.participants = participants;
    }

    /** What the scope means, before any task is looked at. */
    Scoped scope(RollbackScope asked) {
        return asked.undoes() != null
                ? UndoScope.read(reading, asked, states, participants)
                : ScopeReading.read(reading, asked, participants);
    }

    /**
     * @param touched is given every task that goes back, in their order; none is kept in memory here
     * @throws RefusedException ALREADY_THERE where nothing has to go back, and for a task that must not
     */
    Planned plan(Scoped scoped, Consumer<Target> touched) {
        if (!scoped.scope().force()) {
            scoped.checkpoints().forEach(RollbackTargets::requireNotFailed);
        }
        Selection selection = scoped.select(reading);
        new RollbackTargets(states, schema).forEach(reading, inOrder(selection), target -> {
            if (isTouched(scoped, target)) {
                components.addAll(target.now().content().components().keySet());
                components.addAll(target.then().content().components().keySet());
                RollbackTargets.requireAllowed(target);
                notes.add(target);
                planned.add(target.facts());
                cuts.add(target.selected().cut());
                touched.accept(target);
            } else if (target.now().restored() != null && target.standsThere()) {
                standThere.add(target.now().restored().rollbackId());
            }
        });
        requireComponents(scoped);
        List<Joined> others = selection.others().stream()
                .filter(other -> other.part().changes())
                .toList();
        if (planned.isEmpty() && others.isEmpty()) {
            throw alreadyThere(scoped);
        }
        List<String> warnings = new ArrayList<>(scoped.warnings());
        warnings.addAll(unknownComponents(scoped.scope()));
        warnings.addAll(notes.warnings(reading, selection));
        List<String> confirmations = new ArrayList<>(scoped.confirmations());
        confirmations.addAll(notes.confirmations(reading, selection));
        Long cut = oneMoment(scoped);
        return new Planned(
                scoped,
                selection,
                reading.head().position(),
                cut,
                planned,
                others,
                warnings,
                confirmations,
                RollbackPlanner.digest(scoped.scope(), cut, planned, others));
    }

    /** A name that nothing has is a slip: to go on would bring back another part than the one that was meant, or nothing. */
    private void requireComponents(Scoped scoped) {
        if (components.isEmpty()) {
            return;
        }
        List<ComponentName> slips = named(scoped.scope())
                .filter(name -> !ComponentName.WELL_KNOWN.contains(name) && !components.contains(name))
                .toList();
        if (!slips.isEmpty()) {
            throw unknown(slips);
        }
        Set<ComponentName> wanted = new TreeSet<>(scoped.scope().components());
        scoped.addedComponents().forEach(added -> wanted.add(added.component()));
        if (!wanted.isEmpty() && wanted.stream().noneMatch(components::contains)) {
            throw unknown(scoped.scope().components());
        }
    }

    private RefusedException unknown(List<ComponentName> names) {
        return new RefusedException(
                RefusalCode.INVALID_SCOPE,
                "no task that goes back has a component %s, now or then: they have %s. Name one of these."
                        .formatted(joined(names), joined(components)));
    }

    private List<String> unknownComponents(RollbackScope scope) {
        return named(scope)
                .filter(named -> !components.contains(named))
                .map(named -> "no task that goes back has a component " + named)
                .toList();
    }

    private static Stream<ComponentName> named(RollbackScope scope) {
        return Stream.concat(scope.components().stream(), scope.excludedComponents().stream());
    }

    private static String joined(Collection<ComponentName> components) {
        return components.stream().map(ComponentName::value).collect(Collectors.joining(", "));
    }

    /** Whoever works on a task that forbids rollback is let be, where nothing of it would go back and nobody chose it. */
    private static boolean isTouched(Scoped scoped, Target target) {
        return target.touched()
                && (target.isChanged()
                        || !scoped.everything()
                        || target.now().policy().rollbackEnabled());
    }

    private List<Selected> inOrder(Selection selection) {
        if (selection.tasks().size() < 2) {
            return selection.tasks();
        }
        Map<TaskId, Selected> byTask = new HashMap<>();
        selection.tasks().forEach(task -> byTask.put(task.taskId(), task));
        return Edges.among(reading, selection.reach())
                .dependentsFirst(selection.reach().keySet())
                .stream()
                .map(byTask::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** To which all that goes back goes; null where there is none. */
    private @Nullable Long oneMoment(Scoped scoped) {
        return cuts.isEmpty()
                ? scoped.cut()
                : cuts.size() == 1 ? cuts.iterator().next() : null;
    }

    private RefusedException alreadyThere(Scoped scoped) {
        return new RefusedException(RefusalCode.ALREADY_THERE, alreadyThere(scoped, what(scoped), where(scoped)));
    }

    private String alreadyThere(Scoped scoped, @Nullable String task, @Nullable String target) {
        String subject = task == null ? "all that was chosen" : "task " + task;
        String place = target == null ? "its target" : target;
        return standThere.isEmpty()
                ? "already there: nothing has changed %s since %s."
                        .formatted(part(scoped.scope(), task == null ? "what was chosen" : subject), place)
                : "already there (%s): %s stands at %s and nothing has changed it since."
                        .formatted(
                                String.join(
                                        ", ",
                                        standThere.stream()
                                                .map(RollbackId::value)
                                                .toList()),
                                subject,
                                place);
    }

    private static String part(RollbackScope scope, String whole) {
        if (!scope.components().isEmpty()) {
            return joined(scope.components()) + " of " + whole;
        }
        return scope.excludedComponents().isEmpty()
                ? whole
                : "%s without %s".formatted(whole, joined(scope.excludedComponents()));
    }

    private static @Nullable String what(Scoped scoped) {
        return scoped.scope().tasks().size() == 1 && !scoped.scope().cascade()
                ? scoped.scope().tasks().get(0).value()
                : null;
    }

    private static @Nullable String where(Scoped scoped) {
        if (scoped.scope().checkpoints().size() == 1) {
            return scoped.scope().checkpoints().get(0).value();
        }
        return scoped.cut() == null ? null : "position " + scoped.cut();
    }
}
