package dev.rollback.engine.rollback;

import dev.rollback.api.TaskId;
import dev.rollback.engine.storage.Reading;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The edges among some tasks: who depends on whom, or is part of it. */
final class Edges {
    private final Map<TaskId, Set<TaskId>> dependents = new HashMap<>();

    private Edges() {}

    /** Now, or at the cut. */
    static boolean holds(long since, long until, long cut) {
        return until == Long.MAX_VALUE || (since <= cut && cut < until);
    }

    /** Those among these tasks that hold now, or held at the moment the dependent goes back to. */
    static Edges among(Reading reading, Map<TaskId, Long> cuts) {
        Edges edges = new Edges();
        List<String> names = cuts.keySet().stream().map(TaskId::value).toList();
        reading.dependenciesOf(names)
                .forEach(edge -> edges.add(cuts, edge.task(), edge.on(), edge.since(), edge.until()));
        reading.subtasksOf(names)
                .forEach(edge -> edges.add(cuts, edge.task(), edge.parent(), edge.since(), edge.until()));
        return edges;
    }

    private void add(Map<TaskId, Long> cuts, String from, String to, long since, long until) {
        TaskId dependent = new TaskId(from);
        TaskId on = new TaskId(to);
        Long cut = cuts.get(dependent);
        if (cut != null && cuts.containsKey(on) && !on.equals(dependent) && holds(since, until, cut)) {
            dependents.computeIfAbsent(on, any -> new LinkedHashSet<>()).add(dependent);
        }
    }

    /** The same tasks, dependents before what they depend on; of a circle somebody has to be the first. */
    List<TaskId> dependentsFirst(Collection<TaskId> tasks) {
        Map<TaskId, Integer> waitsFor = new LinkedHashMap<>();
        Map<TaskId, List<TaskId>> on = new HashMap<>();
        tasks.forEach(task ->
                waitsFor.put(task, dependents.getOrDefault(task, Set.of()).size()));
        dependents.forEach((task, its) -> its.forEach(dependent ->
                on.computeIfAbsent(dependent, any -> new ArrayList<>()).add(task)));
        Deque<TaskId> ready = new ArrayDeque<>();
        waitsFor.forEach((task, count) -> {
            if (count == 0) {
                ready.add(task);
            }
        });
        Set<TaskId> ordered = new LinkedHashSet<>();
        Deque<TaskId> rest = new ArrayDeque<>(tasks);
        while (ordered.size() < waitsFor.size()) {
            TaskId next = ready.isEmpty() ? firstOf(rest, ordered) : ready.remove();
            if (ordered.add(next)) {
                for (TaskId below : on.getOrDefault(next, List.of())) {
                    if (waitsFor.merge(below, -1, Integer::sum) == 0) {
                        ready.add(below);
                    }
                }
            }
        }
        return List.copyOf(ordered);
    }

    private static TaskId firstOf(Deque<TaskId> rest, Set<TaskId> ordered) {
        while (ordered.contains(rest.element())) {
            rest.remove();
        }
        return rest.remove();
    }
}
