package dev.rollback.projections;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.LoggedFailure;
import dev.rollback.store.Store;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the views new in the background, and tells subscription queries for a task of each newer state. Wakes after
 * each append of its own store, and looks every half second for what other processes wrote.
 */
final class ViewFollower {
    private static final Logger LOG = LoggerFactory.getLogger(ViewFollower.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(60);

    private final Store store;
    private final ReadModel views;
    private final SubscriptionUpdates updates;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean stopped;
    private @Nullable Thread thread;
    private boolean failing;

    ViewFollower(Store store, ReadModel views, Supplier<QueryUpdateEmitter> emitter) {
        this.store = store;
        this.views = views;
        this.updates = new SubscriptionUpdates(views, emitter);
        store.onAppend(wake::release);
    }

    synchronized void start() {
        updates.beginAfter(head());
        stopped = false;
        wake.release(); // what was written before the start is new to the views
        Thread started = new Thread(this::follow, "rollback-views");
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    /** Returns when the thread has ended. */
    synchronized void stop() {
        stopped = true;
        wake.release();
        Thread stopping = thread;
        if (stopping != null) {
            awaitEnd(stopping);
            thread = null;
        }
    }

    private static void awaitEnd(Thread stopping) {
        try {
            stopping.join(STOP_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stopping.isAlive()) {
            LOG.warn("the views are still being advanced; the store must not be closed before that ends");
        }
    }

    private void follow() {
        try {
            while (!stopped) {
                if (wake.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
                if (!stopped) {
                    lookOrLog();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookOrLog() {
        try {
            look();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                warn(e);
            }
            failing = true;
        }
    }

    // That a store is busy or must not be written is a state of it, and no fault that somebody has to look for.
    private static void warn(RuntimeException failure) {
        Optional<RefusedException> refused =
                RefusedException.in(failure).filter(e -> e.code() == RefusalCode.STORE_UNAVAILABLE);
        if (refused.isPresent()) {
            LOG.warn(
                    "the views cannot be advanced, trying again every {} ms: {}",
                    LOOK_EVERY.toMillis(),
                    refused.get().getMessage());
        } else {
            LOG.warn(
                    "the views cannot be advanced; trying again every {} ms",
                    LOOK_EVERY.toMillis(),
                    LoggedFailure.of(failure));
        }
    }

    /** One look. Events that are written during it are left to the next. */
    void look() {
        long head = head();
        if (views.advanceWhile(() -> !stopped)) {
            updates.tellUpTo(head);
        }
    }

    private long head() {
        return store.read(reading -> reading.head().position());
    }
}
