package dev.rollback.app.meters;

import dev.rollback.projections.ReadModel;
import dev.rollback.projections.View;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The gauges {@code rollback.view.lag}. Looks at most once a second however often and by however many it is asked, in
 * one read for all views, and not at all while nobody asks. Whoever asks waits a moment at most: where the store does
 * not answer by then, or at all, the lag is not a number.
 */
final class ViewLag implements AutoCloseable {
    private static final long MAX_AGE = Duration.ofSeconds(1).toNanos();
    private static final long MOMENT = Duration.ofMillis(100).toNanos();

    private static final CompletableFuture<Map<String, Long>> NEVER =
            CompletableFuture.failedFuture(new IllegalStateException("closed"));

    private final Supplier<Map<String, Long>> look;
    private final LongSupplier nanoTime;
    private final ExecutorService thread;
    private final MeterRegistry registry;
    private final List<Gauge> gauges;
    private @Nullable Look last;
    private boolean closed;

    /** One look at the store, under way or done. */
    private record Look(long begun, CompletableFuture<Map<String, Long>> answer) {}

    ViewLag(MeterRegistry registry, Supplier<Map<String, Long>> look, LongSupplier nanoTime) {
        this.look = look;
        this.nanoTime = nanoTime;
        this.thread = Executors.newCachedThreadPool(work -> {
            Thread made = new Thread(work, "rollback-meters");
            made.setDaemon(true);
            return made;
        });
        this.registry = registry;
        this.gauges = View.ALL.stream().map(view -> gauge(view.name())).toList();
    }

    static ViewLag of(MeterRegistry registry, ReadModel views) {
        return new ViewLag(registry, views::lag, System::nanoTime);
    }

    private Gauge gauge(String view) {
        return Gauge.builder("rollback.view.lag", () -> of(view))
                .description("Events that a view has still to take in")
                .baseUnit("events")
                .tag("view", view)
                .strongReference(true)
                .register(registry);
    }

    double of(String view) {
        Look current = current();
        try {
            long left = Math.max(0, MOMENT - (nanoTime.getAsLong() - current.begun));
            return current.answer.get(left, TimeUnit.NANOSECONDS).getOrDefault(view, 0L);
        } catch (ExecutionException | TimeoutException e) {
            return Double.NaN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Double.NaN;
        }
    }

    private synchronized Look current() {
        long now = nanoTime.getAsLong();
        Look known = last;
        // One that hangs is not joined by a second: the store would have two callers who wait in place of one.
        if (known == null || (known.answer.isDone() && now - known.begun > MAX_AGE)) {
            known = new Look(now, closed ? NEVER : CompletableFuture.supplyAsync(look, thread));
            last = known;
        }
        return known;
    }

    /** The gauges are taken out of the registry, so that an engine opened later has its own. */
    @Override
    public synchronized void close() {
        gauges.forEach(registry::remove);
        closed = true;
        last = null;
        thread.shutdown();
    }
}
