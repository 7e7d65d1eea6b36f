package dev.rollback.engine.board;

import dev.rollback.api.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the tasks of a file their ids. An id once given stays with its task: several tasks of one id are matched with
 * those of earlier documents by title, then by order, and what is left over gets a number: {@code 12#2}.
 */
final class KnownIds {
    private final Map<Key, List<Holder>> holders = new HashMap<>();
    private final Set<TaskId> taken = new HashSet<>();

    private record Key(@Nullable TaskId parent, TaskId natural) {}

    private record Holder(TaskId id, String title) {}

    KnownIds(TaskMasterDocument... earlier) {
        for (TaskMasterDocument document : earlier) {
            document.tags().forEach((name, tag) -> remember(name, new TaskTree(name, tag.tasks()), tag));
        }
    }

    private void remember(String name, TaskTree tree, TagDocument tag) {
        for (TaskId id : tag.tasks().keySet()) {
            TaskId parent = tree.parent(id);
            TaskId natural = FileTask.natural(
                    name,
                    parent,
                    parent == null ? "" : tree.path(parent),
                    tree.token(id).asText());
            if (taken.add(id)) {
                holders.computeIfAbsent(new Key(parent, natural), key -> new ArrayList<>())
                        .add(new Holder(id, tree.content(id).title()));
            }
        }
    }

    /** Parents first, because a subtask's id begins with its parent's. */
    void give(List<FileTask> roots) {
        for (List<FileTask> level = roots; !level.isEmpty(); ) {
            Map<Key, List<FileTask>> groups = new LinkedHashMap<>();
            for (FileTask task : level) {
                groups.computeIfAbsent(new Key(task.parentId(), task.natural()), key -> new ArrayList<>())
                        .add(task);
            }
            groups.forEach(this::give);
            level = level.stream().flatMap(task -> task.subtasks().stream()).toList();
        }
    }

    private void give(Key key, List<FileTask> group) {
        List<Holder> free = new ArrayList<>(holders.getOrDefault(key, List.of()));
        List<FileTask> retitled = new ArrayList<>();
        for (FileTask task : group) {
            int same = indexOfTitle(free, task.title());
            if (same >= 0) {
                task.give(free.remove(same).id());
            } else {
                retitled.add(task);
            }
        }
        for (FileTask task : retitled) {
            task.give(free.isEmpty() ? fresh(key.natural()) : free.remove(0).id());
        }
    }

    private static int indexOfTitle(List<Holder> holders, String title) {
        for (int i = 0; i < holders.size(); i++) {
            if (holders.get(i).title().equals(title)) {
                return i;
            }
        }
        return -1;
    }

    private TaskId fresh(TaskId natural) {
        int number = 1;
        while (!taken.add(Tokens.counted(natural, number))) {
            number++;
        }
        return Tokens.counted(natural, number);
    }
}
