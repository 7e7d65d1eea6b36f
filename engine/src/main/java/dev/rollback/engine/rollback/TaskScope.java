package dev.rollback.engine.rollback;

import dev.rollback.api.RollbackPlan.AddedComponent;
import dev.rollback.api.RollbackPlan.LeftAlone;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStatus;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.IndexReader.TaskHead;
import dev.rollback.store.Reading;
import dev.rollback.store.event.Streams;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A rollback of tasks to checkpoints or a moment.
 *
 * @param own the listed checkpoints that belong to tasks
 * @param chosen where each chosen task goes; empty where everything goes back
 * @param onlyCut the one cut that was named; null where several were
 */
record TaskScope(
        RollbackScope scope,
        String because,
        Map<TaskId, CheckpointEntry> own,
        Map<TaskId, Chosen> chosen,
        @Nullable Long onlyCut,
        boolean everything,
        ComponentFilter filter,
        List<String> warnings,
        Participants participants)
        implements Scoped {

    /** @param checkpoint the task's own, where it goes to one */
    record Chosen(long cut, @Nullable CheckpointEntry checkpoint) {}

    /** A task that may go back, before it is known where in its stream that is. */
    private record Candidate(
            TaskHead head,
            long cut,
            @Nullable CheckpointEntry checkpoint,
            @Nullable TaskId draggedBy) {
        boolean mayBeTouched() {
            long target = checkpoint == null ? cut : checkpoint.position();
            return head.changedPosition() > target || head.status().equals(TaskStatus.RUNNING.name());
        }
    }

    @Override
    public @Nullable Long cut() {
        return onlyCut;
    }

    @Override
    public Collection<CheckpointEntry> checkpoints() {
        return own.values();
    }

    @Override
    public List<AddedComponent> addedComponents() {
        return filter.added();
    }

    @Override
    public List<String> confirmations() {
        return everything
                ? List.of("a %s rollback takes every task that changed".formatted(scope.strategy()))
                : List.of();
    }

    @Override
    public Selection select(Reading reading) {
        Set<TaskId> preserved = new HashSet<>(scope.preserve());
        List<LeftAlone> leftAlone = new ArrayList<>();
        List<Candidate> candidates =
                everything ? everyTask(reading, preserved, leftAlone) : chosenTasks(reading, preserved, leftAlone);
        List<Selected> selected = located(
                reading, candidates.stream().filter(Candidate::mayBeTouched).toList());
        Map<TaskId, Long> cuts = new LinkedHashMap<>();
        candidates.forEach(candidate -> cuts.put(new TaskId(candidate.head().task()), candidate.cut()));
        Reach reach = new Reach(everything ? onlyCut : null, cuts, filter::includes);
        return new Selection(selected, cuts, participants.parts(reading, reach), leftAlone, preserved);
    }

    private List<Candidate> everyTask(Reading reading, Set<TaskId> preserved, List<LeftAlone> leftAlone) {
        long cut = Objects.requireNonNull(onlyCut);
        Map<String, TaskHead> heads = new TreeMap<>();
        reading.tasksChangedAfter(cut).forEach(head -> heads.put(head.task(), head));
        reading.tasksRunning().forEach(head -> heads.put(head.task(), head));
        List<Candidate> candidates = new ArrayList<>();
        heads.values().forEach(head -> {
            TaskId task = new TaskId(head.task());
            if (preserved.contains(task)) {
                leftAlone.add(new LeftAlone(task, task));
            } else {
                candidates.add(new Candidate(head, cut, own.get(task), null));
            }
        });
        return candidates;
    }

    private List<Candidate> chosenTasks(Reading reading, Set<TaskId> preserved, List<LeftAlone> leftAlone) {
        Map<TaskId, Chosen> all = new LinkedHashMap<>(chosen);
        Map<TaskId, TaskId> draggedBy = new HashMap<>();
        if (scope.cascade()) {
            Map<TaskId, Long> sources = new LinkedHashMap<>();
            chosen.forEach((task, target) -> sources.put(task, target.cut()));
            Cascade cascade = Cascade.from(reading, sources, preserved);
            cascade.dragged().forEach((task, dragged) -> {
                all.put(task, new Chosen(dragged.cut(), null));
                draggedBy.put(task, dragged.by());
            });
            leftAlone.addAll(cascade.leftAlone());
        }
        Map<String, TaskHead> heads = reading
                .tasks(all.keySet().stream().map(TaskId::value).toList())
                .stream()
                .collect(Collectors.toMap(TaskHead::task, head -> head));
        List<Candidate> candidates = new ArrayList<>();
        all.forEach((task, target) -> {
            TaskHead head = heads.get(task.value());
            if (head != null) {
                candidates.add(new Candidate(head, target.cut(), target.checkpoint(), draggedBy.get(task)));
            }
        });
        return candidates;
    }

    /** Finds where in their streams the tasks go, all that go to one cut together. */
    private List<Selected> located(Reading reading, List<Candidate> candidates) {
        Map<Long, List<String>> unknown = new TreeMap<>();
        for (Candidate candidate : candidates) {
            TaskHead head = candidate.head();
            if (candidate.checkpoint() == null
                    && head.firstPosition() <= candidate.cut()
                    && head.lastPosition() > candidate.cut()) {
                unknown.computeIfAbsent(candidate.cut(), cut -> new ArrayList<>())
                        .add(Streams.of(new TaskId(head.task())));
            }
        }
        Map<String, Long> found = new HashMap<>();
        unknown.forEach((cut, streams) -> found.putAll(reading.seqsAt(streams, cut)));
        return candidates.stream().map(candidate -> selected(candidate, found)).toList();
    }

    private Selected selected(Candidate candidate, Map<String, Long> found) {
        TaskHead head = candidate.head();
        CheckpointEntry checkpoint = candidate.checkpoint();
        long targetSeq = checkpoint != null
                ? checkpoint.seq()
                : head.firstPosition() > candidate.cut()
                        ? -1
                        : found.getOrDefault(Streams.of(new TaskId(head.task())), head.seq());
        return new Selected(head, targetSeq, candidate.cut(), checkpoint, candidate.draggedBy(), filter, false);
    }
}
