package dev.rollback.projections;

import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskQuery.FindTask;
import dev.rollback.engine.event.EventCodec;
import dev.rollback.engine.storage.Store;
import dev.rollback.engine.storage.StoredEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In a long-lived application: keeps the views close to the log, so that readers rarely have to, and tells those who
 * subscribed to a task when it changed, in this process or another.
 */
final class ViewFollower {
    private static final Logger LOG = LoggerFactory.getLogger(ViewFollower.class);
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final long STOP_WITHIN_MILLIS = 5_000;
    private static final int BATCH = 1_000;

    private final Store store;
    private final ReadModel views;
    private final QueryUpdateEmitter emitter;
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean stopped;
    private @Nullable Thread thread;
    private long told;

    ViewFollower(Store store, ReadModel views, QueryUpdateEmitter emitter) {
        this.store = store;
        this.views = views;
        this.emitter = emitter;
    }

    void start() {
        told = store.read(reading -> reading.head().position());
        store.onAppend(woken::release);
        thread = new Thread(this::follow, "rollback-views");
        thread.setDaemon(true);
        thread.start();
    }

    void stop() {
        stopped = true;
        woken.release();
        Thread follower = thread;
        if (follower == null) {
            return;
        }
        try {
            follower.join(STOP_WITHIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        while (!stopped) {
            try {
                views.advance();
                tell();
                if (woken.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                    woken.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("the views could not be advanced: {}. Trying again.", e.toString());
                woken.drainPermits();
                pause();
            }
        }
    }

    private void pause() {
        try {
            woken.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    private void tell() {
        List<StoredEvent> events = store.read(reading -> reading.after(told, BATCH));
        Set<TaskId> changed = new LinkedHashSet<>();
        for (StoredEvent event : events) {
            if (event.name().startsWith("task.") && EventCodec.read(event) instanceof TaskEvent change) {
                changed.add(change.taskId());
            }
            told = event.position();
        }
        for (TaskId taskId : changed) {
            views.task(new FindTask(taskId))
                    .ifPresent(view ->
                            emitter.emit(FindTask.class, query -> query.taskId().equals(taskId), view));
        }
        if (events.size() == BATCH) {
            woken.release();
        }
    }
}
