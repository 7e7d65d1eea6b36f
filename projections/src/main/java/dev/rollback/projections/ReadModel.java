package dev.rollback.projections;

import dev.rollback.api.CheckpointPage;
import dev.rollback.api.CheckpointQuery.FindCheckpoint;
import dev.rollback.api.CheckpointQuery.FindCheckpoints;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.HiddenTask;
import dev.rollback.api.Progress;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPage;
import dev.rollback.api.RollbackQuery.FindRollback;
import dev.rollback.api.RollbackQuery.FindRollbacks;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPage;
import dev.rollback.api.TaskQuery.FindTask;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.api.TaskView;
import dev.rollback.api.TaskView.RefusedWork;
import dev.rollback.store.IndexReader;
import dev.rollback.store.IndexReader.RefusedWorkEntry;
import dev.rollback.store.Reading;
import dev.rollback.store.Sql;
import dev.rollback.store.Store;
import dev.rollback.store.event.UnreadableEventException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions from the views. Every answer has seen all that was acknowledged before the question, by whichever
 * process: a view that is behind is advanced first. Needs no Axon configuration, costs nothing to make, and is safe for
 * use by many threads; must not be called inside a call of the store.
 */
public final class ReadModel {
    private final Store store;
    private final ViewAdvancer advancer;

    /** Of a store opened with {@link ProjectionsSchema#SCRIPTS}. */
    public ReadModel(Store store) {
        this(store, Progress.NONE);
    }

    /** @param progress told how far a view has come that an answer waits for */
    public ReadModel(Store store, Progress progress) {
        this.store = store;
        this.advancer = new ViewAdvancer(store, progress);
    }

    public Optional<TaskView> task(FindTask query) {
        return askBoth(View.TASKS, reading -> task(reading, query.taskId()));
    }

    /** Each task as {@link #task} has it. */
    public TaskPage tasks(FindTasks query) {
        return askBoth(View.TASKS, reading -> {
            TaskPage page = new TaskViews(reading.sql()).page(query, HiddenTasks.all(reading));
            Map<String, List<RefusedWork>> refused = refusedWork(
                    reading,
                    page.items().stream().map(task -> task.taskId().value()).toList());
            List<TaskView> items = page.items().stream()
                    .map(task -> task.withRefusedWork(
                            refused.getOrDefault(task.taskId().value(), List.of())))
                    .toList();
            return new TaskPage(items, page.total(), page.hidden());
        });
    }

    /**
     * The same tasks without what a table of them does not show: data, components and refused work are empty, however large
     * they are.
     */
    public TaskPage tasksWithoutContent(FindTasks query) {
        return askBoth(
                View.TASKS,
                reading -> new TaskViews(reading.sql()).pageWithoutContent(query, HiddenTasks.all(reading)));
    }

    public Optional<CheckpointView> checkpoint(FindCheckpoint query) {
        Long at = query.at();
        if (at != null) {
            advancer.advanceToHead(View.ROLLBACKS);
            return ask(View.CHECKPOINTS, sql -> new CheckpointsAt(sql, at).find(query.checkpointId()));
        }
        return ask(View.CHECKPOINTS, sql -> new CheckpointViews(sql).find(query.checkpointId()));
    }

    public CheckpointPage checkpoints(FindCheckpoints query) {
        Long at = query.at();
        if (at != null) {
            advancer.advanceToHead(View.ROLLBACKS);
            return ask(View.CHECKPOINTS, sql -> new CheckpointsAt(sql, at).page(query));
        }
        return ask(View.CHECKPOINTS, sql -> new CheckpointViews(sql).page(query));
    }

    public Optional<RollbackView> rollback(FindRollback query) {
        return ask(View.ROLLBACKS, sql -> new RollbackReading(sql).find(query));
    }

    public RollbackPage rollbacks(FindRollbacks query) {
        return ask(View.ROLLBACKS, sql -> new RollbackReading(sql).page(query));
    }

    /** The same records without what became of each task: their tasks are empty, however many they are. */
    public RollbackPage rollbacksWithoutTasks(FindRollbacks query) {
        return ask(View.ROLLBACKS, sql -> new RollbackReading(sql).pageWithoutTasks(query));
    }

