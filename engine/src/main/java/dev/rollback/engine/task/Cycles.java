package dev.rollback.engine.task;

import dev.rollback.api.TaskId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds tasks that depend on themselves through others. */
public final class Cycles {
    private Cycles() {}

    /** For each knot of cycles one of them, such as {@code 1 → 2 → 1}. */
    public static List<String> in(Map<TaskId, List<TaskId>> dependsOn) {
        Map<TaskId, List<TaskId>> left = endless(dependsOn);
        List<String> cycles = new ArrayList<>();
        Set<TaskId> seen = new HashSet<>();
        for (TaskId start : left.keySet()) {
            List<TaskId> way = new ArrayList<>();
            TaskId at = start;
            while (seen.add(at)) {
                way.add(at);
                at = left.getOrDefault(at, List.of()).get(0);
            }
            int first = way.indexOf(at);
            if (first >= 0) {
                cycles.add(Stream.concat(way.subList(first, way.size()).stream(), Stream.of(at))
                        .map(TaskId::value)
                        .collect(Collectors.joining(" → ")));
            }
        }
        return cycles;
    }

    /** Only tasks from which one can go on for ever, with only such dependencies. */
    private static Map<TaskId, List<TaskId>> endless(Map<TaskId, List<TaskId>> dependsOn) {
        Map<TaskId, List<TaskId>> dependents = new HashMap<>();
        Map<TaskId, Integer> ways = new HashMap<>();
        Deque<TaskId> ends = new ArrayDeque<>();
        dependsOn.forEach((id, ons) -> {
            List<TaskId> known = ons.stream().filter(dependsOn::containsKey).toList();
            known.forEach(on ->
                    dependents.computeIfAbsent(on, key -> new ArrayList<>()).add(id));
            ways.put(id, known.size());
            if (known.isEmpty()) {
                ends.add(id);
            }
        });
        Map<TaskId, List<TaskId>> left = new LinkedHashMap<>(dependsOn);
        while (!ends.isEmpty()) {
            TaskId end = ends.remove();
            left.remove(end);
            for (TaskId dependent : dependents.getOrDefault(end, List.of())) {
                if (ways.merge(dependent, -1, Integer::sum) == 0) {
                    ends.add(dependent);
                }
            }
        }
        left.replaceAll((id, ons) -> ons.stream().filter(left::containsKey).toList());
        return left;
    }
}
