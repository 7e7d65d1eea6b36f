package dev.rollback.engine.retention;

import static dev.rollback.api.ComponentName.TASK_STATE;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.CheckpointCommand.CreateSystemCheckpoint;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointManager;
import dev.rollback.api.PruneReport;
import dev.rollback.api.PruneReport.Cleaned;
import dev.rollback.api.PruneReport.Kept;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RetentionCommand.LeaseCheckpoint;
import dev.rollback.api.RetentionRule;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackManager;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackScope.LaterWork;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.json.Json;
import dev.rollback.engine.LogWalk;
import dev.rollback.engine.TestEngine;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Tasks with checkpoints, and what becomes of these. */
final class Keeper implements AutoCloseable {
    private static final RequestContext ANN = RequestContext.of("ann");

    final TestEngine engine;
    final CheckpointManager checkpoints;
    final RollbackManager rollbacks;

    private Keeper(TestEngine engine) {
        this.engine = engine;
        this.checkpoints = new CheckpointManager(engine.commands, engine.queries, ANN);
        this.rollbacks = new RollbackManager(engine.commands, engine.queries, ANN, 100);
    }

    static Keeper on(Store store, InstantSource clock, int historyLimit) {
        return on(store, clock, RollbackSettings.defaults().withMaxCheckpoints(1_000), historyLimit);
    }

    static Keeper on(Store store, InstantSource clock, RollbackSettings settings, int historyLimit) {
        return new Keeper(TestEngine.on(store, clock, settings, historyLimit));
    }

    /** A task that stays failed when it fails. */
    void register(String task) {
        TaskPolicy staysFailed = new TaskPolicy(true, false, false);
        engine.tasks.send(new RegisterTask(new TaskId(task), "Task " + task, List.of(), null, staysFailed));
        set(task, 0);
    }

    void set(String task, int n) {
        engine.tasks.merge(task, TASK_STATE, Json.parse("{\"n\":%d}".formatted(n)));
    }

    /** Each taken of the next number. */
    void checkpoints(String task, String... ids) {
        for (int i = 0; i < ids.length; i++) {
            checkpoint(task, ids[i], i + 1);
        }
        set(task, 100);
    }

    void checkpoint(String task, String id, int n) {
        set(task, n);
        engine.tasks.send(new CreateCheckpoint(new TaskId(task), id(id), "phase"));
    }

    void checkpointOfFailed(String task, String id) {
        engine.tasks.send(new CreateCheckpoint(new TaskId(task), id(id), "phase"));
        engine.tasks.reopen(task);
    }

    void everything(String... ids) {
        for (String id : ids) {
            engine.commands.sendAndWait(new CreateSystemCheckpoint(id(id), null));
        }
    }

    void rollBack(String checkpoint, String rollback) {
        rollBack(RollbackScope.to(id(checkpoint)), rollback);
    }

    void rollBack(RollbackScope scope, String rollback) {
        engine.commands.sendAndWait(new RollBack(new RollbackId(rollback), scope, "why").confirm());
    }

    static RollbackScope undoing(String rollback) {
        return RollbackScope.undoing(new RollbackId(rollback)).with(LaterWork.DISCARD);
    }

    void lease(String checkpoint, String lease, Duration length) {
        engine.commands.sendAndWait(new LeaseCheckpoint(id(checkpoint), lease, length));
    }

    PruneReport keepLast(int count) {
        return checkpoints.prune(new RetentionRule(count, null, null));
    }

    CheckpointEntry entry(String checkpoint) {
        return engine.store.read(reading -> reading.checkpoint(checkpoint).orElseThrow());
    }

    List<String> offered(String task) {
        return engine.store.read(reading -> reading.checkpointsOffered(task)).stream()
                .map(CheckpointEntry::checkpointId)
                .toList();
    }

    static List<String> pruned(PruneReport report) {
        return ids(report.pruned());
    }

    static List<String> archived(PruneReport report) {
        return ids(report.archived());
    }

    static List<String> kept(PruneReport report) {
        return report.kept().stream().map(Keeper::text).toList();
    }

    private static String text(Kept kept) {
        return kept.checkpointId() + " " + kept.promise();
    }

    private static List<String> ids(List<Cleaned> cleaned) {
        return cleaned.stream().map(one -> one.checkpointId().value()).toList();
    }

    static CheckpointId id(String checkpoint) {
        return new CheckpointId(checkpoint);
    }

    static void assertRefused(RefusalCode code, String words, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(words)
                .extracting(e -> ((RefusedException) e).code())
                .isEqualTo(code);
    }

    void assertIndexAgrees() {
        long head = engine.head();
        engine.store.<Void>read(reading -> {
            new LogWalk().to(reading, head).assertIndexAgrees(reading);
            return null;
        });
    }

    @Override
    public void close() {
        engine.close();
    }
}
