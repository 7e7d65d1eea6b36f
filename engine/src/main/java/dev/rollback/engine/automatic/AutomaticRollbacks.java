package dev.rollback.engine.automatic;

import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackCommand.RollBackFailure;
import dev.rollback.api.RollbackId;
import dev.rollback.api.TaskFailure;
import dev.rollback.api.TaskId;
import dev.rollback.engine.axon.ConflictRetries;
import dev.rollback.store.IndexReader.DueRollback;
import dev.rollback.store.Store;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.Streams;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.callbacks.NoOpCallback;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the rollbacks that failures asked for: right after the failure, and, where that process ended before it could,
 * from whichever starts next. All of them send the same request, so it happens once.
 */
public final class AutomaticRollbacks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("rollback");

    /** So long whoever reported the failure waits for the rollback to begin; it begins in any case. */
    private static final long SECONDS_TO_BEGIN = 10;

    private final Store store;
    private final CommandGateway commands;
    private final Map<RollbackId, Awaited> awaited = new ConcurrentHashMap<>();

    /** A rollback that reporters wait for: how many, and whether it has begun. */
    private record Awaited(int reporters, boolean begun) {
        static final Awaited FIRST = new Awaited(1, false);
    }

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

    /** A rollback that a failure asked for is being carried out. */
    void begins(RollbackId rollback) {
        awaited.computeIfPresent(rollback, (same, now) -> new Awaited(now.reporters(), true));
    }

    /** Sends what is due of a task, and waits until it is done; not for long where it does not begin. */
    void roll(TaskId taskId) {
        Optional<DueRollback> due = store.read(reading -> reading.dueRollback(taskId.value()));
        due.ifPresent(failure -> await(List.of(send(failure))));
    }

    /** Those that were still due when this process began. */
    public List<RollbackId> carriedOutAtStart() {
        return carriedOut;
    }

    /** Sends all that is due, whoever left it, and waits in the same way. */
    public void start() {
        carriedOut = await(store.read(reading -> reading.dueRollbacks()).stream()
                .map(this::send)
                .toList());
    }

    // On a thread of its own: the sender may be inside a unit of work, of which this is to be no part.
    private Sent send(DueRollback due) {
        TaskFailure failure = new TaskFailure(new TaskId(due.task()), due.seq());
        String request = failure.requestId();
        RollBackFailure command = new RollBackFailure(RollbackId.ofRequest(request), failure);
        awaited.merge(
                command.rollbackId(), Awaited.FIRST, (now, first) -> new Awaited(now.reporters() + 1, now.begun()));
        Future<RollbackId> answer = senders.submit(() -> {
            MetaData from = MetaData.from(Map.of(MetadataKeys.REQUEST_ID, request, MetadataKeys.ACTOR, reporter(due)));
            return commands.<RollbackId>send(command, from).get();
        });
        return new Sent(command.rollbackId(), answer);
    }

    /** A rollback that was asked for, and the answer to come: null where there was nothing to do. */
    private record Sent(RollbackId rollback, Future<RollbackId> answer) {}

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

    private List<RollbackId> await(List<Sent> sent) {
        List<RollbackId> done = new ArrayList<>();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_BEGIN);
        for (Sent one : sent) {
            try {
                RollbackId rollback = answer(one.answer(), until - System.nanoTime(), () -> hasBegun(one.rollback()));
                if (rollback != null) {
                    done.add(rollback);
                }
            } catch (TimeoutException e) {
                LOG.info("an automatic rollback has not begun yet; it goes on");
            } catch (ExecutionException e) {
                // It left its record, or will be sent again by the next start.
                LOG.info(
                        "an automatic rollback was refused: {}",
                        RefusedException.in(e).map(RefusedException::code).orElse(null));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return done;
            } finally {
                awaited.computeIfPresent(
                        one.rollback(),
                        (same, now) -> now.reporters() == 1 ? null : new Awaited(now.reporters() - 1, now.begun()));
            }
        }
        return done;
    }

    private boolean hasBegun(RollbackId rollback) {
        Awaited now = awaited.get(rollback);
        return now != null && now.begun();
    }

    // One that waits for a thread or a worker of this very process may wait for its reporter: that must not be forever.
    static @Nullable RollbackId answer(Future<RollbackId> answer, long nanosToBegin, BooleanSupplier begun)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return answer.get(Math.max(0, nanosToBegin), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (begun.getAsBoolean()) {
                return answer.get();
            }
            throw e;
        }
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
