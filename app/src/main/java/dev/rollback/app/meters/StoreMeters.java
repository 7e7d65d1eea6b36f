package dev.rollback.app.meters;

import dev.rollback.store.StoreMonitor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The meters {@code rollback.store.*}: what a store's callers wait for and what is committed. Given to a store when it
 * is opened, with {@code StoreOptions.withMonitor}. Several stores with one registry are counted together.
 */
public final class StoreMeters implements StoreMonitor {
    private final MeterRegistry registry;
    private final Map<Wait, Timer> waits = new ConcurrentHashMap<>();
    private final Map<Wait, Counter> busy = new ConcurrentHashMap<>();
    private final Timer unitCommits;
    private final Timer viewCommits;
    private final DistributionSummary units;
    private final Counter events;

    public StoreMeters(MeterRegistry registry) {
        this.registry = registry;
        unitCommits = commits("units");
        viewCommits = commits("views");
        units = DistributionSummary.builder("rollback.store.commit.units")
                .description("Units of work that shared one commit")
                .baseUnit("units")
                .register(registry);
        events = Counter.builder("rollback.store.events")
                .description("Events committed to the log")
                .baseUnit("events")
                .register(registry);
        for (Wait what : Wait.values()) {
            waits(what);
            busy(what);
        }
    }

    private Timer commits(String kind) {
        return Timer.builder("rollback.store.commits")
                .description("Transactions committed, and how long each held the lock")
                .tag("kind", kind)
                .register(registry);
    }

    private Timer waits(Wait what) {
        return waits.computeIfAbsent(
                what,
                missing -> Timer.builder("rollback.store.waits")
                        .description("How long callers of the store waited, in vain or not")
                        .tag("wait", name(missing))
                        .register(registry));
    }

    private Counter busy(Wait what) {
        return busy.computeIfAbsent(
                what,
                missing -> Counter.builder("rollback.store.busy")
                        .description("Callers refused as busy when their patience ended")
                        .baseUnit("refusals")
                        .tag("wait", name(missing))
                        .register(registry));
    }

    private static String name(Wait what) {
        return what.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void waited(Wait what, long nanos) {
        waits(what).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void refusedAsBusy(Wait what) {
        busy(what).increment();
    }

    @Override
    public void appended(int unitCount, int eventCount, long nanos) {
        unitCommits.record(nanos, TimeUnit.NANOSECONDS);
        units.record(unitCount);
        events.increment(eventCount);
    }

    @Override
    public void wrote(long nanos) {
        viewCommits.record(nanos, TimeUnit.NANOSECONDS);
    }
}