    /** At most {@code limit} ids of recorded rollbacks that begin with {@code prefix}, in order. */
    public List<RollbackId> rollbacksStartingWith(String prefix, int limit) {
        return ask(View.ROLLBACKS, sql -> new RollbackReading(sql).startingWith(prefix, limit));
    }

    /** The rollbacks whose record ended after {@code after} and not after {@code upTo}, oldest first. */
    List<RollbackView> rollbacksBetween(long after, long upTo) {
        return ask(View.ROLLBACKS, sql -> new RollbackReading(sql).between(after, upTo));
    }

    /** Whether the record is one that the question is for. */
    static boolean isAnswer(FindRollbacks query, RollbackView record) {
        boolean ofTask = query.taskId() == null
                || record.scope().tasks().contains(query.taskId())
                || record.tasks().stream().anyMatch(task -> task.taskId().equals(query.taskId()));
        return ofTask
                && query.at() == null
                && record.metadata().entrySet().containsAll(query.metadata().entrySet());
    }

    /** The task, where something happened to it after {@code position}. */
    Optional<TaskView> taskAfter(FindTask query, long position) {
        return askBoth(
                View.TASKS,
                reading -> new TaskViews(reading.sql()).position(query.taskId()) > position
                        ? task(reading, query.taskId())
                        : Optional.empty());
    }

    /** @param at as it was at this cut; null for now. How tasks are switched is told of now only */
    public Totals totals(@Nullable Long at) {
        View.ALL.forEach(advancer::advanceToHead);
        return store.read(reading -> new TotalsReading(reading.sql(), at == null ? CheckpointViews.NOW : at).totals());
    }

    /** Brings every view up to the present, so that readers need not. */
    public void advance() {
        advanceWhile(() -> true);
    }

    /** The same, given up soon after it is not to go on; says whether every view has come so far. */
    boolean advanceWhile(BooleanSupplier goesOn) {
        return View.ALL.stream().allMatch(view -> advancer.advanceToHead(view, goesOn));
    }

    /** How many events each view has still to take in, by its name; advances none, and takes no lock. */
    public Map<String, Long> lag() {
        return store.read(reading -> {
            long head = reading.head().position();
            return View.ALL.stream()
                    .collect(Collectors.toMap(View::name, view -> head - ViewTokens.read(reading.sql(), view)));
        });
    }

    /** Makes every view again from the log, see {@link #rebuild(View, Progress)}. */
    public void rebuild() {
        View.ALL.forEach(view -> rebuild(view, Progress.NONE));
    }

    /**
     * Makes a view again from the first event on, while it is read and the store is written: who reads sees the view as it
     * was, or as it is when all is done. Killed at any instant it leaves the one or the other.
     *
     * @return how many of its rows were not as the log says
     */
    public long rebuild(View view, Progress progress) {
        return new ViewRebuild(store, view, progress).run(advancer);
    }

    /** The tasks that are not shown, and why. */
    public List<HiddenTask> hiddenTasks() {
        return askBoth(View.TASKS, HiddenTasks::all);
    }

    private static Optional<TaskView> task(Reading reading, TaskId taskId) {
        Optional<TaskView> shown = new TaskViews(reading.sql())
                .find(taskId)
                .map(task -> task.withRefusedWork(
                        refusedWork(reading, List.of(taskId.value())).getOrDefault(taskId.value(), List.of())));
        if (shown.isEmpty()) {
            HiddenTasks.find(reading, taskId).ifPresent(hidden -> {
                throw new UnreadableEventException(
                        "task %s cannot be shown: %s.".formatted(taskId, hidden.why()),
                        Remedy.of(Action.DIAGNOSE_STORE));
            });
        }
        return shown;
    }

    private static Map<String, List<RefusedWork>> refusedWork(IndexReader index, List<String> tasks) {
        return RefusedWorkEntry.byTask(index.refusedWork(tasks));
    }

    private <T> T ask(View view, Function<Sql, T> question) {
        return askBoth(view, reading -> question.apply(reading.sql()));
    }

    /** A question to the view and to the engine's index beside it. */
    private <T> T askBoth(View view, Function<Reading, T> question) {
        advancer.advanceToHead(view);
        return store.read(question);
    }
}
