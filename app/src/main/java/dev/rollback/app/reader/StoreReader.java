package dev.rollback.app.reader;

import dev.rollback.api.CheckpointPage;
import dev.rollback.api.CheckpointQuery.FindCheckpoint;
import dev.rollback.api.CheckpointQuery.FindCheckpoints;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.HiddenTask;
import dev.rollback.api.Moment;
import dev.rollback.api.Progress;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.api.RollbackPage;
import dev.rollback.api.RollbackQuery.FindRollback;
import dev.rollback.api.RollbackQuery.FindRollbacks;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskAtView;
import dev.rollback.api.TaskPage;
import dev.rollback.api.TaskQuery.FindTask;
import dev.rollback.api.TaskQuery.FindTaskAt;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.api.TaskQuery.FindTasksAt;
import dev.rollback.api.TaskView;
import dev.rollback.api.TasksAtPage;
import dev.rollback.engine.moment.Moments;
import dev.rollback.engine.moment.TasksAt;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.projections.ReadModel;
import dev.rollback.projections.View;
import dev.rollback.store.IndexReader;
import dev.rollback.store.IndexReader.TaskHead;
import dev.rollback.store.Store;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shows what is in a store: what there is now and what there was, and by the readers it hands out the history, plans,
 * documents, ids and the audit. No Axon is booted for it. Every answer has seen all that was acknowledged before the
 * question, by whichever process. Nothing is changed but views that are behind, which are advanced first. Safe for use by
 * many threads; the store stays its owner's to close.
 */
public final class StoreReader {
    private final Store store;
    private final ReaderOptions options;
    private final ReadModel views;
    private final TaskStates states;

    /** @param views told how far a view has come that an answer waits for */
    public StoreReader(Store store, ReaderOptions options, Progress views) {
        this.store = store;
        this.options = options;
        this.views = new ReadModel(store, views);
        this.states = new TaskStates(store);
    }

    public Optional<TaskView> task(FindTask query) {
        return views.task(query);
    }

    /** @throws dev.rollback.api.RefusedException NOT_FOUND for a task or moment that there is not */
    public TaskAtView task(FindTaskAt query) {
        return new TasksAt(store, states).find(query);
    }

    public TaskPage tasks(FindTasks query) {
        return views.tasks(query);
    }

    /** The same tasks without data, components and refused work, which are empty however large they are. */
    public TaskPage tasksWithoutContent(FindTasks query) {
        return views.tasksWithoutContent(query);
    }

    /** @throws dev.rollback.api.RefusedException NOT_FOUND for a moment that there is not */
    public TasksAtPage tasks(FindTasksAt query) {
        return new TasksAt(store, states).find(query);
    }

    /** The tasks that are not shown, and why. */
    public List<HiddenTask> hiddenTasks() {
        return views.hiddenTasks();
    }

    /** Those of the ids that are a task's, also of one that exists no longer. */
    public Set<String> knownTasks(Collection<String> ids) {
        return store.read(
                reading -> reading.tasks(ids).stream().map(TaskHead::task).collect(Collectors.toSet()));
    }

    public Optional<CheckpointView> checkpoint(FindCheckpoint query) {
        return views.checkpoint(query);
    }

    public CheckpointPage checkpoints(FindCheckpoints query) {
        return views.checkpoints(query);
    }

    public Optional<RollbackView> rollback(FindRollback query) {
        return views.rollback(query);
    }

    public RollbackPage rollbacks(FindRollbacks query) {
        return views.rollbacks(query);
    }

    /** @throws dev.rollback.api.RefusedException NOT_FOUND for a moment that there is not, CLEANED_UP for a checkpoint */
    public ResolvedMoment moment(Moment moment) {
        return store.read(reading -> new Moments(reading).cut(moment));
    }

    /** The position of the last event; 0 where there is none. */
    public long head() {
        return store.read(reading -> reading.head().position());
    }

    /** The position right before the given request was answered; nothing where it was not. */
    public Optional<Long> before(String requestId) {
        return store.read(reading -> reading.request(requestId)).map(answered -> answered.first() - 1);
    }

    /** When the copy was made that this store is; nothing for one that was ever written to itself. */
    public Optional<Instant> backupOf() {
        return store.read(IndexReader::copiedAt);
    }

    /** The hash of the first event in hexadecimal digits: the same of a store and its copies, and of no other; nothing where it is empty. */
    public Optional<String> firstEvent() {
        return store.read(reading -> reading.after(0, 1).stream().findFirst())
                .map(first -> HexFormat.of().formatHex(first.hash()));
    }

    public StatusReader status() {
        return new StatusReader(this, store, views, states, options);
    }

    public HistoryReader history() {
        return new HistoryReader(store, states);
    }

    public PlanReader plans() {
        return new PlanReader(store, states, options);
    }

    public DocumentReader documents() {
        return new DocumentReader(store, states);
    }

    public IdReader ids() {
        return new IdReader(store, views);
    }

    public AuditReader audits() {
        return new AuditReader(store, options);
    }

    /** The names of the views. */
    public static List<String> viewNames() {
        return View.ALL.stream().map(View::name).toList();
    }

    /**
     * Makes a view again from the first event on. Readers see it as it was until all is done.
     *
     * @param name one of {@link #viewNames()}
     * @return how many of its rows were not as the log says
     * @throws java.util.NoSuchElementException where there is no such view
     */
    public long rebuildView(String name, Progress progress) {
        View view = View.ALL.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        return views.rebuild(view, progress);
    }
}
