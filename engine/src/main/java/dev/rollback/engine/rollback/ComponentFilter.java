package dev.rollback.engine.rollback;

import static dev.rollback.api.ComponentName.CACHE;
import static dev.rollback.api.ComponentName.CONFIGURATION;
import static dev.rollback.api.ComponentName.DATABASE;
import static dev.rollback.api.ComponentName.QUEUE;
import static dev.rollback.api.ComponentName.TASK_STATE;
import static dev.rollback.api.ComponentName.WORKER_STATE;

import dev.rollback.api.ComponentName;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackPlan.AddedComponent;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskContent;
import dev.rollback.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which components of a task go back. Pure.
 *
 * @param only null for all but {@code except}
 * @param added those among {@code only} that nobody chose
 */
record ComponentFilter(@Nullable Set<ComponentName> only, Set<ComponentName> except, List<AddedComponent> added) {
    static final ComponentFilter ALL = new ComponentFilter(null, Set.of(), List.of());

    private static final Map<ComponentName, ComponentName> NEEDS =
            Map.of(TASK_STATE, WORKER_STATE, WORKER_STATE, CONFIGURATION, QUEUE, TASK_STATE, DATABASE, CACHE);

    /** @throws RefusedException INVALID_SCOPE where a chosen component needs an excluded one */
    static ComponentFilter of(RollbackScope scope) {
        Set<ComponentName> except = Set.copyOf(scope.excludedComponents());
        if (scope.components().isEmpty()) {
            return new ComponentFilter(null, except, List.of());
        }
        Set<ComponentName> only = new TreeSet<>(scope.components());
        List<AddedComponent> added = new ArrayList<>();
        for (ComponentName chosen : scope.components()) {
            requireNotExcluded(chosen, chosen, except);
            ComponentName needing = chosen;
            for (ComponentName needed = NEEDS.get(needing); needed != null; needed = NEEDS.get(needing)) {
                requireNotExcluded(needed, needing, except);
                if (only.add(needed)) {
                    added.add(new AddedComponent(needed, needing));
                }
                needing = needed;
            }
        }
        return new ComponentFilter(only, except, added);
    }

    /** Those that a rollback says it has brought back. */
    static ComponentFilter of(@Nullable List<ComponentName> components) {
        return components == null ? ALL : new ComponentFilter(new TreeSet<>(components), Set.of(), List.of());
    }

    boolean isAll() {
        return only == null && except.isEmpty();
    }

    boolean includes(ComponentName name) {
        return only == null ? !except.contains(name) : only.contains(name);
    }

    /** {@code then} in the components that go back, {@code now} in the others. */
    TaskContent result(TaskContent now, TaskContent then) {
        if (isAll()) {
            return then;
        }
        SortedMap<ComponentName, Json> result = new TreeMap<>();
        now.components().forEach((name, content) -> {
            if (!includes(name)) {
                result.put(name, content);
            }
        });
        then.components().forEach((name, content) -> {
            if (includes(name)) {
                result.put(name, content);
            }
        });
        return new TaskContent(result);
    }

    /** What goes back of a task with these contents; null for all of it. */
    @Nullable
    List<ComponentName> names(TaskContent now, TaskContent then) {
        if (isAll()) {
            return null;
        }
        Set<ComponentName> names = new TreeSet<>(now.components().keySet());
        names.addAll(then.components().keySet());
        return only != null
                ? List.copyOf(only)
                : names.stream().filter(this::includes).toList();
    }

    /** Excluded components that one that goes back needs, in words. */
    List<String> warnings() {
        return NEEDS.entrySet().stream()
                .filter(need -> only == null && !except.contains(need.getKey()) && except.contains(need.getValue()))
                .map(need -> "%s goes back without %s, which it needs".formatted(need.getKey(), need.getValue()))
                .sorted()
                .toList();
    }

    private static void requireNotExcluded(ComponentName needed, ComponentName needing, Set<ComponentName> except) {
        if (except.contains(needed)) {
            throw new RefusedException(
                    RefusalCode.INVALID_SCOPE,
                    needed.equals(needing)
                            ? "component %s is both chosen and excluded. Say which is meant.".formatted(needed)
                            : "component %s is excluded, but %s, which goes back, needs it. Exclude both, or neither."
                                    .formatted(needed, needing));
        }
    }
}
