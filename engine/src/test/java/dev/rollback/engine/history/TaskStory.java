package dev.rollback.engine.history;

import static dev.rollback.api.ComponentName.TASK_STATE;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentChange;
import dev.rollback.api.ComponentName;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskEvent.TaskCompleted;
import dev.rollback.api.TaskEvent.TaskFailed;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskReopened;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskEvent.TaskStarted;
import dev.rollback.api.TaskEvent.TaskUpdated;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.json.Json;
import dev.rollback.engine.content.Changes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A task's events, told one by one, with its content after each. */
final class TaskStory {
    static final TaskId T = new TaskId("t");

    final List<TaskEvent> events = new ArrayList<>();
    final List<TaskContent> contents = new ArrayList<>();

    TaskContent now() {
        return contents.isEmpty() ? TaskContent.NONE : contents.get(contents.size() - 1);
    }

    TaskContent at(long seq) {
        return seq < 0 ? TaskContent.NONE : contents.get((int) seq);
    }

    TaskStory then(TaskEvent event) {
        contents.add(now().after(event));
        events.add(event);
        return this;
    }

    TaskStory registered() {
        return then(new TaskRegistered(T, "title", List.of(), null, TaskPolicy.DEFAULT, 0, SchemaVersion.FIRST));
    }

    TaskStory started() {
        return then(new TaskStarted(T));
    }

    TaskStory completed() {
        return then(new TaskCompleted(T));
    }

    TaskStory reopened() {
        return then(new TaskReopened(T));
    }

    TaskStory failed(String error) {
        return then(new TaskFailed(T, error, RollbackReason.ERROR, false));
    }

    TaskStory checkpoint() {
        return then(new CheckpointCreated(
                T,
                new CheckpointId("c"),
                "p",
                null,
                null,
                null,
                now().status(),
                SchemaVersion.FIRST,
                "",
                null,
                Map.of()));
    }

    /** TASK_STATE's own data becomes this. */
    TaskStory data(String json) {
        TaskStateContent state = Objects.requireNonNull(now().taskState());
        return changed(now().with(List.of(ComponentChange.value(
                TASK_STATE, state.withData(Json.parse(json)).json()))));
    }

    TaskStory component(String name, String json) {
        return changed(now().with(List.of(ComponentChange.value(new ComponentName(name), Json.parse(json)))));
    }

    /** The whole content of the component is written, whatever of it changed. */
    TaskStory written(String name, String json) {
        return then(new TaskUpdated(T, List.of(ComponentChange.value(new ComponentName(name), Json.parse(json)))));
    }

    TaskStory removed(String name) {
        return then(new TaskUpdated(T, List.of(ComponentChange.absent(new ComponentName(name)))));
    }

    TaskStory rolledBackTo(long targetSeq) {
        return rolledBackTo(targetSeq, component -> true);
    }

    TaskStory rolledBackTo(long targetSeq, Predicate<ComponentName> chosen) {
        TreeMap<ComponentName, Json> after = new TreeMap<>(now().components());
        after.keySet().removeIf(chosen);
        at(targetSeq).components().forEach((name, value) -> {
            if (chosen.test(name)) {
                after.put(name, value);
            }
        });
        return rolledBack(targetSeq, new TaskContent(after));
    }

    /** A rollback that leads to another content than the target's, as a migration of its schema would. */
    TaskStory rolledBack(long targetSeq, TaskContent after) {
        RollbackId id = new RollbackId("rb-" + events.size());
        return then(new TaskRolledBack(
                T,
                id,
                null,
                targetSeq,
                1,
                Changes.between(now(), after),
                now().hash(),
                after.hash(),
                null,
                null,
                null,
                SchemaVersion.FIRST,
                null));
    }

    private TaskStory changed(TaskContent after) {
        return then(new TaskUpdated(T, Changes.between(now(), after)));
    }

    List<Blame.Field> blame() {
        Set<Long> targets = events.stream()
                .filter(TaskRolledBack.class::isInstance)
                .map(event -> ((TaskRolledBack) event).targetSeq())
                .collect(Collectors.toSet());
        BlameFold fold = new BlameFold(targets);
        for (int seq = 0; seq < events.size(); seq++) {
            fold.add(events.get(seq), seq);
        }
        return fold.now().fields();
    }

    /** Each field as {@code COMPONENT path=event}, with {@code <rollback} where one brought it back. */
    List<String> blameOf(String place) {
        return blame().stream()
                .filter(field -> (field.component() + field.path()).startsWith(place))
                .map(field -> field.component()
                        + field.path()
                        + '='
                        + field.origin().setBy()
                        + (field.origin().broughtBackBy() == null
                                ? ""
                                : "<" + field.origin().broughtBackBy()))
                .toList();
    }
}
