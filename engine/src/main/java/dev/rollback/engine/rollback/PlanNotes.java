package dev.rollback.engine.rollback;

import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent.MigratedFrom;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStatus;
import dev.rollback.engine.task.Cycles;
import dev.rollback.store.IndexReader.Dependency;
import dev.rollback.store.Reading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a person should know of a plan: gathered task by task, told at the end. */
final class PlanNotes {
    private static final int MOST_NAMED = 5;

    private final List<TaskId> worked = new ArrayList<>();
    private final List<TaskId> unheld = new ArrayList<>();
    private final Map<String, List<TaskId>> migrated = new LinkedHashMap<>();
    private final Set<TaskId> gone = new LinkedHashSet<>();
    private final Set<TaskId> newlyHanging = new LinkedHashSet<>();
    private final Map<TaskId, List<TaskId>> dependsOn = new LinkedHashMap<>();

    void add(Target target) {
        if (target.now().workedOn()) {
            worked.add(target.taskId());
        }
        if (target.result().status() == TaskStatus.RUNNING) {
            unheld.add(target.taskId());
        }
        MigratedFrom from = target.back().migratedFrom();
        if (from != null) {
            migrated.computeIfAbsent(
                            "from version %s to %s"
                                    .formatted(
                                            from.schemaVersion(), target.back().version()),
                            way -> new ArrayList<>())
                    .add(target.taskId());
        }
        if (target.now().exists() && !target.result().status().exists()) {
            gone.add(target.taskId());
        }
        List<TaskId> before = dependsOn(target.now().content());
        List<TaskId> after = dependsOn(target.result());
        dependsOn.put(target.taskId(), after);
        if (!before.containsAll(after)) {
            newlyHanging.add(target.taskId());
        }
    }

    List<String> warnings(Reading reading, Selection selection) {
        List<String> warnings = new ArrayList<>();
        if (!worked.isEmpty()) {
            warnings.add(
                    worked.size() == 1
                            ? "somebody works on task %s: its next write will be refused".formatted(worked.get(0))
                            : "somebody works on %d tasks (%s): the next write of each will be refused"
                                    .formatted(worked.size(), named(worked)));
        }
        if (!unheld.isEmpty()) {
            warnings.add(
                    unheld.size() == 1
                            ? "task %s will be RUNNING again, but nobody will work on it until it is started"
                                    .formatted(unheld.get(0))
                            : "%d tasks (%s) will be RUNNING again, but nobody will work on them until they are started"
                                    .formatted(unheld.size(), named(unheld)));
        }
        migrated.forEach((way, tasks) -> warnings.add(
                tasks.size() == 1
                        ? "the data of task %s will be migrated %s".formatted(tasks.get(0), way)
                        : "the data of %d tasks (%s) will be migrated %s".formatted(tasks.size(), named(tasks), way)));
        dependents(reading).forEach((dependent, on) -> {
            if (!selection.preserved().contains(dependent)) {
                warnings.add("task %s depends on task %s, which will be gone".formatted(dependent, on));
            }
        });
        Cycles.in(hanging(reading)).forEach(cycle -> warnings.add("these tasks will depend on each other: " + cycle));
        return warnings;
    }

    /** Why a person has to say yes: what is preserved hangs on what will be gone. */
    List<String> confirmations(Reading reading, Selection selection) {
        List<String> confirmations = new ArrayList<>();
        dependents(reading).forEach((dependent, on) -> {
            if (selection.preserved().contains(dependent)) {
                confirmations.add(
                        "task %s is preserved, and depends on task %s, which will be gone".formatted(dependent, on));
            }
        });
        return confirmations;
    }

    /** Who depends on what will be gone, and does not go back itself. */
    private Map<TaskId, TaskId> dependents(Reading reading) {
        Map<TaskId, TaskId> dependents = new LinkedHashMap<>();
        for (Dependency edge : reading.dependentsOf(names(gone))) {
            TaskId dependent = new TaskId(edge.task());
            if (edge.until() == Long.MAX_VALUE && !dependsOn.containsKey(dependent)) {
                dependents.putIfAbsent(dependent, new TaskId(edge.on()));
            }
        }
        return dependents;
    }

    /** What the tasks that get a new dependency will depend on, directly and through others. */
    private Map<TaskId, List<TaskId>> hanging(Reading reading) {
        Map<TaskId, List<TaskId>> all = new LinkedHashMap<>();
        Collection<TaskId> level = newlyHanging;
        while (!level.isEmpty()) {
            Map<TaskId, List<TaskId>> next = after(reading, level);
            all.putAll(next);
            Set<TaskId> deeper = new HashSet<>();
            next.values().forEach(deeper::addAll);
            deeper.removeAll(all.keySet());
            level = deeper;
        }
        return all;
    }

    private Map<TaskId, List<TaskId>> after(Reading reading, Collection<TaskId> tasks) {
        Map<TaskId, List<TaskId>> after = new LinkedHashMap<>();
        tasks.forEach(task -> after.put(task, new ArrayList<>(dependsOn.getOrDefault(task, List.of()))));
        Set<TaskId> others = new HashSet<>(tasks);
        others.removeAll(dependsOn.keySet());
        for (Dependency edge : reading.dependenciesOf(names(others))) {
            List<TaskId> its = after.get(new TaskId(edge.task()));
            if (its != null && edge.until() == Long.MAX_VALUE) {
                its.add(new TaskId(edge.on()));
            }
        }
        return after;
    }

    private static List<TaskId> dependsOn(TaskContent content) {
        TaskStateContent state = content.taskState();
        return state == null || !state.status().exists() ? List.of() : state.dependsOn();
    }

    private static List<String> names(Collection<TaskId> tasks) {
        return tasks.stream().map(TaskId::value).toList();
    }

    private static String named(List<TaskId> tasks) {
        String first = tasks.stream().limit(MOST_NAMED).map(TaskId::value).collect(Collectors.joining(", "));
        return tasks.size() > MOST_NAMED ? first + ", …" : first;
    }
}
