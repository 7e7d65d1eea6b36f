package dev.rollback.engine.history;

import dev.rollback.api.HiddenTask;
import dev.rollback.api.PageRequest;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.api.TaskDiffView;
import dev.rollback.api.TaskDiffsPage;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskQuery.FindTaskDiff;
import dev.rollback.api.TaskQuery.FindTaskDiffs;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStatus;
import dev.rollback.engine.content.Differences;
import dev.rollback.engine.moment.Cut;
import dev.rollback.engine.moment.Moments;
import dev.rollback.engine.moment.PlaceInStream;
import dev.rollback.engine.task.HiddenTasks;
import dev.rollback.engine.task.TaskMoment;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.event.UnreadableEventException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;

/** What is not the same at two moments. Needs no Axon configuration. */
public final class TaskDiffs {
    private final Store store;
    private final TaskStates states;

    public TaskDiffs(Store store, TaskStates states) {
        this.store = store;
        this.states = states;
    }

    @QueryHandler
    public TaskDiffView find(FindTaskDiff query) {
        return store.read(reading -> {
            PlaceInStream from = PlaceInStream.of(reading, query.taskId(), query.from());
            PlaceInStream to = PlaceInStream.of(reading, query.taskId(), query.to());
            TaskState before = states.stateAt(reading, query.taskId(), from.seq());
            TaskState after = states.stateAt(reading, query.taskId(), to.seq());
            return view(query.taskId(), from.at(), to.at(), before, after);
        });
    }

    /** Tasks without an event between the two cuts are not looked at. */
    @QueryHandler
    public TaskDiffsPage find(FindTaskDiffs query) {
        return store.read(reading -> {
            ResolvedMoment from = new Moments(reading).cut(query.from());
            ResolvedMoment to = new Moments(reading).cut(query.to());
            Map<TaskId, HiddenTask> hidden = new LinkedHashMap<>();
            List<TaskDiffView> found = diffs(reading, from, to, hidden);
            PageRequest page = query.page();
            List<TaskDiffView> items =
                    found.stream().skip(page.offset()).limit(page.limit()).toList();
            return new TaskDiffsPage(from, to, items, found.size(), List.copyOf(hidden.values()));
        });
    }

    private List<TaskDiffView> diffs(
            Reading reading, ResolvedMoment from, ResolvedMoment to, Map<TaskId, HiddenTask> hidden) {
        Map<TaskId, Long> before = new Cut(reading, from.position()).seqs();
        Map<TaskId, Long> after = new Cut(reading, to.position()).seqs();
        Map<TaskId, Long> movedFrom = new LinkedHashMap<>();
        Map<TaskId, Long> movedTo = new LinkedHashMap<>();
        (from.position() < to.position() ? after : before).keySet().forEach(taskId -> {
            long seqBefore = before.getOrDefault(taskId, -1L);
            long seqAfter = after.getOrDefault(taskId, -1L);
            if (seqBefore != seqAfter) {
                movedFrom.put(taskId, seqBefore);
                movedTo.put(taskId, seqAfter);
            }
        });
        Map<TaskId, TaskMoment> then = states.momentsAt(reading, movedFrom, hide(hidden));
        Map<TaskId, TaskMoment> later = states.momentsAt(reading, movedTo, hide(hidden));
        List<TaskDiffView> diffs = new ArrayList<>();
        movedFrom.keySet().stream()
                .filter(taskId -> !hidden.containsKey(taskId))
                .forEach(taskId -> {
                    TaskDiffView view = view(taskId, from, to, state(then.get(taskId)), state(later.get(taskId)));
                    if (!view.differences().isEmpty()) {
                        diffs.add(view);
                    }
                });
        return diffs;
    }

    private static BiConsumer<TaskId, UnreadableEventException> hide(Map<TaskId, HiddenTask> hidden) {
        return (taskId, damage) -> hidden.put(taskId, HiddenTasks.of(taskId, damage));
    }

    private static TaskState state(@Nullable TaskMoment moment) {
        return moment == null ? TaskState.INITIAL : moment.state();
    }

    private static TaskDiffView view(
            TaskId taskId, ResolvedMoment from, ResolvedMoment to, TaskState before, TaskState after) {
        return new TaskDiffView(
                taskId,
                title(before, after),
                from,
                to,
                before.seq(),
                after.seq(),
                status(before),
                status(after),
                Differences.between(before.content(), after.content()));
    }

    private static @Nullable TaskStatus status(TaskState state) {
        return state.known() ? state.status() : null;
    }

    private static @Nullable String title(TaskState before, TaskState after) {
        TaskStateContent named = after.content().taskState();
        TaskStateContent other = named == null ? before.content().taskState() : named;
        return other == null ? null : other.title();
    }
}
