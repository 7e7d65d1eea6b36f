package dev.rollback.app.model;

import dev.rollback.api.TaskId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who hangs on whom: an edge holds while the task that names the other exists.
 *
 * @param dependencies by task, what it depends on
 * @param parents by task, what it is part of
 */
record Edges(Map<TaskId, Set<TaskId>> dependencies, Map<TaskId, Set<TaskId>> parents) {

    static Edges at(Story story, long cut) {
        Edges edges = new Edges(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (TaskId task : story.tasks()) {
            Standing then = story.at(task, cut);
            if (then.exists()) {
                edges.add(task, then.facts());
            }
        }
        return edges;
    }

    private void add(TaskId task, Facts facts) {
        dependencies.put(task, new LinkedHashSet<>(facts.dependsOn()));
        parents.put(task, facts.parent() == null ? Set.of() : Set.of(facts.parent()));
    }

    /** Those that hold here or there. */
    Edges or(Edges other) {
        return new Edges(merged(dependencies, other.dependencies), merged(parents, other.parents));
    }

    private static Map<TaskId, Set<TaskId>> merged(Map<TaskId, Set<TaskId>> here, Map<TaskId, Set<TaskId>> there) {
        Map<TaskId, Set<TaskId>> merged = new LinkedHashMap<>();
        here.forEach((task, on) ->
                merged.computeIfAbsent(task, t -> new LinkedHashSet<>()).addAll(on));
        there.forEach((task, on) ->
                merged.computeIfAbsent(task, t -> new LinkedHashSet<>()).addAll(on));
        return merged;
    }

    boolean dependsOn(TaskId task, TaskId on) {
        return dependencies.getOrDefault(task, Set.of()).contains(on);
    }

    boolean partOf(TaskId task, TaskId parent) {
        return parents.getOrDefault(task, Set.of()).contains(parent);
    }

    /** What goes back with {@code source}: dependents and subtasks, theirs, and so on; not into or through the kept. */
    Set<TaskId> hangingOn(TaskId source, Set<TaskId> kept) {
        Set<TaskId> reached = new LinkedHashSet<>();
        Deque<TaskId> next = new ArrayDeque<>(Set.of(source));
        while (!next.isEmpty()) {
            TaskId on = next.remove();
            for (TaskId task : dependencies.keySet()) {
                boolean hangs = dependsOn(task, on) || partOf(task, on);
                if (hangs && !task.equals(source) && !kept.contains(task) && reached.add(task)) {
                    next.add(task);
                }
            }
        }
        return reached;
    }

    /** Whether {@code task} depends on {@code other}, directly or through others. */
    boolean reaches(TaskId task, TaskId other) {
        Set<TaskId> seen = new HashSet<>();
        Deque<TaskId> next = new ArrayDeque<>(dependencies.getOrDefault(task, Set.of()));
        while (!next.isEmpty()) {
            TaskId on = next.remove();
            if (on.equals(other)) {
                return true;
            }
            if (seen.add(on)) {
                next.addAll(dependencies.getOrDefault(on, Set.of()));
            }
        }
        return false;
    }
}
