package dev.rollback.store.jdbc;

import static dev.rollback.store.Units.guarded;
import static dev.rollback.store.Units.request;
import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.Appended;
import dev.rollback.store.Callers;
import dev.rollback.store.Callers.Call;
import dev.rollback.store.DoNothingStore;
import dev.rollback.store.IndexReader.RequestEntry;
import dev.rollback.store.PostgresServer;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.TestClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL that goes away, at every point of a write. */
@Timeout(120)
class OutageTest {
    private static final StoreOptions OPTIONS = StoreOptions.of(new TestClock()).withPatience(Duration.ofSeconds(2));

    @TempDir
    Path folder = Path.of("");

    private FaultyConnections connections = new FaultyConnections(new SqliteConnections(folder, Duration.ofSeconds(1)));
    private Store store = new DoNothingStore();

    @BeforeEach
    void open() {
        StoreKind.POSTGRESQL.create(folder, OPTIONS).close();
        PostgresAddress address = PostgresAddress.of(StoreKind.POSTGRESQL.address(folder));
        connections = new FaultyConnections(
                new PostgresConnections(address, new PostgresLogin(null, null), OPTIONS.patience()));
        store = new JdbcStore(connections, new PostgresDialect("there"), OPTIONS);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_connection_that_died_while_idle_is_made_anew() throws SQLException {
        store.append(unit("task/a", 0));
        assertThat(store.read(Reading::head).position()).isEqualTo(1);
        terminateAll();
        assertThat(store.append(unit("task/a", 1)).first()).isEqualTo(2);
        terminateAll();
        assertThat(store.read(Reading::head).position()).isEqualTo(2);
        terminateAll();
        assertThat(store.<Long>write(reading -> reading.head().position())).isEqualTo(2);
    }

    @Test
    void a_connection_that_dies_before_the_commit_is_made_anew_and_the_units_are_written_once() throws Exception {
        connections.commitsBeforeLoss.set(1); // the holder's
        connections.losing = FaultyConnections.Losing.BEFORE_COMMIT;
        List<Call<Appended>> calls = Callers.whileHeld(
                store,
                () -> IntStream.range(0, 5)
                        .mapToObj(n -> Callers.start(() -> store.append(unit("task/" + n, 0)))
                                .awaitRest())
                        .toList());
        assertThat(Callers.all(calls)).extracting(Appended::first).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(connections.lost).hasPositiveValue();
        assertThat(store.<List<StoredEvent>>read(reading -> reading.after(0, 100)))
                .hasSize(5);
    }

    @Test
    void guards_are_asked_again_when_the_unit_is_written_again() {
        AtomicInteger asked = new AtomicInteger();
        connections.losing = FaultyConnections.Losing.BEFORE_COMMIT;
        store.append(guarded(unit("task/a", 0), reading -> asked.incrementAndGet()));
        assertThat(asked).hasValue(2);
        connections.losing = FaultyConnections.Losing.BEFORE_COMMIT;
        assertThatThrownBy(() -> store.append(guarded(unit("task/a", 1), reading -> {
                    if (asked.incrementAndGet() == 4) {
                        throw new IllegalStateException("no longer");
                    }
                })))
                .hasMessage("no longer");
        assertThat(connections.lost).hasValue(2);
        assertThat(store.read(Reading::head).position()).isEqualTo(1);
    }

    @Test
    void a_commit_whose_answer_was_lost_is_looked_up() throws Exception {
        connections.losing = FaultyConnections.Losing.AFTER_COMMIT;
        assertThat(store.append(unit("task/a", 0))).isEqualTo(new Appended(1, 1, TestClock.START));
        assertThat(connections.lost).hasValue(1);
        assertThat(store.append(unit("task/a", 1)).first()).isEqualTo(2);
        assertThat(store.<List<StoredEvent>>read(reading -> reading.after(0, 100)))
                .hasSize(2);
    }

    @Test
    void a_unit_that_had_failed_before_the_connection_did_is_refused_for_its_own_reason() throws Exception {
        connections.commitsBeforeLoss.set(1);
        connections.losing = FaultyConnections.Losing.AFTER_COMMIT;
        List<Call<Appended>> calls = Callers.whileHeld(
                store,
                () -> List.of(
                        Callers.start(() -> store.append(unit("task/a", 7))).awaitRest(),
                        Callers.start(() -> store.append(unit("task/b", 0))).awaitRest()));
        assertThatThrownBy(calls.get(0)::get).hasMessageContaining("task/a moved");
        assertThat(calls.get(1).get().first()).isEqualTo(1);
    }

    @Test
    void where_it_does_not_come_back_the_outcome_is_unknown_and_asking_tells() {
        connections.losing = FaultyConnections.Losing.AFTER_COMMIT_FOR_GOOD;
        RefusedException unknown = catchThrowableOfType(
                RefusedException.class, () -> store.append(request(unit("task/a", 0), "rq-1", "body")));
        assertThat(unknown.code()).isEqualTo(RefusalCode.UNKNOWN_OUTCOME);
        assertThat(unknown)
                .hasMessageContaining("unknown whether")
                .hasMessageContaining("Ask again with request id rq-1");
        connections.losing = FaultyConnections.Losing.NOTHING;
        assertThat(store.<Optional<RequestEntry>>read(reading -> reading.request("rq-1")))
                .isPresent();
    }

    @Test
    void where_it_never_was_there_nothing_was_written() {
        connections.losing = FaultyConnections.Losing.GONE;
        assertThatThrownBy(() -> store.append(unit("task/a", 0)))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.STORE_UNAVAILABLE))
                .hasMessageContaining("cannot be reached");
        assertThatThrownBy(() -> store.read(Reading::head)).hasMessageContaining("cannot be reached");
        connections.losing = FaultyConnections.Losing.NOTHING;
        assertThat(store.append(unit("task/a", 0)).first()).isEqualTo(1);
    }

    @Test
    void a_caller_that_hangs_with_the_lock_in_hand_loses_it_before_the_others_lose_patience() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch holding = new CountDownLatch(1);
        try (Store frozen = StoreKind.POSTGRESQL.create(folder, OPTIONS)) {
            Call<Integer> hanging = Callers.start(() -> frozen.write(reading -> {
                holding.countDown();
                await(release);
                return reading.sql().update("UPDATE store_head SET position = 99");
            }));
            await(holding);
            assertThat(store.append(unit("task/a", 0)).first()).isEqualTo(1);
            release.countDown();
            assertThatThrownBy(hanging::get).hasCauseInstanceOf(RefusedException.class);
            assertThat(store.read(Reading::head).position()).isEqualTo(1);
        }
    }

    @Test
    void a_server_that_is_restarted_at_once_keeps_what_it_acknowledged_and_is_outlasted() throws Exception {
        try (PostgresServer server = PostgresServer.start();
                Store there = StoreKind.createAt(server.url("s"), OPTIONS.withPatience(Duration.ofSeconds(30)))) {
            assertThat(there.append(unit("task/a", 0)).first()).isEqualTo(1);
            server.stopImmediately();
            Call<Appended> waiting = Callers.start(() -> there.append(unit("task/a", 1)));
            Call<Long> reading = Callers.start(() -> there.read(Reading::head).position());
            server.startAgain();
            assertThat(waiting.get().first()).isEqualTo(2);
            assertThat(reading.get()).isBetween(1L, 2L);
        }
    }

    private void terminateAll() throws SQLException {
        try (Connection connection = connections.reader();
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE pid <> pg_backend_pid() AND application_name = 'rollback'");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
