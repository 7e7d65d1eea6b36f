package dev.rollback.engine.automatic;

import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackCommand.RollBackFailure;
import dev.rollback.api.RollbackId;
import dev.rollback.api.TaskFailure;
import dev.rollback.api.TaskId;
import dev.rollback.engine.axon.ConflictRetries;
import dev.rollback.engine.event.EventCodec;
import dev.rollback.engine.event.Streams;
import dev.rollback.engine.storage.IndexReader.DueRollback;
import dev.rollback.engine.storage.Store;
import dev.rollback.engine.storage.StoredEvent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.callbacks.NoOpCallback;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.messaging.MetaData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the rollbacks that failures asked for: right after the failure, and, where that process ended before it could,
 * from whichever starts next. All of them send the same request, so it happens once.
 */
public final class AutomaticRollbacks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("rollback");

    /** So long whoever reported the failure waits for the task to be back; it goes back in any case. */
    private static final long SECONDS_TO_WAIT = 10;

    private final Store store;
    private final CommandGateway commands;
    private volatile List<RollbackId> carriedOut = List.of();
    private final ExecutorService senders = Executors.newCachedThreadPool(work -> daemon(work, "rollback-automatic"));
    private final ScheduledExecutorService retries =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "rollback-automatic-retries"));

    public AutomaticRollbacks(Store store, CommandBus commandBus, InstantSource clock) {
        this.store = store;
        ConflictRetries conflicts = new ConflictRetries(retries, clock);
        this.commands = DefaultCommandGateway.builder()
                .commandBus(commandBus)
                .retryScheduler(conflicts)
                .dispatchInterceptors(List.of(conflicts.deadlines()))
                .commandCallback(NoOpCallback.INSTANCE)
                .build();
    }

    /** Sends what is due of a task, and waits for it, but not for long. */
    void roll(TaskId taskId) {
        Optional<DueRollback> due = store.read(reading -> reading.dueRollback(taskId.value()));
        due.ifPresent(failure -> await(List.of(send(failure))));
    }

    /** Those that were still due when this process began. */
    public List<RollbackId> carriedOutAtStart() {
        return carriedOut;
    }

    /** Sends all that is due, whoever left it, and waits for it, but not for long. */
    public void start() {
        carriedOut = await(store.read(reading -> reading.dueRollbacks()).stream()
                .map(this::send)
                .toList());
    }

    // On a thread of its own: the sender may be inside a unit of work, of which this is to be no part.
    private Future<RollbackId> send(DueRollback due) {
        TaskFailure failure = new TaskFailure(new TaskId(due.task()), due.seq());
        String request = failure.requestId();
        RollBackFailure command = new RollBackFailure(RollbackId.ofRequest(request), failure);
        return senders.submit(() -> {
            MetaData from = MetaData.from(Map.of(MetadataKeys.REQUEST_ID, request, MetadataKeys.ACTOR, reporter(due)));
            return commands.<RollbackId>send(command, from).get();
        });
    }

    /** Who reported the failure also asked for its rollback. */
    private String reporter(DueRollback due) {
        List<StoredEvent> failed =
                store.read(reading -> reading.stream(Streams.of(new TaskId(due.task())), due.seq(), due.seq()));
        return failed.stream()
                .map(event -> EventCodec.metadata(event).getOrDefault(MetadataKeys.ACTOR, "unknown"))
                .findFirst()
                .map(Object::toString)
                .orElse("unknown");
    }

    private static List<RollbackId> await(List<Future<RollbackId>> sent) {
        List<RollbackId> done = new ArrayList<>();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_WAIT);
        for (Future<RollbackId> one : sent) {
            try {
                RollbackId rollback = one.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (rollback != null) {
                    done.add(rollback);
                }
            } catch (TimeoutException e) {
                LOG.info("an automatic rollback takes longer; it goes on");
            } catch (ExecutionException e) {
                // It left its record, or will be sent again by the next start.
                LOG.info(
                        "an automatic rollback was refused: {}",
                        RefusedException.in(e).map(RefusedException::code).orElse(null));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return done;
            }
        }
        return done;
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        senders.shutdown();
        retries.shutdown();
    }
}
