package dev.rollback.engine.rollback;

import dev.rollback.api.RollbackPlan.LeftAlone;
import dev.rollback.api.TaskId;
import dev.rollback.store.IndexReader.Dependency;
import dev.rollback.store.IndexReader.Subtask;
import dev.rollback.store.Reading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that goes back with some tasks: what depends on them and their subtasks, and so on, over edges that hold now or held
 * at the moment the tasks go back to. Never into or through a preserved task.
 */
final class Cascade {
    private final Reading reading;
    private final Map<TaskId, Long> sources;
    private final Set<TaskId> preserved;
    private final Map<TaskId, Dragged> dragged = new LinkedHashMap<>();
    private final Map<TaskId, TaskId> leftAlone = new LinkedHashMap<>();

    /**
     * A task that goes back with another.
     *
     * @param cut the earliest of the moments that the tasks it hangs on go back to
     * @param by the task that it depends on or is part of
     */
    record Dragged(long cut, TaskId by) {}

    private record Edge(TaskId from, TaskId to) {}

    private Cascade(Reading reading, Map<TaskId, Long> sources, Set<TaskId> preserved) {
        this.reading = reading;
        this.sources = sources;
        this.preserved = preserved;
    }

    /** @param sources the tasks that go back, and the cut of each */
    static Cascade from(Reading reading, Map<TaskId, Long> sources, Set<TaskId> preserved) {
        Cascade cascade = new Cascade(reading, sources, preserved);
        Map<Long, List<TaskId>> byCut = new TreeMap<>();
        sources.forEach((task, cut) ->
                byCut.computeIfAbsent(cut, any -> new ArrayList<>()).add(task));
        byCut.forEach(cascade::drag); // the earliest first: whoever is dragged twice goes there
        byCut.keySet().forEach(cascade::leaveAlone);
        return cascade;
    }

    Map<TaskId, Dragged> dragged() {
        return dragged;
    }

    /** What would be dragged too, and the preserved task that keeps it. */
    List<LeftAlone> leftAlone() {
        return leftAlone.entrySet().stream()
                .map(kept -> new LeftAlone(kept.getKey(), kept.getValue()))
                .toList();
    }

    private void drag(long cut, List<TaskId> from) {
        Set<TaskId> seen = new HashSet<>(from);
        Collection<TaskId> level = from;
        while (!level.isEmpty()) {
            List<TaskId> next = new ArrayList<>();
            for (Edge edge : edgesInto(level, cut)) {
                TaskId task = edge.from();
                if (preserved.contains(task)) {
                    leftAlone.putIfAbsent(task, task);
                } else if (seen.add(task)) {
                    next.add(task); // through a chosen task too: what hung on it at this cut hangs on this source
                    if (!sources.containsKey(task)) {
                        dragged.putIfAbsent(task, new Dragged(cut, edge.to()));
                    }
                }
            }
            level = next;
        }
    }

    /** What only preserved tasks keep from being dragged. */
    private void leaveAlone(long cut) {
        Collection<TaskId> level = List.copyOf(leftAlone.keySet());
        while (!level.isEmpty()) {
            List<TaskId> next = new ArrayList<>();
            for (Edge edge : edgesInto(level, cut)) {
                TaskId task = edge.from();
                if (!sources.containsKey(task) && !dragged.containsKey(task) && !leftAlone.containsKey(task)) {
                    TaskId because = leftAlone.getOrDefault(edge.to(), edge.to());
                    leftAlone.put(task, preserved.contains(task) ? task : because);
                    next.add(task);
                }
            }
            level = next;
        }
    }

    /** Who depends on one of these tasks, or is part of it. */
    private List<Edge> edgesInto(Collection<TaskId> tasks, long cut) {
        List<String> names = tasks.stream().map(TaskId::value).toList();
        List<Edge> edges = new ArrayList<>();
        for (Dependency edge : reading.dependentsOf(names)) {
            if (Edges.holds(edge.since(), edge.until(), cut)) {
                edges.add(new Edge(new TaskId(edge.task()), new TaskId(edge.on())));
            }
        }
        for (Subtask edge : reading.subtasksOf(names)) {
            if (Edges.holds(edge.since(), edge.until(), cut)) {
                edges.add(new Edge(new TaskId(edge.task()), new TaskId(edge.parent())));
            }
        }
        return edges;
    }
}
