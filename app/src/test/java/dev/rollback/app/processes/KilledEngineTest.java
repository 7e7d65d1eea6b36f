package dev.rollback.app.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.TaskId;
import dev.rollback.api.TaskQuery.FindTask;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.projections.ReadModel;
import dev.rollback.store.Campaign;
import dev.rollback.store.Forked;
import dev.rollback.store.HashChain;
import dev.rollback.store.IndexReader.TaskHead;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.StoresOfThisBuild;
import dev.rollback.store.event.Streams;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * {@code kill -9} of a process that sends commands through the whole engine, at random instants, on one store that another
 * process works on all the time.
 */
class KilledEngineTest {
    private static final int KILLS = Campaign.trials(4, 200);
    private static final long SEED = Long.getLong("test.seed", System.nanoTime());

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private long checked;
    private byte[] hash = HashChain.start();

    @ParameterizedTest
    @ArgumentsSource(StoresOfThisBuild.class)
    void every_acknowledged_command_survives_and_every_unit_is_whole(StoreKind kind) {
        System.err.printf("KilledEngineTest on %s: %d kills, -Dtest.seed=%d%n", kind, KILLS, SEED);
        String address = kind.address(folder);
        long acknowledged = 0;
        try (Forked other =
                Forked.start(folder, CommandWriter.class, address, "other", "1").awaitLine()) {
            for (int run = 0; run < KILLS; run++) {
                try (Forked victim = Forked.start(folder, CommandWriter.class, address, "r" + run, "3")) {
                    victim.awaitLine().run(random.nextInt(400_000)).kill();
                    acknowledged += check(address, victim.newLines());
                }
                acknowledged += check(address, other.newLines());
            }
            other.run(1).kill();
            acknowledged += check(address, other.newLines());
        }
        try (Store store = Stores.open(StoreAddress.of(address, folder), Map.of(), InstantSource.system())) {
            viewsAgree(store);
        }
        assertThat(acknowledged).isGreaterThan(KILLS);
        System.err.printf("KilledEngineTest on %s: %d acknowledged, %d events%n", kind, acknowledged, checked);
    }

    private int check(String address, List<String> lines) {
        try (Store store = Stores.open(StoreAddress.of(address, folder), Map.of(), InstantSource.system())) {
            store.read(reading -> {
                lines.forEach(line -> assertThere(reading, line));
                walk(reading);
                return true;
            });
            return lines.size();
        }
    }

    private static void assertThere(Reading reading, String line) {
        String[] words = line.split(" ");
        switch (words[0]) {
            case "task" ->
                assertThat(reading.lastSeq(Streams.of(new TaskId(words[1]))))
                        .as(line)
                        .isGreaterThanOrEqualTo(Long.parseLong(words[2]));
            case "checkpoint" ->
                assertThat(reading.checkpoint(words[1])).as(line).isPresent();
            case "rollback" ->
                assertThat(reading.stream("rollback/" + words[1], 0, 10))
                        .as(line)
                        .hasSize(2);
            default -> throw new IllegalArgumentException(line);
        }
    }

    private void walk(Reading reading) {
        for (List<StoredEvent> some = reading.after(checked, 1000);
                !some.isEmpty();
                some = reading.after(checked, 1000)) {
            for (StoredEvent event : some) {
                hash = HashChain.next(hash, event);
                assertThat(event.position()).isEqualTo(++checked);
                assertThat(event.hash()).isEqualTo(hash);
                if (event.name().equals("rollback.RollbackRequested")) {
                    List<StoredEvent> unit = reading.after(event.position() - 1, 3);
                    assertThat(unit).extracting(StoredEvent::unit).containsOnly(event.position());
                    assertThat(unit)
                            .extracting(StoredEvent::name)
                            .containsExactly(
                                    "rollback.RollbackRequested", "task.TaskRolledBack", "rollback.RollbackSucceeded");
                }
            }
        }
        assertThat(reading.head().position()).isEqualTo(checked);
        assertThat(reading.head().hash()).isEqualTo(hash);
    }

    private static void viewsAgree(Store store) {
        ReadModel views = new ReadModel(store);
        TaskStates states = new TaskStates(store);
        List<TaskHead> heads = store.read(Reading::tasks);
        for (TaskHead head : heads) {
            TaskState state = states.head(new TaskId(head.task()));
            assertThat(head.stateHash()).isEqualTo(state.content().hash());
            TaskView view = views.task(new FindTask(new TaskId(head.task()))).orElseThrow();
            assertThat(view.seq()).isEqualTo(head.seq());
            assertThat(view.epoch()).isEqualTo(head.epoch());
            assertThat(view.status()).isEqualTo(TaskStatus.valueOf(head.status()));
        }
    }
}
