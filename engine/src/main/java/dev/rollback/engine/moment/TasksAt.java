package dev.rollback.engine.moment;

import dev.rollback.api.ComponentName;
import dev.rollback.api.HiddenTask;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.PageRequest;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.api.TaskAtView;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskQuery.FindTaskAt;
import dev.rollback.api.TaskQuery.FindTasksAt;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskView;
import dev.rollback.api.TaskView.RefusedWork;
import dev.rollback.api.TasksAtPage;
import dev.rollback.api.json.Json;
import dev.rollback.engine.task.HiddenTasks;
import dev.rollback.engine.task.TaskMoment;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.IndexReader.RefusedWorkEntry;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;

/** Tasks as they were. Needs no Axon configuration. */
public final class TasksAt {
    private final Store store;
    private final TaskStates states;

    public TasksAt(Store store, TaskStates states) {
        this.store = store;
        this.states = states;
    }

    /** What a moment means for this task, and the task then. */
    @QueryHandler
    public TaskAtView find(FindTaskAt query) {
        return store.read(reading -> {
            ResolvedMoment at = new Moments(reading).of(query.taskId(), query.at());
            long seq = at.seq() != null ? at.seq() : reading.seqAt(Streams.of(query.taskId()), at.position());
            TaskMoment moment =
                    states.momentsAt(reading, Map.of(query.taskId(), seq)).get(query.taskId());
            TaskView view = view(reading, query.taskId(), moment);
            return new TaskAtView(
                    at,
                    view == null
                            ? null
                            : withRefusedWork(reading, at, List.of(view)).get(0));
        });
    }

    @QueryHandler
    public TasksAtPage find(FindTasksAt query) {
        return store.read(reading -> {
            ResolvedMoment at = new Moments(reading).cut(query.at());
            Cut cut = new Cut(reading, at.position());
            Map<TaskId, Long> seqs = query.tasks().isEmpty() ? cut.seqs() : cut.seqs(query.tasks());
            List<TaskView> found = new ArrayList<>();
            List<HiddenTask> hidden = new ArrayList<>();
            Map<TaskId, TaskMoment> moments =
                    states.momentsAt(reading, seqs, (taskId, damage) -> hidden.add(HiddenTasks.of(taskId, damage)));
            moments.forEach((taskId, moment) -> {
                TaskView view = view(reading, taskId, moment);
                if (view != null && isAskedFor(query, view)) {
                    found.add(view);
                }
            });
            PageRequest page = query.page();
            List<TaskView> items =
                    found.stream().skip(page.offset()).limit(page.limit()).toList();
            return new TasksAtPage(at, withRefusedWork(reading, at, items), found.size(), hidden);
        });
    }

    /** Refusals are counted beside the log, so it is only of the present moment that their number is known. */
    private static List<TaskView> withRefusedWork(Reading reading, ResolvedMoment at, List<TaskView> views) {
        if (at.seq() != null || at.position() != reading.head().position()) {
            return views;
        }
        Map<String, List<RefusedWork>> refused = RefusedWorkEntry.byTask(reading.refusedWork(
                views.stream().map(view -> view.taskId().value()).toList()));
        return views.stream()
                .map(view ->
                        view.withRefusedWork(refused.getOrDefault(view.taskId().value(), List.of())))
                .toList();
    }

    private static boolean isAskedFor(FindTasksAt query, TaskView view) {
        boolean status = query.status() != null
                ? view.status() == query.status()
                : view.status().exists() || !query.tasks().isEmpty();
        return status && (query.tag() == null || query.tag().equals(view.tag()));
    }

    private @Nullable TaskView view(Reading reading, TaskId taskId, @Nullable TaskMoment moment) {
        if (moment == null || moment.last() == null) {
            return null;
        }
        TaskState state = moment.state();
        StoredEvent last = moment.last();
        TaskStateContent now = state.content().taskState();
        TaskStateContent named = now != null ? now : lastWithState(reading, taskId, state.seq());
        SortedMap<ComponentName, Json> components =
                new TreeMap<>(state.content().components());
        components.remove(ComponentName.TASK_STATE);
        return new TaskView(
                taskId,
                named == null ? "" : named.title(),
                state.status(),
                now == null ? null : now.statusText(),
                now == null ? null : now.error(),
                now == null ? List.of() : now.dependsOn(),
                now == null ? null : now.parent(),
                named == null ? null : tag(named.file()),
                state.forkedFrom(),
                state.workedOn(),
                state.policy(),
                state.epoch(),
                state.seq(),
                last.position(),
                last.recordedAt(),
                EventCodec.metadata(last).get(MetadataKeys.ACTOR) instanceof String actor ? actor : null,
                now == null ? Json.EMPTY_OBJECT : now.data(),
                components,
                List.of());
    }

    /** A retracted task has no title any more; people are told the one it had. */
    private @Nullable TaskStateContent lastWithState(Reading reading, TaskId taskId, long below) {
        for (long seq = below - 1; seq >= 0; seq--) {
            TaskStateContent state =
                    states.stateAt(reading, taskId, seq).content().taskState();
            if (state != null) {
                return state;
            }
        }
        return null;
    }

    private static @Nullable String tag(@Nullable Json file) {
        return file == null ? null : file.get("tag").map(Json::asText).orElse("master");
    }
}
