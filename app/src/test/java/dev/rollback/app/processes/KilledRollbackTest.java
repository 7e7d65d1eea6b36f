package dev.rollback.app.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.PageRequest;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackQuery.FindRollback;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.api.TaskView;
import dev.rollback.api.json.Json;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.engine.LogWalk;
import dev.rollback.projections.ReadModel;
import dev.rollback.store.Campaign;
import dev.rollback.store.Forked;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.StoresOfThisBuild;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** {@code kill -9} at instants drawn inside the transaction of a rollback of a thousand tasks. */
class KilledRollbackTest {
    private static final int TASKS = 1_000;
    private static final int HITS = Campaign.trials(3, 50);
    private static final long SEED = Long.getLong("test.seed", System.nanoTime());

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private long longest = 50_000;

    @ParameterizedTest
    @ArgumentsSource(StoresOfThisBuild.class)
    void N06_killed_inside_its_transaction_a_rollback_is_all_there_or_not_at_all(StoreKind kind) {
        String address = kind.address(folder);
        int hits = 0;
        int whole = 0;
        int kills = 0;
        while (hits < HITS) {
            assertThat(++kills).as("kills for %d hits", hits).isLessThan(10 * HITS + 10);
            try (Forked victim = Forked.start(folder, RollbackLoop.class, address, String.valueOf(TASKS))) {
                String id = awaitLock(victim);
                long drawn = (long) (random.nextDouble() * longest);
                victim.run(drawn).kill();
                boolean acknowledged = victim.newLines().contains("committed " + id);
                longest = acknowledged ? Math.max(5_000, Math.min(longest, drawn)) : longest + longest / 10;
                boolean there = check(address, id);
                assertThat(there || !acknowledged).as("acknowledged and gone").isTrue();
                hits += acknowledged ? 0 : 1;
                whole += there && !acknowledged ? 1 : 0;
            }
        }
        System.err.printf(
                "KilledRollbackTest on %s: %d kills, %d inside the transaction (%d of them committed), -Dtest.seed=%d%n",
                kind, kills, hits, whole, SEED);
        walk(address);
    }

    /** The id of the first rollback that has the lock. */
    private static String awaitLock(Forked victim) {
        while (true) {
            for (String line : victim.awaitLine().newLines()) {
                if (line.startsWith("locked ")) {
                    return line.substring("locked ".length());
                }
            }
        }
    }

    /** Whether the rollback is there: with all of its tasks, and in the history, or with nothing at all. */
    private boolean check(String address, String id) {
        try (Store store = Stores.open(StoreAddress.of(address, folder), Map.of(), InstantSource.system())) {
            List<StoredEvent> unit = store.read(reading -> unit(reading.stream("rollback/" + id, 0, 0), reading));
            assertThat(unit.size()).isIn(0, TASKS + 2);
            ReadModel views = new ReadModel(store);
            Optional<RollbackView> record = views.rollback(new FindRollback(new RollbackId(id)));
            assertThat(record.isPresent()).isEqualTo(!unit.isEmpty());
            record.ifPresent(rollback -> {
                assertThat(rollback.status()).isEqualTo(RollbackStatus.SUCCESS);
                assertThat(rollback.tasks()).hasSize(TASKS);
            });
            List<TaskView> tasks = views.tasks(new FindTasks(null, null, PageRequest.first(TASKS)))
                    .items();
            assertThat(tasks).hasSize(TASKS);
            assertThat(tasks.stream().map(TaskView::epoch).distinct()).hasSize(1);
            assertThat(tasks.stream()
                            .map(TaskView::data)
                            .map(data -> data.get("n").map(Json::text))
                            .distinct())
                    .hasSize(1);
            return !unit.isEmpty();
        }
    }

    private static List<StoredEvent> unit(List<StoredEvent> first, dev.rollback.store.Reading reading) {
        List<StoredEvent> unit = new ArrayList<>();
        first.forEach(opening -> reading.after(opening.position() - 1, TASKS + 10).stream()
                .takeWhile(event -> event.unit() == opening.unit())
                .forEach(unit::add));
        return unit;
    }

    private void walk(String address) {
        try (Store store = Stores.open(StoreAddress.of(address, folder), Map.of(), InstantSource.system())) {
            store.<Void>read(reading -> {
                new LogWalk().to(reading, reading.head().position()).assertIndexAgrees(reading);
                return null;
            });
        }
    }
}
