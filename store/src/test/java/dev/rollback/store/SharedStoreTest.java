package dev.rollback.store;

import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.store.StoreMonitor.Wait;
import dev.rollback.store.crash.CrashWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several processes on one store. */
@Timeout(180)
class SharedStoreTest {
    private static final StoreOptions OPTIONS = StoreOptions.of(InstantSource.system());

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource
    void a_process_killed_with_the_lock_in_hand_stops_nobody(StoreKind kind) {
        try (Store store = kind.create(folder, OPTIONS.withPatience(Duration.ofSeconds(10)));
                Forked holder = Forked.start(folder, LockHolder.class, kind.address(folder), "30")
                        .awaitLine()) {
            holder.kill();
            assertThat(store.append(unit("task/a", 0)).first()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_process_that_keeps_the_lock_is_waited_for_and_then_the_caller_is_told(StoreKind kind) {
        HeardMonitor monitor = new HeardMonitor();
        StoreOptions options = OPTIONS.withPatience(Duration.ofMillis(500)).withMonitor(monitor);
        try (Store store = kind.create(folder, options);
                Forked holder = Forked.start(folder, LockHolder.class, kind.address(folder), "30")
                        .awaitLine()) {
            assertThatThrownBy(() -> store.append(unit("task/a", 0)))
                    .isInstanceOf(StoreBusyException.class)
                    .hasMessageContaining("busy")
                    .hasMessageContaining("Nothing was written");
            assertThat(monitor.refusals).containsExactly(Wait.LOCK);
            assertThat(monitor.longest(Wait.LOCK)).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(400));
            assertThat(store.read(Reading::head).position())
                    .as("reading needs no lock")
                    .isZero();
            holder.kill();
            assertThat(store.append(unit("task/a", 0)).first()).isEqualTo(1);
        }
    }

    /** Three others append without a pause, with eight threads each. */
    @ParameterizedTest
    @EnumSource
    void who_writes_now_and_then_is_not_starved_by_those_who_never_stop(StoreKind kind) {
        List<Forked> others = new ArrayList<>();
        List<Long> waits = new ArrayList<>();
        try (Store store = kind.create(folder, OPTIONS)) {
            for (int n = 0; n < 3; n++) {
                others.add(Forked.start(folder, CrashWriter.class, kind.address(folder), "o" + n, "" + n, "8"));
            }
            others.forEach(Forked::awaitLine);
            for (int n = 0; n < 50; n++) {
                long asked = System.nanoTime();
                store.append(unit("task/mine", n));
                waits.add((System.nanoTime() - asked) / 1_000_000);
            }
            long written = store.read(Reading::head).position();
            System.err.printf("SharedStoreTest on %s: waits of %s ms, %d events%n", kind, spread(waits), written);
        } finally {
            others.forEach(Forked::kill);
        }
        assertThat(Collections.max(waits)).as("waits %s", waits).isLessThan(5_000);
    }

    private static List<Long> spread(List<Long> waits) {
        List<Long> sorted = waits.stream().sorted().toList();
        return IntStream.of(0, 50, 90, 99)
                .mapToObj(percent -> sorted.get(percent * sorted.size() / 100))
                .toList();
    }
}
