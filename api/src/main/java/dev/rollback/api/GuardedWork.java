package dev.rollback.api;

import dev.rollback.api.RetentionCommand.EndCheckpointLease;
import dev.rollback.api.RetentionCommand.LeaseCheckpoint;
import dev.rollback.api.RollbackCommand.RollBack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One piece of work whose task goes back to a checkpoint should it fail; until it has ended the checkpoint is kept. */
final class GuardedWork {
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration RENEW_EVERY = Duration.ofSeconds(30);
    private static final ScheduledExecutorService RENEWALS = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "rollback-leases");
        thread.setDaemon(true);
        return thread;
    });

    private final Gateways gateways;
    private final FailureClassifier classifier;
    private final TaskId taskId;
    private final CheckpointId checkpointId;
    private final LeaseCheckpoint lease;
    private final ScheduledFuture<?> renewals;

    private GuardedWork(Gateways gateways, FailureClassifier classifier, TaskId taskId, CheckpointId checkpointId) {
        this.gateways = gateways;
        this.classifier = classifier;
        this.taskId = taskId;
        this.checkpointId = checkpointId;
        this.lease = new LeaseCheckpoint(checkpointId, UUID.randomUUID().toString(), LEASE);
        gateways.await(gateways.send(lease));
        this.renewals = RENEWALS.scheduleAtFixedRate(
                this::renew, RENEW_EVERY.toSeconds(), RENEW_EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    /** @throws RefusedException NOT_FOUND or CLEANED_UP where there is nothing to go back to: the work is not begun */
    static GuardedWork begin(
            Gateways gateways, FailureClassifier classifier, TaskId taskId, CheckpointId checkpointId) {
        // A request id names the caller's own request; what is sent here are others.
        Gateways own = gateways.withContext(gateways.context().withoutRequestId());
        return new GuardedWork(own, classifier, taskId, checkpointId);
    }

    /** The checkpoint need not be kept for this work any more. */
    void end() {
        renewals.cancel(false);
        CompletableFuture<Object> unused = gateways.send(new EndCheckpointLease(checkpointId, lease.lease()));
    }

    /** Rolls the task back, and attaches to the error what became of that. */
    void failed(Throwable error) {
        boolean interrupted = Thread.interrupted();
        try {
            RollBack back = rollback(error);
            RollbackView record = gateways.await(RollbackManager.rollBackAsync(gateways, back));
            error.addSuppressed(new RolledBackException(record));
        } catch (RefusedException refused) {
            if (refused.code() != RefusalCode.ALREADY_THERE) {
                error.addSuppressed(refused);
            }
        } finally {
            end();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RollBack rollback(Throwable error) {
        return new RollBack(
                        RollbackId.random(),
                        RollbackScope.to(checkpointId).withTasks(List.of(taskId)),
                        classifier.reasonOf(error),
                        "work on task %s failed: %s".formatted(taskId, error),
                        Map.of())
                .confirm();
    }

    private void renew() {
        CompletableFuture<Object> unused = gateways.send(lease);
    }
}
