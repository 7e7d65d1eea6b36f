package dev.rollback.engine.board;

import static dev.rollback.api.ComponentName.TASK_STATE;

import dev.rollback.api.ComponentChange;
import dev.rollback.api.ComponentName;
import dev.rollback.api.ImportReport;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.TaskImported;
import dev.rollback.api.TaskEvent.TaskWithdrawn;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.engine.content.ExactChanges;
import dev.rollback.engine.task.Cycles;
import dev.rollback.engine.task.TaskRules;
import dev.rollback.engine.task.TaskState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What an import does: a three-way merge of the document last known, the new one, and the store. Pure. */
final class DocumentMerge {
    private final TaskMasterDocument base;
    private final TaskMasterDocument file;
    private final Map<String, Board> ours;
    private final Function<TaskId, TaskState> store;
    private final SchemaVersion ofNewTasks;
    private final Conflicts conflicts;

    private final boolean firstToTellItsText;
    private final Map<TaskId, TaskStateContent> after;
    private final List<TaskEvent> events = new ArrayList<>();
    private final Map<String, Board> boards = new LinkedHashMap<>();
    private final List<TaskId> registered = new ArrayList<>();
    private final List<TaskId> returned = new ArrayList<>();
    private final List<TaskId> changed = new ArrayList<>();
    private final List<TaskId> withdrawn = new ArrayList<>();
    private int unchanged;

    /**
     * @param base the document last imported or exported
     * @param ours the store's present boards
     * @param live the store's present tasks
     * @param store every task's present state, also of those that are gone
     * @param ofNewTasks the version of the schema that new tasks' data is in
     */
    DocumentMerge(
            TaskMasterDocument base,
            TaskMasterDocument file,
            Map<String, Board> ours,
            Map<TaskId, TaskStateContent> live,
            Function<TaskId, TaskState> store,
            SchemaVersion ofNewTasks,
            boolean keepOurs) {
        this.base = base;
        this.file = file;
        this.ours = ours;
        this.store = store;
        this.ofNewTasks = ofNewTasks;
        this.conflicts = new Conflicts(keepOurs);
        this.firstToTellItsText = !base.knowsItsText() && file.knowsItsText();
        this.after = new LinkedHashMap<>(live);
    }

    void run() {
        Map<TaskId, TaskStateContent> before = base.tasks();
        Map<TaskId, TaskStateContent> inFile = file.tasks();
        inFile.forEach((id, task) -> merge(id, Optional.ofNullable(before.get(id)), task));
        before.forEach((id, task) -> {
            if (!inFile.containsKey(id)) {
                withdraw(id, task);
            }
        });
        Set<String> tags = new LinkedHashSet<>(ours.keySet());
        tags.addAll(base.boards());
        tags.addAll(file.boards());
        tags.forEach(tag -> boards.put(tag, merge(tag, ours.getOrDefault(tag, Board.NONE))));
        warnOfCycles();
    }

    /** As a task does that is gone, a board that went back to nothing returns whole once the file changes its tag. */
    private Board merge(String tag, Board store) {
        if (store.equals(Board.NONE) && !ExactChanges.same(base.base(tag), file.base(tag))) {
            return file.board(tag);
        }
        return new BoardMerge(tag, conflicts).merged(base.board(tag), file.board(tag), store);
    }

    private void merge(TaskId id, Optional<TaskStateContent> before, TaskStateContent task) {
        if (before.filter(known -> ExactChanges.same(known.json(), task.json())).isPresent()) {
            unchanged++;
            return;
        }
        TaskState state = store.apply(id);
        TaskStateContent here = state.content().taskState();
        if (here == null || !state.exists()) {
            bringIn(id, before.isPresent(), task, state);
            return;
        }
        TaskStateContent merged = new TaskMerge(id, before.orElse(null), task, here, conflicts).merged();
        Optional<ComponentChange> change = ExactChanges.of(TASK_STATE, here.json(), merged.json());
        if (change.isPresent()) {
            events.add(new TaskImported(id, List.of(change.get()), state.epoch(), state.schemaVersion()));
            after.put(id, merged);
            if (before.filter(known -> firstToTellItsText && sameButText(known, task))
                    .isPresent()) {
                unchanged++;
            } else {
                changed.add(id);
            }
        } else {
            unchanged++;
        }
    }

    private static boolean sameButText(TaskStateContent before, TaskStateContent task) {
        return ExactChanges.same(before.json(), TaskFile.withText(task, null).json());
    }

    private void bringIn(TaskId id, boolean knownToFile, TaskStateContent task, TaskState state) {
        if (knownToFile
                && !conflicts.fileWins(
                        "task %s: the file changed it, but it is %s in the store;".formatted(id, state.status()),
                        "it was brought back",
                        "it stays so")) {
            unchanged++;
            return;
        }
        ComponentChange content = ComponentChange.value(TASK_STATE, task.json());
        events.add(new TaskImported(id, List.of(content), TaskRules.epochOfNewLife(state), versionOf(state)));
        (state.known() ? returned : registered).add(id);
        after.put(id, task);
    }

    /** What a task that is gone still holds beside stays, in the version in which it is. */
    private SchemaVersion versionOf(TaskState state) {
        Set<ComponentName> left = new HashSet<>(state.content().components().keySet());
        left.remove(TASK_STATE);
        return left.isEmpty() ? ofNewTasks : state.schemaVersion();
    }

    private void withdraw(TaskId id, TaskStateContent before) {
        TaskState state = store.apply(id);
        TaskStateContent here = state.content().taskState();
        if (here == null || !state.exists()) {
            return;
        }
        if (TaskMerge.moved(before, here)
                && !conflicts.fileWins(
                        "task %s is gone from the file, but the store has changed it;".formatted(id),
                        "it was withdrawn",
                        "it was kept")) {
            return;
        }
        events.add(new TaskWithdrawn(id));
        withdrawn.add(id);
        after.remove(id);
    }

    private void warnOfCycles() {
        Map<TaskId, List<TaskId>> dependsOn = new LinkedHashMap<>();
        after.forEach((id, content) -> dependsOn.put(id, content.dependsOn()));
        Cycles.in(dependsOn)
                .forEach(cycle -> conflicts.warn("the dependencies %s form a cycle; they were kept".formatted(cycle)));
    }

    List<TaskEvent> events() {
        return events;
    }

    /** What each tag's board is after the import. */
    Map<String, Board> boards() {
        return boards;
    }

    ImportReport report(boolean boardChanged) {
        return new ImportReport(
                registered, returned, changed, withdrawn, unchanged, boardChanged, conflicts.warnings());
    }
}
