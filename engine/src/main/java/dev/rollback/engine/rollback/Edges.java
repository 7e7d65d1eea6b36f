package dev.rollback.engine.rollback;

import dev.rollback.api.TaskId;
import dev.rollback.store.Reading;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
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

    /** Those among these tasks that hold now, or held at a moment that one of both goes back to. */
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
        Long other = cuts.get(on);
        if (cut == null || other == null || on.equals(dependent)) {
            return;
        }
        if (holds(since, until, cut) || holds(since, until, other)) {
            dependents.computeIfAbsent(on, any -> new LinkedHashSet<>()).add(dependent);
        }
    }

    /** The same tasks, dependents before what they depend on; of a circle somebody has to be the first. */
    List<TaskId> dependentsFirst(Collection<TaskId> tasks) {
        Map<TaskId, Integer> waitsFor = new LinkedHashMap<>();
        tasks.forEach(task ->
                waitsFor.put(task, dependents.getOrDefault(task, Set.of()).size()));
        Map<TaskId, List<TaskId>> on = new HashMap<>();
        dependents.forEach((task, its) -> its.forEach(dependent ->
                on.computeIfAbsent(dependent, any -> new ArrayList<>()).add(task)));
        Deque<TaskId> ready = new ArrayDeque<>();
        waitsFor.forEach((task, count) -> {
            if (count == 0) {
                ready.add(task);
            }
        });
        Set<TaskId> seen = new HashSet<>();
        List<TaskId> ordered = new ArrayList<>();
        while (!ready.isEmpty()) {
            TaskId next = ready.remove();
            seen.add(next);
            ordered.add(next);
            for (TaskId below : on.getOrDefault(next, List.of())) {
                if (waitsFor.merge(below, -1, Integer::sum) == 0) {
                    ready.add(below);
                }
            }
        }
        tasks.forEach(task -> visit(task, seen, ordered)); // circles, and what they hang on
        return ordered;
    }

    /** Depth first, without recursion, since chains may be long: a task comes when all its dependents have come. */
    private void visit(TaskId start, Set<TaskId> seen, List<TaskId> ordered) {
        if (!seen.add(start)) {
            return;
        }
        Deque<TaskId> way = new ArrayDeque<>(List.of(start));
        Deque<Iterator<TaskId>> open = new ArrayDeque<>(List.of(dependentsOf(start)));
        while (!way.isEmpty()) {
            if (!open.element().hasNext()) {
                open.remove();
                ordered.add(way.remove());
                continue;
            }
            TaskId next = open.element().next();
            if (seen.add(next)) {
                way.push(next);
                open.push(dependentsOf(next));
            }
        }
    }

    private Iterator<TaskId> dependentsOf(TaskId task) {
        return dependents.getOrDefault(task, Set.of()).iterator();
    }
}
