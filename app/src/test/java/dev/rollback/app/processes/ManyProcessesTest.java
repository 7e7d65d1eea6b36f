package dev.rollback.app.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.ComponentName;
import dev.rollback.api.PageRequest;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.api.TaskView;
import dev.rollback.api.json.Json;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.engine.LogWalk;
import dev.rollback.store.Campaign;
import dev.rollback.store.Forked;
import dev.rollback.store.IndexReader.TaskHead;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoresOfThisBuild;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Several processes work on one store through the whole engine. */
@Timeout(300)
class ManyProcessesTest {
    private static final int COMMANDS = Campaign.trials(30, 500);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ArgumentsSource(StoresOfThisBuild.class)
    void four_processes_lose_nothing_and_do_nothing_twice(StoreKind kind) {
        registerShared(kind);
        List<String> acknowledged = new ArrayList<>();
        try (Senders senders = new Senders(kind, 4)) {
            acknowledged.addAll(senders.awaitEnd());
        }
        assertThat(acknowledged).hasSize(4 * COMMANDS).doesNotHaveDuplicates();
        try (Store store = open(kind)) {
            store.read(reading -> {
                LogWalk walk = new LogWalk().to(reading, Long.MAX_VALUE);
                walk.assertIndexAgrees(reading);
                assertThat(walk.requests().keySet()).containsExactlyInAnyOrderElementsOf(acknowledged);
                assertThat(walk.position()).isEqualTo(acknowledged.size() + CommandSender.SHARED);
                return true;
            });
        }
        try (RollbackEngine engine = engine(kind)) {
            List<String> effects = new ArrayList<>();
            engine.tasks()
                    .list(new FindTasks(null, null, PageRequest.first(100)))
                    .items()
                    .forEach(task -> effects.addAll(
                            keys(engine.tasks().find(task.taskId().value()).orElseThrow())));
            assertThat(effects).doesNotHaveDuplicates();
            assertThat(acknowledged).containsAll(effects).hasSize(effects.size() + 4 * CommandSender.THREADS);
        }
    }

    @ParameterizedTest
    @ArgumentsSource(StoresOfThisBuild.class)
    void a_cut_never_gains_an_event_later(StoreKind kind) {
        registerShared(kind);
        List<Cut> cuts = new ArrayList<>();
        try (Store store = open(kind)) {
            try (Senders senders = new Senders(kind, 3)) {
                while (senders.areRunning()) {
                    cuts.add(store.read(Cut::of));
                }
                senders.awaitEnd();
            }
            assertThat(cuts.stream().map(Cut::position).distinct().count()).isGreaterThan(20);
            store.read(reading -> {
                LogWalk walk = new LogWalk();
                for (Cut cut : cuts) {
                    walk.to(reading, cut.position());
                    assertThat(walk.position()).isEqualTo(cut.position());
                    assertThat(walk.stateHashes())
                            .as("the tasks at %d", cut.position())
                            .isEqualTo(cut.states());
                    assertThat(cut.position() == 0
                                    || hashAt(reading, cut.position()).equals(cut.hash()))
                            .isTrue();
                }
                return true;
            });
        }
    }

    private record Cut(long position, String hash, Map<String, String> states) {
        static Cut of(Reading reading) {
            Map<String, String> states = new TreeMap<>();
            for (TaskHead head : reading.tasks()) {
                states.put(head.task(), head.stateHash());
            }
            return new Cut(
                    reading.head().position(),
                    HexFormat.of().formatHex(reading.head().hash()),
                    states);
        }
    }

    private static String hashAt(Reading reading, long position) {
        return HexFormat.of().formatHex(reading.after(position - 1, 1).get(0).hash());
    }

    private static List<String> keys(TaskView task) {
        Json cache = task.components().get(ComponentName.CACHE);
        List<String> keys = new ArrayList<>();
        if (cache != null) {
            cache.node().fieldNames().forEachRemaining(keys::add);
        }
        return keys;
    }

    private void registerShared(StoreKind kind) {
        try (RollbackEngine engine = engine(kind)) {
            IntStream.range(0, CommandSender.SHARED)
                    .forEach(n -> engine.tasks().register("shared-" + n, "Shared " + n));
        }
    }

    private RollbackEngine engine(StoreKind kind) {
        return RollbackEngine.open(EngineOptions.defaults().withStore(address(kind)));
    }

    private Store open(StoreKind kind) {
        return Stores.open(address(kind), Map.of(), InstantSource.system());
    }

    private StoreAddress address(StoreKind kind) {
        return StoreAddress.of(kind.address(folder), folder);
    }

    private final class Senders implements AutoCloseable {
        private final List<Forked> processes = new ArrayList<>();

        Senders(StoreKind kind, int count) {
            for (int n = 0; n < count; n++) {
                processes.add(Forked.start(
                        folder, CommandSender.class, kind.address(folder), "p" + n, Integer.toString(COMMANDS)));
            }
        }

        boolean areRunning() {
            return processes.stream().anyMatch(Forked::isAlive);
        }

        List<String> awaitEnd() {
            List<String> lines = new ArrayList<>();
            for (Forked process : processes) {
                assertThat(process.awaitEnd()).isZero();
                lines.addAll(process.newLines());
            }
            return lines;
        }

        @Override
        public void close() {
            processes.forEach(Forked::close);
        }
    }
}
