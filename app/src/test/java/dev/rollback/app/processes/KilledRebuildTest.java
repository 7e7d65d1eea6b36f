package dev.rollback.app.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.PageRequest;
import dev.rollback.api.Progress;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.api.audit.AuditScope;
import dev.rollback.api.json.Json;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.projections.ReadModel;
import dev.rollback.projections.View;
import dev.rollback.store.Campaign;
import dev.rollback.store.Forked;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoresOfThisBuild;
import dev.rollback.store.Table;
import dev.rollback.store.TableRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** {@code kill -9} at instants drawn inside a rebuild of a view of which every row is wrong, while others read it. */
class KilledRebuildTest {
    private static final int TASKS = 1_000;
    private static final int HITS = Campaign.trials(2, 40);
    private static final long SEED = Long.getLong("test.seed", System.nanoTime());
    private static final FindTasks ALL = new FindTasks(null, null, PageRequest.first(TASKS));

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private long longest;

    @ParameterizedTest
    @ArgumentsSource(StoresOfThisBuild.class)
    void N08_killed_in_the_middle_it_leaves_the_view_as_it_was_and_nothing_else(StoreKind kind) throws Exception {
        String address = kind.address(folder);
        List<Path> scratch = scratchFiles();
        try (Store store = Stores.create(StoreAddress.of(address, folder), Map.of(), InstantSource.system());
                RollbackEngine engine = RollbackEngine.on(store, EngineOptions.defaults())) {
            engine.board().importDocument(document(), "tasks.json");
            ReadModel views = new ReadModel(store);
            assertThat(views.tasks(ALL).items()).hasSize(TASKS);
            List<TableRow> right = rows(store);
            longest = rebuilt(store, views);
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> readUntil(over, address));
            int kills = kill(address, store, right);
            over.set(true);
            int reads = reader.get(1, TimeUnit.MINUTES);
            damage(store);
            assertThat(views.rebuild(View.TASKS, Progress.NONE)).isEqualTo(TASKS);
            assertThat(rows(store)).isEqualTo(right);
            assertThat(engine.audit(AuditScope.ALL).shown()).isEmpty();
            System.err.printf(
                    "KilledRebuildTest on %s: %d kills, %d in the middle, %d reads meanwhile, -Dtest.seed=%d%n",
                    kind, kills, HITS, reads, SEED);
        }
        assertThat(scratchFiles()).isEqualTo(scratch);
    }

    /** Until it was often enough in the middle of the first rebuild, the one that has something to put right. */
    private int kill(String address, Store store, List<TableRow> right) {
        int hits = 0;
        int kills = 0;
        while (hits < HITS) {
            assertThat(++kills).as("kills for %d hits", hits).isLessThan(10 * HITS + 10);
            damage(store);
            List<TableRow> wrong = rows(store);
            try (Forked victim = Forked.start(folder, RebuildLoop.class, address)) {
                List<String> said = new ArrayList<>(victim.awaitLine().newLines());
                victim.run((long) (random.nextDouble() * longest)).kill();
                said.addAll(victim.newLines());
                boolean done = said.contains("put right " + TASKS);
                List<TableRow> now = rows(store);
                assertThat(now.equals(right) || (!done && now.equals(wrong)))
                        .as("all or nothing, -Dtest.seed=%d", SEED)
                        .isTrue();
                hits += done ? 0 : 1;
                longest = done ? Math.max(10_000, longest * 9 / 10) : longest + longest / 20;
            }
        }
        return kills;
    }

    private static long rebuilt(Store store, ReadModel views) {
        damage(store);
        long since = System.nanoTime();
        views.rebuild(View.TASKS, Progress.NONE);
        return Math.max(10_000, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - since));
    }

    private static void damage(Store store) {
        store.<Integer>write(reading -> reading.sql().update("UPDATE view_task SET title = 'another'"));
    }

    /** Each read sees all tasks, and either all of their titles wrong or none. */
    private int readUntil(AtomicBoolean over, String address) {
        int reads = 0;
        try (Store own = Stores.open(StoreAddress.of(address, folder), Map.of(), InstantSource.system())) {
            ReadModel views = new ReadModel(own);
            for (; !over.get(); reads++) {
                List<String> titles = views.tasks(ALL).items().stream()
                        .map(task -> task.title())
                        .toList();
                assertThat(titles).hasSize(TASKS);
                assertThat(titles.stream().filter("another"::equals).count()).isIn(0L, (long) TASKS);
            }
        }
        return reads;
    }

    private static List<TableRow> rows(Store store) {
        return store.read(reading -> {
            List<TableRow> rows = new ArrayList<>();
            for (Table table : View.TASKS.tables()) {
                table.rows(reading.sql()).forEachRemaining(rows::add);
            }
            return rows;
        });
    }

    private static Json document() {
        return Json.parse(IntStream.range(0, TASKS)
                .mapToObj("{\"id\":\"%d\",\"title\":\"Task\",\"status\":\"pending\",\"dependencies\":[]}"::formatted)
                .collect(Collectors.joining(",", "{\"tasks\":[", "]}")));
    }

    /** What stands beside a view while it is made again. */
    private static List<Path> scratchFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("(etilqs|rollback-scratch).*"))
                    .sorted()
                    .toList();
        }
    }
}
