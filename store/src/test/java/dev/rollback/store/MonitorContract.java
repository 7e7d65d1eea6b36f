package dev.rollback.store;

import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.rollback.store.Callers.Call;
import dev.rollback.store.StoreMonitor.Wait;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a monitor hears. */
interface MonitorContract extends StoreUnderTest {

    @Test
    default void a_monitor_hears_of_each_commit_with_its_units_and_events() throws Exception {
        HeardMonitor monitor = watched();
        append(unit("task/a", 0, "x", "y"));
        assertThatThrownBy(() -> append(unit("task/a", 7, "z"))).isInstanceOf(StreamConflictException.class);
        store().write(reading -> 0);
        assertThat(monitor.appends)
                .extracting(HeardMonitor.Appended::units, HeardMonitor.Appended::events)
                .containsExactly(tuple(1, 2));
        assertThat(monitor.writes).hasSize(1);
        monitor.appends.clear();
        Callers.all(Callers.whileHeld(store(), () -> queued(5)));
        assertThat(monitor.appends)
                .extracting(HeardMonitor.Appended::units, HeardMonitor.Appended::events)
                .containsExactly(tuple(5, 5));
        assertThat(monitor.appends).allMatch(heard -> heard.nanos() > 0);
    }

    @Test
    default void a_monitor_hears_how_long_each_caller_waited() throws Exception {
        HeardMonitor monitor = watched();
        append(unit("task/a", 0));
        store().read(Reading::head);
        assertThat(monitor.waits)
                .extracting(HeardMonitor.Waited::what)
                .containsExactly(Wait.TURN, Wait.LOCK, Wait.READER);
        monitor.waits.clear();
        long[] held = new long[1];
        Callers.all(Callers.whileHeld(store(), () -> {
            List<Call<Appended>> calls = queued(3);
            long since = System.nanoTime();
            await().until(() ->
                    System.nanoTime() - since > Duration.ofMillis(20).toNanos());
            held[0] = System.nanoTime() - since;
            return calls;
        }));
        assertThat(monitor.waits.stream()
                        .filter(wait -> wait.what() == Wait.TURN)
                        .filter(wait -> wait.nanos() >= held[0]))
                .as("those three, and not the holder")
                .hasSize(3);
    }

    @Test
    default void a_monitor_hears_of_who_was_refused_as_busy() throws Exception {
        HeardMonitor monitor = new HeardMonitor();
        reopen(options -> options.withMonitor(monitor).withReaders(1).withPatience(Duration.ofMillis(30)));
        Callers.whileHeld(store(), () -> {
            assertThatThrownBy(() -> append(unit("task/a", 0))).isInstanceOf(StoreBusyException.class);
            assertThatThrownBy(() -> store().write(reading -> 0)).isInstanceOf(StoreBusyException.class);
            return true;
        });
        store().read(reading -> {
            Call<LogHead> second = Callers.start(() -> store().read(Reading::head));
            assertThatThrownBy(second::get).hasCauseInstanceOf(StoreBusyException.class);
            return true;
        });
        assertThat(monitor.refusals).containsExactly(Wait.TURN, Wait.TURN, Wait.READER);
        assertThat(monitor.longest(Wait.READER)).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(29));
    }

    @Test
    default void a_monitor_that_fails_changes_nothing_for_anybody() {
        reopen(options -> options.withMonitor(new StoreMonitor() {
            @Override
            public void waited(Wait what, long nanos) {
                throw new IllegalStateException("no room for another number");
            }

            @Override
            public void appended(int units, int events, long nanos) {
                throw new NoClassDefFoundError("gone");
            }
        }));
        assertThat(append(unit("task/a", 0)).first()).isEqualTo(1);
        assertThat(log()).hasSize(1);
    }

    private HeardMonitor watched() {
        HeardMonitor monitor = new HeardMonitor();
        reopen(options -> options.withMonitor(monitor));
        return monitor;
    }

    private List<Call<Appended>> queued(int callers) {
        return IntStream.range(0, callers)
                .mapToObj(n ->
                        Callers.start(() -> append(unit("task/q" + n, 0))).awaitRest())
                .toList();
    }
}
