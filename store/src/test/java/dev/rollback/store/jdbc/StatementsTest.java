package dev.rollback.store.jdbc;

import static dev.rollback.store.Units.changed;
import static dev.rollback.store.Units.event;
import static dev.rollback.store.Units.indexed;
import static dev.rollback.store.Units.snapshot;
import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.AppendUnit;
import dev.rollback.store.DoNothingStore;
import dev.rollback.store.EventReader.Span;
import dev.rollback.store.IndexChange;
import dev.rollback.store.IndexChange.CheckpointAdded;
import dev.rollback.store.IndexChange.DependencyAdded;
import dev.rollback.store.IndexChange.DependencyRemoved;
import dev.rollback.store.IndexChange.LeaseEnded;
import dev.rollback.store.IndexChange.SubtaskAdded;
import dev.rollback.store.NewEvent;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.StoredSnapshot;
import dev.rollback.store.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** That few statements are run, and few different ones: each is a round trip, and each other one is prepared. */
@Timeout(120)
@OnEveryStore(inEachBuild = true)
class StatementsTest {
    private static final StoreOptions OPTIONS = StoreOptions.of(new TestClock());
    private static final int MANY = 2_000;

    @Parameter
    StoreKind kind;

    @TempDir
    Path folder = Path.of("");

    private CountedConnections connections =
            new CountedConnections(new SqliteConnections(folder, Duration.ofSeconds(1)));
    private Store store = new DoNothingStore();

    @BeforeEach
    void open() {
        kind.create(folder, OPTIONS).close();
        connections = new CountedConnections(kind == StoreKind.SQLITE ? sqlite() : postgres());
        Dialect dialect = kind == StoreKind.SQLITE ? new SqliteDialect(folder) : new PostgresDialect("there");
        store = new JdbcStore(connections, dialect, OPTIONS);
    }

    private Connections sqlite() {
        return new SqliteConnections(folder.resolve("store.db"), Duration.ofSeconds(1));
    }

    private Connections postgres() {
        return new PostgresConnections(
                PostgresAddress.of(kind.address(folder)), new PostgresLogin(null, null), OPTIONS.patience());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_unit_of_one_event_takes_no_more_statements_than_it_needs() {
        store.append(indexed(unit("task/a", 0), changed("a", 0, 0)));
        connections.since();
        store.append(indexed(unit("task/a", 1), changed("a", 1, 0)));
        assertThat(connections.since())
                .as("BEGIN, [schema], head, SAVEPOINT, end of stream, event, task, RELEASE, head, COMMIT")
                .hasSize(kind == StoreKind.SQLITE ? 10 : 9)
                .endsWith("COMMIT");
    }

    @Test
    void a_unit_of_many_events_takes_hardly_more() {
        store.append(many(0));
        connections.since();
        store.append(many(1));
        List<String> run = connections.since();
        assertThat(run).hasSizeLessThan(40);
        assertThat(new HashSet<>(run)).hasSizeLessThan(20);
    }

    /** Of everything the index keeps, in an order in which no two of a kind come together. */
    private static AppendUnit many(long seq) {
        List<NewEvent> events = new ArrayList<>();
        List<IndexChange> changes = new ArrayList<>();
        List<StoredSnapshot> snapshots = new ArrayList<>();
        for (int n = 0; n < MANY; n++) {
            String task = "t" + n;
            events.add(event("task/" + task, seq, "x"));
            changes.add(new DependencyRemoved(task, "on" + (seq - 1), n));
            changes.add(new DependencyAdded(task, "on" + seq, n));
            changes.add(new SubtaskAdded(task, "of" + seq, n));
            changes.add(new CheckpointAdded(task + "-" + seq, task, n, false));
            changes.add(new LeaseEnded(task));
            changes.add(changed(task, seq, n));
            snapshots.add(new StoredSnapshot("task/" + task, seq - n % 2 * seq, (byte) 0, new byte[1]));
        }
        return new AppendUnit(events, List.of(), changes, snapshots, null, List.of());
    }

    @Test
    void many_keys_take_a_few_statements() {
        store.append(snapshot(many(0), "task/t0", 0, "x"));
        List<String> tasks = IntStream.range(0, MANY).mapToObj(n -> "t" + n).toList();
        List<String> streams = tasks.stream().map(task -> "task/" + task).toList();
        Map<String, Long> seqs = new HashMap<>();
        streams.forEach(stream -> seqs.put(stream, 0L));
        assertFew(reading -> reading.tasks(tasks));
        assertFew(reading -> reading.dependenciesOf(tasks));
        assertFew(reading -> reading.subtasksOf(tasks));
        assertFew(reading -> reading.seqsAt(streams, 1_000));
        assertFew(reading -> reading.nearest(seqs));
        assertFew(reading -> reading.streams(
                streams.stream().map(name -> new Span(name, 0, 0)).toList()));
    }

    private void assertFew(Function<Reading, ?> question) {
        connections.since();
        store.<Object>read(question::apply);
        assertThat(connections.since()).hasSizeLessThan(20);
    }

    @Test
    void where_a_deep_stream_stood_takes_a_few_statements() {
        store.append(AppendUnit.ofEvents(IntStream.range(0, 5_000)
                .mapToObj(seq -> event("task/deep", seq, "x"))
                .toList()));
        connections.since();
        assertThat(store.<Map<String, Long>>read(reading -> reading.seqsAt(List.of("task/deep", "task/none"), 7)))
                .isEqualTo(Map.of("task/deep", 6L, "task/none", -1L));
        assertThat(connections.since()).hasSizeLessThan(20);
    }
}
