package dev.rollback.store.jdbc;

import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.Appended;
import dev.rollback.store.Callers;
import dev.rollback.store.Callers.Call;
import dev.rollback.store.DoNothingStore;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.StreamConflictException;
import dev.rollback.store.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

@Timeout(60)
@OnEveryStore(inEachBuild = true)
class GroupCommitTest {
    private static final StoreOptions OPTIONS = StoreOptions.of(new TestClock());

    @Parameter
    StoreKind kind;

    @TempDir
    Path folder = Path.of("");

    private FaultyConnections connections = new FaultyConnections(new SqliteConnections(folder, Duration.ofSeconds(1)));
    private Store store = new DoNothingStore();

    @BeforeEach
    void open() {
        kind.create(folder, OPTIONS).close();
        boolean file = kind == StoreKind.SQLITE;
        connections = new FaultyConnections(file ? sqlite() : postgres());
        store = new JdbcStore(connections, file ? new SqliteDialect(folder) : new PostgresDialect("there"), OPTIONS);
    }

    private Connections sqlite() {
        return new SqliteConnections(folder.resolve("store.db"), Duration.ofSeconds(1));
    }

    private Connections postgres() {
        PostgresAddress address = PostgresAddress.of(kind.address(folder));
        return new PostgresConnections(address, new PostgresLogin(null, null), OPTIONS.patience());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void units_that_wait_share_one_commit() throws Exception {
        List<Call<Appended>> calls = queued(5);
        assertThat(Callers.all(calls)).hasSize(5);
        assertThat(connections.commits).as("the holder's and the group's").hasValue(2);
    }

    @Test
    void a_commit_that_fails_fails_all_its_units_and_nothing_is_visible() throws Exception {
        List<Call<Appended>> calls = Callers.whileHeld(store, () -> {
            List<Call<Appended>> waiting = start(4);
            Call<Appended> conflict =
                    Callers.start(() -> store.append(unit("task/x", 3))).awaitRest();
            connections.commitsBeforeFailure.set(1);
            return IntStream.range(0, 5)
                    .mapToObj(n -> n < 4 ? waiting.get(n) : conflict)
                    .toList();
        });
        for (Call<Appended> call : calls.subList(0, 4)) {
            assertThatThrownBy(call::get)
                    .cause()
                    .isInstanceOfSatisfying(
                            RefusedException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.STORE_UNAVAILABLE))
                    .hasMessageContaining("commit");
        }
        assertThatThrownBy(calls.get(4)::get).hasCauseInstanceOf(StreamConflictException.class);
        assertThat(store.read(Reading::head).position()).isZero();
        assertThat(store.append(unit("task/0", 0)).first()).isEqualTo(1);
    }

    @Test
    void a_write_whose_commit_fails_is_rolled_back() {
        connections.commitsBeforeFailure.set(0);
        assertThatThrownBy(() -> store.write(
                        reading -> reading.sql().update("INSERT INTO view_token (view, position) VALUES ('v', 1)")))
                .isInstanceOf(RefusedException.class);
        assertThat(store.<List<String>>read(
                        reading -> reading.sql().list("SELECT view FROM view_token", row -> row.getString(1))))
                .isEmpty();
        assertThat(store.append(unit("task/a", 0)).first()).isEqualTo(1);
    }

    private List<Call<Appended>> queued(int callers) throws Exception {
        return Callers.whileHeld(store, () -> start(callers));
    }

    private List<Call<Appended>> start(int callers) {
        return IntStream.range(0, callers)
                .mapToObj(n ->
                        Callers.start(() -> store.append(unit("task/" + n, 0))).awaitRest())
                .toList();
    }
}
