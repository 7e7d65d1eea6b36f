package dev.rollback.engine.task;

import dev.rollback.api.TaskId;
import dev.rollback.store.IndexReader.Dependency;
import dev.rollback.store.Reading;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Ways from task to task along the dependencies that hold, as one reading of the store sees them. */
public final class DependencyWays {
    private final Reading reading;

    public DependencyWays(Reading reading) {
        this.reading = reading;
    }

    /** A shortest way, such as {@code 1 → 2 → 3}; of a task to itself: {@code 1}. */
    public Optional<String> between(TaskId from, TaskId to) {
        Map<String, String> cameFrom = new HashMap<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(from.value());
        while (!open.isEmpty()) {
            String task = open.remove();
            if (task.equals(to.value())) {
                return Optional.of(way(cameFrom, task));
            }
            for (Dependency edge : reading.dependenciesOf(task)) {
                if (edge.until() == Long.MAX_VALUE
                        && !edge.on().equals(from.value())
                        && !cameFrom.containsKey(edge.on())) {
                    cameFrom.put(edge.on(), task);
                    open.add(edge.on());
                }
            }
        }
        return Optional.empty();
    }

    private static String way(Map<String, String> cameFrom, String last) {
        StringBuilder way = new StringBuilder(last);
        for (String task = cameFrom.get(last); task != null; task = cameFrom.get(task)) {
            way.insert(0, task + " → ");
        }
        return way.toString();
    }
}
