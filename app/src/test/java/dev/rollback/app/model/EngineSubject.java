package dev.rollback.app.model;

import dev.rollback.api.BoardCommand.ImportDocument;
import dev.rollback.api.BoardCommand.RecordExport;
import dev.rollback.api.CheckpointCommand.CreateSystemCheckpoint;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointManager;
import dev.rollback.api.CheckpointQuery.FindCheckpoints;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.Moment.AtSeq;
import dev.rollback.api.PageRequest;
import dev.rollback.api.PruneReport;
import dev.rollback.api.PruneReport.Cleaned;
import dev.rollback.api.PruneReport.Kept;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RetentionCommand;
import dev.rollback.api.RetentionCommand.ArchiveCheckpoint;
import dev.rollback.api.RetentionCommand.DeleteCheckpoint;
import dev.rollback.api.RetentionCommand.HoldCheckpoint;
import dev.rollback.api.RetentionCommand.PruneCheckpoints;
import dev.rollback.api.RetentionCommand.ReleaseCheckpoint;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.LeftAlone;
import dev.rollback.api.RollbackPlan.TaskPlan;
import dev.rollback.api.RollbackQuery.FindRollbacks;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackView;
import dev.rollback.api.RollbackView.RolledBackTask;
import dev.rollback.api.TaskCommand;
import dev.rollback.api.TaskDiffView;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView;
import dev.rollback.api.audit.AuditReport;
import dev.rollback.api.audit.AuditScope;
import dev.rollback.api.json.Json;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.engine.LogWalk;
import dev.rollback.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandExecutionException;
import org.jspecify.annotations.Nullable;

/** The real engine on a store of its own, through the façades. */
final class EngineSubject implements Subject {
    private static final int ALL = 10_000;

    private final StoreAddress address;
    private final FreshStore fresh;
    private Store store;
    private RollbackEngine engine;

    private EngineSubject(FreshStore fresh) {
        this.fresh = fresh;
        this.address = fresh.address();
        this.store = Stores.create(address, Map.of(), InstantSource.system());
        this.engine = engine();
    }

    /** On a store that is gone when it is closed. */
    static EngineSubject on(FreshStore fresh) {
        return new EngineSubject(fresh);
    }

    private RollbackEngine engine() {
        return RollbackEngine.on(
                store,
                EngineOptions.defaults().withStore(address).withActor("ann").withHistoryLimit(Promises.HISTORY));
    }

    @Override
    public @Nullable Object send(Object command, RequestContext context) {
        if (command instanceof TaskCommand c) {
            return engine.tasks().with(context).send(c);
        } else if (command instanceof CreateSystemCheckpoint c) {
            return engine.checkpoints().with(context).createSystem(c);
        } else if (command instanceof RollBack c) {
            return engine.rollbacks().with(context).rollBack(c).rollbackId();
        } else if (command instanceof RetentionCommand c) {
            return send(c, engine.checkpoints().with(context));
        } else if (command instanceof ImportDocument c) {
            engine.board().with(context).importDocument(c.document(), c.source(), c.asOf(), c.keepOurs());
            return null;
        } else if (command instanceof RecordExport c) {
            engine.board().with(context).recordExport(c.document(), c.target());
            return null;
        }
        throw new IllegalStateException("no way to send " + command);
    }

    private @Nullable Object send(RetentionCommand command, CheckpointManager checkpoints) {
        if (command instanceof HoldCheckpoint c) {
            checkpoints.hold(c.checkpointId());
        } else if (command instanceof ReleaseCheckpoint c) {
            checkpoints.release(c.checkpointId());
        } else if (command instanceof ArchiveCheckpoint c) {
            checkpoints.archive(c.checkpointId());
        } else if (command instanceof DeleteCheckpoint c) {
            return checkpoints.delete(c.checkpointId());
        } else if (command instanceof PruneCheckpoints c) {
            return seen(checkpoints.prune(c.rule()));
        } else {
            lease(command);
        }
        return null;
    }

    private void lease(RetentionCommand command) {
        try {
            engine.commandGateway().sendAndWait(command);
        } catch (CommandExecutionException e) {
            throw RefusedException.in(e).orElseThrow(() -> e);
        }
    }

    private static Seen.Cleanup seen(PruneReport report) {
        return new Seen.Cleanup(
                report.pruned().stream().map(Cleaned::checkpointId).collect(Collectors.toSet()),
                report.archived().stream().map(Cleaned::checkpointId).collect(Collectors.toSet()),
                report.kept().stream().map(Kept::checkpointId).collect(Collectors.toSet()));
    }

    @Override
    public Seen.Plan plan(RollbackScope scope) {
        RollbackPlan plan = engine.rollbacks().plan(scope);
        return new Seen.Plan(
                plan.cut(),
                plan.tasks().stream()
                        .map(task -> planned(task, scope.undoes() != null))
                        .toList(),
                plan.leftAlone().stream().map(LeftAlone::taskId).collect(Collectors.toSet()),
                plan.needsConfirmation(),
                plan.scope(),
                plan.digest(),
                plan.planned());
    }

