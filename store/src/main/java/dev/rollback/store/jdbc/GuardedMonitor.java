package dev.rollback.store.jdbc;

import dev.rollback.store.LoggedFailure;
import dev.rollback.store.StoreMonitor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A monitor whose own failure reaches nobody: what it hears of is done, and must not look as if it had failed. */
final class GuardedMonitor implements StoreMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedMonitor.class);

    private final StoreMonitor monitor;
    private final AtomicBoolean told = new AtomicBoolean();

    private GuardedMonitor(StoreMonitor monitor) {
        this.monitor = monitor;
    }

    static StoreMonitor of(StoreMonitor monitor) {
        return monitor == NONE ? NONE : new GuardedMonitor(monitor);
    }

    @Override
    public void waited(Wait what, long nanos) {
        guard(() -> monitor.waited(what, nanos));
    }

    @Override
    public void refusedAsBusy(Wait what) {
        guard(() -> monitor.refusedAsBusy(what));
    }

    @Override
    public void appended(int units, int events, long nanos) {
        guard(() -> monitor.appended(units, events, nanos));
    }

    @Override
    public void wrote(long nanos) {
        guard(() -> monitor.wrote(nanos));
    }

    private void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            if (told.compareAndSet(false, true)) {
                LOG.warn(
                        "the store's monitor failed; its numbers are wrong from here on, the store's are not",
                        LoggedFailure.of(e));
            }
        }
    }
}
