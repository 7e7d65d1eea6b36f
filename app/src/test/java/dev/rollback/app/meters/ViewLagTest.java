package dev.rollback.app.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A scrape costs the store little, and never fails or waits for long. */
@Timeout(30)
class ViewLagTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch answer = new CountDownLatch(1);
    private ViewLag lag = new ViewLag(registry, Map::of, now::get);

    @AfterEach
    void close() {
        answer.countDown();
        lag.close();
    }

    @Test
    void a_scrape_of_all_views_is_one_look_and_so_are_all_scrapes_of_a_second() {
        watch(() -> Map.of("tasks", 7L, "checkpoints", 0L, "rollbacks", 1L));
        for (int i = 0; i < 100; i++) {
            assertThat(scrape("tasks")).isEqualTo(7);
            assertThat(scrape("checkpoints")).isZero();
            assertThat(scrape("rollbacks")).isEqualTo(1);
        }
        assertThat(looks).hasValue(1);
        now.addAndGet(Duration.ofMillis(1001).toNanos());
        assertThat(scrape("tasks")).isEqualTo(7);
        assertThat(looks).hasValue(2);
    }

    @Test
    void nobody_looks_while_nobody_asks() {
        watch(Map::of);
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(looks).hasValue(0);
    }

    @Test
    void a_store_that_fails_makes_the_lag_unknown_and_the_next_look_finds_it_again() {
        AtomicInteger failures = new AtomicInteger(1);
        watch(() -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("the store is closed");
            }
            return Map.of("tasks", 3L);
        });
        assertThat(scrape("tasks")).isNaN();
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(scrape("tasks")).isEqualTo(3);
    }

    @Test
    void a_store_that_does_not_answer_is_waited_for_a_moment_by_one_scrape_and_not_at_all_by_the_next() {
        watch(() -> {
            await(answer);
            return Map.of("tasks", 5L);
        });
        assertThat(scrape("tasks")).isNaN();
        now.addAndGet(Duration.ofSeconds(60).toNanos());
        for (int i = 0; i < 1000; i++) {
            assertThat(scrape("tasks")).isNaN();
        }
        assertThat(looks).as("no second caller waits where one does already").hasValue(1);
        answer.countDown();
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            now.addAndGet(Duration.ofSeconds(2).toNanos());
            assertThat(scrape("tasks")).isEqualTo(5);
        });
    }

    @Test
    void after_the_end_the_gauges_are_gone_and_whoever_still_holds_one_reads_no_number() {
        watch(() -> Map.of("tasks", 5L));
        var held = registry.get("rollback.view.lag").tag("view", "tasks").gauge();
        lag.close();
        assertThat(registry.find("rollback.view.lag").gauges()).isEmpty();
        assertThatNoException().isThrownBy(() -> assertThat(held.value()).isNaN());
        assertThat(looks).hasValue(0);
    }

    private void watch(Supplier<Map<String, Long>> store) {
        lag.close();
        Supplier<Map<String, Long>> counted = () -> {
            looks.incrementAndGet();
            return store.get();
        };
        lag = new ViewLag(registry, counted, now::get);
    }

    private double scrape(String view) {
        return registry.get("rollback.view.lag").tag("view", view).gauge().value();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("never");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
