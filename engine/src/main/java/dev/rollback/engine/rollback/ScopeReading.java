package dev.rollback.engine.rollback;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.Moment;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.api.TaskId;
import dev.rollback.engine.moment.Moments;
import dev.rollback.engine.retention.KnownCheckpoints;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.IndexReader.TaskHead;
import dev.rollback.store.Reading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a scope asks for, and refuses by name what makes no sense. */
final class ScopeReading {
    private final Reading reading;
    private final RollbackScope asked;
    private final Participants participants;
    private final Map<TaskId, CheckpointEntry> own = new LinkedHashMap<>();
    private final Map<TaskId, Long> ownCuts = new LinkedHashMap<>();
    private final Set<Long> cuts = new TreeSet<>();
    private boolean ofEverything;

    private ScopeReading(Reading reading, RollbackScope asked, Participants participants) {
        this.reading = reading;
        this.asked = asked;
        this.participants = participants;
    }

    /** @throws RefusedException INVALID_SCOPE, NOT_FOUND for a checkpoint, moment or task that does not exist, or CLEANED_UP */
    static TaskScope read(Reading reading, RollbackScope asked, Participants participants) {
        return new ScopeReading(reading, asked, participants).read();
    }

    private TaskScope read() {
        if (asked.laterWork() != null) {
            throw invalid("what becomes of later work is asked of an undo only. Leave it out.");
        }
        readTargets();
        StrategyChoice choice = StrategyChoice.of(asked, ofEverything);
        requireSense(choice.strategy());
        ComponentFilter filter = ComponentFilter.of(asked);
        boolean everything = takesEverything(choice.strategy());
        List<TaskId> tasks = everything ? List.of() : chosen(choice.strategy());
        requireNotPreserved(tasks);
        requireKnown("task", tasks);
        requireKnown("preserved task", asked.preserve());
        boolean cascade = asked.cascade() || choice.strategy() == RollbackStrategy.CASCADE;
        List<String> warnings = new ArrayList<>(filter.warnings());
        if (choice.strategy() == RollbackStrategy.FULL && !asked.tasks().isEmpty()) {
            warnings.add("a FULL rollback takes every task that changed: the chosen tasks are ignored");
        }
        RollbackScope scope = new RollbackScope(
                choice.strategy(),
                asked.checkpoints(),
                asked.at(),
                tasks,
                asked.components(),
                asked.excludedComponents(),
                asked.preserve(),
                cascade,
                asked.force(),
                null,
                null);
        return new TaskScope(
                scope, choice.because(), own, targets(tasks), onlyCut(), everything, filter, warnings, participants);
    }

    private void readTargets() {
        if (asked.checkpoints().isEmpty() == (asked.at() == null)) {
            throw invalid(
                    asked.at() == null
                            ? "a rollback needs a target: name a checkpoint, or a moment."
                            : "a rollback has either checkpoints or a moment as its target. Name one of them.");
        }
        Moments moments = new Moments(reading);
        if (asked.at() instanceof Moment.AtCheckpoint marked) {
            requireOffered(marked.checkpointId());
        }
        if (asked.at() != null) {
            cuts.add(moments.cut(asked.at()).position());
        }
        for (CheckpointId id : asked.checkpoints()) {
            CheckpointEntry entry = requireOffered(id);
            long cut = moments.cut(new Moment.AtCheckpoint(id)).position();
            cuts.add(cut);
            if (entry.isOfEverything()) {
                ofEverything = true;
                continue;
            }
            TaskId task = new TaskId(entry.task());
            CheckpointEntry other = own.put(task, entry);
            if (other != null) {
                throw invalid("checkpoints %s and %s are both of task %s: a task goes back to one of them."
                        .formatted(other.checkpointId(), id, task));
            }
            ownCuts.put(task, cut);
        }
    }

    private CheckpointEntry requireOffered(CheckpointId id) {
        CheckpointEntry entry = KnownCheckpoints.find(reading, id);
        KnownCheckpoints.requireOffered(reading, entry, asked.force());
        return entry;
    }

    private boolean takesEverything(RollbackStrategy strategy) {
        return strategy == RollbackStrategy.FULL
                || (strategy == RollbackStrategy.POINT_IN_TIME && asked.tasks().isEmpty());
    }

    private void requireSense(RollbackStrategy strategy) {
        boolean oneCut = strategy == RollbackStrategy.FULL || strategy == RollbackStrategy.POINT_IN_TIME;
        if (oneCut && (asked.checkpoints().size() > 1 || cuts.size() > 1)) {
            throw invalid("a %s rollback goes to one moment, not to several checkpoints. Name one of them."
                    .formatted(strategy));
        }
        if (strategy == RollbackStrategy.PARTIAL && asked.components().isEmpty()) {
            throw invalid("a PARTIAL rollback needs components: name those that are to go back.");
        }
        if (strategy == RollbackStrategy.SELECTIVE
                && asked.strategy() == RollbackStrategy.SELECTIVE
                && asked.tasks().isEmpty()) {
            throw invalid("a SELECTIVE rollback needs tasks: name those that are to go back.");
        }
    }

    private List<TaskId> chosen(RollbackStrategy strategy) {
        if (!asked.tasks().isEmpty()) {
            return asked.tasks();
        }
        if (own.isEmpty()) {
            throw invalid(
                    "a %s rollback to a moment of everything needs tasks: name those that are to go back, or take all with the strategy FULL or POINT_IN_TIME."
                            .formatted(strategy));
        }
        return List.copyOf(own.keySet());
    }

    /** Where each chosen task goes. */
    private Map<TaskId, TaskScope.Chosen> targets(List<TaskId> tasks) {
        Map<TaskId, TaskScope.Chosen> targets = new LinkedHashMap<>();
        for (TaskId task : tasks) {
            CheckpointEntry checkpoint = own.get(task);
            Long cut = checkpoint == null ? onlyCut() : ownCuts.get(task);
            if (cut == null) {
                throw invalid(
                        "task %s has no checkpoint among those named, which are of several moments. Name one of its own, or only one."
                                .formatted(task));
            }
            targets.put(task, new TaskScope.Chosen(cut, checkpoint));
        }
        return targets;
    }

    private @Nullable Long onlyCut() {
        return cuts.size() == 1 ? cuts.iterator().next() : null;
    }

    private void requireNotPreserved(Collection<TaskId> tasks) {
        Set<TaskId> both = new HashSet<>(tasks);
        both.retainAll(asked.preserve());
        if (!both.isEmpty()) {
            throw invalid("task %s is to go back and to be preserved. Say which is meant.".formatted(names(both)));
        }
    }

    private void requireKnown(String what, List<TaskId> tasks) {
        Set<TaskId> unknown = new HashSet<>(tasks);
        for (TaskHead head : reading.tasks(tasks.stream().map(TaskId::value).toList())) {
            unknown.remove(new TaskId(head.task()));
        }
        if (!unknown.isEmpty()) {
            throw new RefusedException(
                    RefusalCode.NOT_FOUND,
                    "there is no %s %s.".formatted(what, names(unknown)),
                    Remedy.of(Action.LIST_TASKS));
        }
    }

    private static String names(Set<TaskId> tasks) {
        return tasks.stream().map(TaskId::value).sorted().collect(Collectors.joining(", "));
    }

    private static RefusedException invalid(String why) {
        return new RefusedException(RefusalCode.INVALID_SCOPE, why);
    }
}
