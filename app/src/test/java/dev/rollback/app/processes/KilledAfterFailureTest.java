package dev.rollback.app.processes;

import static dev.rollback.api.ComponentName.TASK_STATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.ComponentEdit;
import dev.rollback.api.PageRequest;
import dev.rollback.api.RollbackQuery.FindRollbacks;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskCommand.ReopenTask;
import dev.rollback.api.TaskCommand.UpdateTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView;
import dev.rollback.api.json.Json;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.StoreWithoutRollbacks;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.engine.LogWalk;
import dev.rollback.store.Campaign;
import dev.rollback.store.Forked;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoresOfThisBuild;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** {@code kill -9} at instants drawn between a failure and its automatic rollback. */
class KilledAfterFailureTest {
    private static final int HITS = Campaign.trials(4, 100);
    private static final long SEED = Long.getLong("test.seed", System.nanoTime());

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private long longest = 2_000;

    @ParameterizedTest
    @ArgumentsSource(StoresOfThisBuild.class)
    void what_a_failure_asked_for_happens_once_or_not_at_all_if_the_task_moved_on(StoreKind kind) {
        String address = kind.address(folder);
        int between = 0;
        int movedOn = 0;
        int kills = 0;
        while (between < HITS) {
            assertThat(++kills).as("kills for %d hits", between).isLessThan(20 * HITS + 20);
            String task;
            try (Forked victim = Forked.start(folder, FailingLoop.class, address, String.valueOf(1_000 * kills))) {
                task = awaitFailure(victim);
                long drawn = (long) (random.nextDouble() * longest);
                victim.run(drawn).kill();
            }
            boolean back = isBack(address, task);
            longest = back ? Math.max(200, longest * 9 / 10) : longest + longest / 10;
            boolean moves = !back && random.nextBoolean();
            if (moves) {
                moveOn(address, task);
            }
            between += back ? 0 : 1;
            movedOn += moves ? 1 : 0;
            // Two starts at once, and one more: all of them look for what is due.
            startTwice(address);
            check(address, task, moves);
        }
        System.err.printf(
                "KilledAfterFailureTest on %s: %d kills, %d between failure and rollback (%d moved on), -Dtest.seed=%d%n",
                kind, kills, between, movedOn, SEED);
        walk(address);
    }

    /** The first task of which a failure is durable. */
    private static String awaitFailure(Forked victim) {
        while (true) {
            for (String line : victim.awaitLine().newLines()) {
                if (line.startsWith("failed ")) {
                    return line.substring("failed ".length());
                }
            }
        }
    }

    private boolean isBack(String address, String task) {
        try (Store store = open(address)) {
            return store.read(reading -> reading.stream("task/" + task, 0, Long.MAX_VALUE)).stream()
                    .anyMatch(event -> event.name().equals("task.TaskRolledBack"));
        }
    }

    /** Somebody goes on with the failed task before anybody looks for what is due. */
    private void moveOn(String address, String task) {
        try (RollbackEngine engine =
                RollbackEngine.on(new StoreWithoutRollbacks(open(address)), EngineOptions.defaults())) {
            engine.tasks().send(new ReopenTask(new TaskId(task)));
            engine.tasks().send(new UpdateTask(new TaskId(task), List.of(replaced())));
        }
    }

    private static ComponentEdit replaced() {
        return new ComponentEdit.Replace(TASK_STATE, Json.parse("{\"n\":3}"));
    }

    private void startTwice(String address) {
        try (RollbackEngine one = RollbackEngine.on(open(address), EngineOptions.defaults());
                RollbackEngine other = RollbackEngine.on(open(address), EngineOptions.defaults())) {
            assertThat(one).isNotSameAs(other);
        }
    }

    private void check(String address, String task, boolean moved) {
        try (RollbackEngine engine = RollbackEngine.on(open(address), EngineOptions.defaults())) {
            TaskView now = engine.tasks().find(task).orElseThrow();
            List<RollbackView> rollbacks = engine.rollbacks()
                    .history(new FindRollbacks(new TaskId(task), Map.of(), PageRequest.first(10)))
                    .items();
            assertThat(now.status()).isEqualTo(TaskStatus.PENDING);
            assertThat(rollbacks).as("rollbacks of %s", task).hasSize(moved ? 0 : 1);
            assertThat(now.data()).isEqualTo(Json.parse(moved ? "{\"n\":3}" : "{\"n\":1}"));
        }
    }

    private Store open(String address) {
        return Stores.open(StoreAddress.of(address, folder), Map.of(), InstantSource.system());
    }

    private void walk(String address) {
        try (Store store = open(address)) {
            store.<Void>read(reading -> {
                new LogWalk().to(reading, reading.head().position()).assertIndexAgrees(reading);
                return null;
            });
        }
    }
}