    /** Of what is undone nothing was dragged along anew. */
    private static Seen.Planned planned(TaskPlan task, boolean undo) {
        return new Seen.Planned(
                task.taskId(),
                !undo && task.draggedBy() != null,
                task.checkpointId(),
                task.cut(),
                task.seq(),
                task.targetSeq(),
                task.epoch(),
                task.status(),
                task.worked());
    }

    @Override
    public RollbackId undoToRedo(RollbackId rollback) {
        return engine.rollbacks()
                .find(rollback)
                .map(RollbackView::undoToRedo)
                .orElseThrow(() -> new RefusedException(RefusalCode.NOT_FOUND, "there is no " + rollback));
    }

    @Override
    public long head() {
        return store.<Long>read(reading -> reading.head().position());
    }

    @Override
    public List<Seen.Task> tasks(List<TaskId> tasks) {
        return tasks.stream()
                .map(task -> seen(engine.tasks().find(task.value()).orElseThrow()))
                .toList();
    }

    @Override
    public List<Seen.Task> tasksAt(long position) {
        return engine.tasks().listAt(new AtPosition(position)).items().stream()
                .map(EngineSubject::seen)
                .toList();
    }

    @Override
    public Seen.Task taskAfter(TaskId task, long seq) {
        return seen(Objects.requireNonNull(
                engine.tasks().findAt(task.value(), new AtSeq(seq)).task()));
    }

    @Override
    public List<TaskId> changedBetween(long from, long to) {
        return engine.history().diff(new AtPosition(from), new AtPosition(to)).items().stream()
                .map(TaskDiffView::taskId)
                .toList();
    }

    private static Seen.Task seen(TaskView view) {
        return new Seen.Task(
                view.taskId(),
                view.status(),
                view.epoch(),
                view.seq(),
                view.position(),
                view.workedOn(),
                view.policy(),
                view.forkedFrom(),
                view.status() == TaskStatus.RETRACTED ? null : facts(view),
                view.components());
    }

    private static Seen.TaskFacts facts(TaskView view) {
        return new Seen.TaskFacts(
                view.title(), view.statusText(), view.error(), view.dependsOn(), view.parent(), view.data());
    }

    @Override
    public List<Seen.Checkpoint> checkpoints() {
        FindCheckpoints all = new FindCheckpoints(null, true, PageRequest.first(ALL), null);
        return engine.checkpoints().list(all).items().stream()
                .map(EngineSubject::seen)
                .toList();
    }

    @Override
    public List<CheckpointId> offered() {
        return engine.checkpoints().list().stream()
                .map(CheckpointView::checkpointId)
                .toList();
    }

    private static Seen.Checkpoint seen(CheckpointView view) {
        if (view.taskId() == null) {
            return new Seen.Checkpoint(view.checkpointId(), view.position(), view.state(), view.held(), null);
        }
        return new Seen.Checkpoint(
                view.checkpointId(),
                view.position(),
                view.state(),
                view.held(),
                new Seen.OwnCheckpoint(
                        view.taskId(),
                        Objects.requireNonNull(view.taskStatus()),
                        view.onCurrentLine(),
                        view.parent(),
                        view.epoch(),
                        view.seq(),
                        view.stateHash()));
    }

    @Override
    public List<Seen.Rollback> rollbacks() {
        FindRollbacks all = new FindRollbacks(null, Map.of(), PageRequest.first(ALL));
        return engine.rollbacks().history(all).items().stream()
                .map(EngineSubject::seen)
                .toList();
    }

    private static Seen.Rollback seen(RollbackView view) {
        return new Seen.Rollback(
                view.rollbackId(),
                view.status(),
                view.reason(),
                view.failure(),
                view.code(),
                view.cut(),
                view.undoneBy(),
                view.tasks().stream()
                        .map(task -> seen(task, view.scope().undoes() != null))
                        .toList());
    }

    private static Seen.RolledBack seen(RolledBackTask task, boolean undo) {
        return new Seen.RolledBack(
                task.taskId(),
                task.checkpointId(),
                task.targetSeq(),
                task.epoch(),
                !undo && task.draggedBy() != null,
                task.components() == null ? null : Set.copyOf(task.components()));
    }

    @Override
    public @Nullable Json document() {
        return engine.board().document().document();
    }

    @Override
    public void restart() {
        engine.close();
        store = Stores.open(address, Map.of(), InstantSource.system());
        engine = engine();
    }

    @Override
    public void forgetSnapshots() {
        store.write(reading -> reading.sql().update("DELETE FROM snapshot"));
    }

    @Override
    public void audit() {
        store.read(reading -> {
            new LogWalk().to(reading, reading.head().position()).assertIndexAgrees(reading);
            return true;
        });
        AuditReport report = engine.audit(AuditScope.ALL);
        if (!report.isSound()) {
            throw new AssertionError("the audit finds " + report.shown());
        }
    }

    @Override
    public void close() {
        engine.close();
        fresh.remove();
    }
}
