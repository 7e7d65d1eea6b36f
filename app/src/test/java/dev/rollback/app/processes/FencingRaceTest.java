package dev.rollback.app.processes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskId;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.store.Campaign;
import dev.rollback.store.Forked;
import dev.rollback.store.IndexReader.RefusedWorkEntry;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.StoresOfThisBuild;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.Streams;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** One process works on two tasks as fast as it can while this one rolls them back under its hands. */
@Timeout(600)
class FencingRaceTest {

    /** Fewer where two processes share a file: whoever rolls back waits longer for the turn there. */
    private static final Map<StoreKind, Integer> ROLLBACKS =
            Map.of(StoreKind.SQLITE, Campaign.trials(10, 300), StoreKind.POSTGRESQL, Campaign.trials(50, 1700));

    private static final List<String> TASKS = List.of("above", "below");
    private static final CheckpointId BASE = new CheckpointId("base");
    private static final Pattern SIGNATURE = Pattern.compile("epoch-(\\d+)-n-");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ArgumentsSource(StoresOfThisBuild.class)
    void N03_nothing_of_an_ended_epoch_lands_however_fast_another_process_writes(StoreKind kind) {
        int rollbacks = ROLLBACKS.getOrDefault(kind, 0);
        StoreAddress address = StoreAddress.of(kind.address(folder), folder);
        try (Store store = Stores.create(address, Map.of(), InstantSource.system());
                RollbackEngine engine = RollbackEngine.on(store, EngineOptions.defaults())) {
            engine.tasks().register("above", "Above");
            engine.tasks().register("below", "Below", "above");
            engine.tasks().send(new CreateCheckpoint(new TaskId("above"), BASE, "before all"));
            Streamed tasks = new Streamed();
            try (Forked worker = Forked.start(folder, KeenWorker.class, kind.address(folder), "above", "below")) {
                for (int round = 0; round < rollbacks; round++) {
                    awaitWork(store, worker);
                    store.read(tasks::assertFenced);
                    engine.rollbacks().rollBack(RollbackScope.to(BASE).cascading(), "round " + round);
                    store.read(tasks::assertFenced);
                }
            }
            Map<String, Long> landed = store.read(tasks::assertFenced);
            Map<String, Long> refused = store.read(FencingRaceTest::refused);
            System.err.printf(
                    "FencingRaceTest on %s: %d rollbacks, landed %s, refused %s%n", kind, rollbacks, landed, refused);
            assertThat(tasks.epochs).containsOnly(entry("above", (long) rollbacks), entry("below", (long) rollbacks));
            assertThat(landed).containsOnlyKeys("TaskUpdated", "CheckpointCreated");
            assertThat(refused).containsOnlyKeys("UpdateTask", "RecordHeartbeat", "CreateCheckpoint");
        }
    }

    /** Until work of the present epoch has landed in both tasks: then more of it is on its way. */
    private static void awaitWork(Store store, Forked worker) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> !worker.isAlive()
                        || store.read(reading -> TASKS.stream().allMatch(task -> isWorkedOn(reading, task))));
        assertThat(worker.isAlive()).as("the worker lives").isTrue();
    }

    private static boolean isWorkedOn(Reading reading, String task) {
        String stream = Streams.of(new TaskId(task));
        long last = reading.lastSeq(stream);
        return reading.stream(stream, last, last).stream()
                .anyMatch(event -> SIGNATURE.matcher(text(event)).find());
    }

    /** The tasks' streams as far as they were looked through. */
    private static final class Streamed {
        private final Map<String, Long> seqs = new TreeMap<>();
        private final Map<String, Long> epochs = new TreeMap<>();
        private final Map<String, Long> landed = new TreeMap<>();

        /** How much of the worker's has landed, by kind: all of it in the epoch in which it believed to be. */
        Map<String, Long> assertFenced(Reading reading) {
            for (String task : TASKS) {
                String stream = Streams.of(new TaskId(task));
                reading.stream(stream, seqs.getOrDefault(task, 0L), Long.MAX_VALUE)
                        .forEach(event -> assertFenced(task, event));
                // Heartbeats are no events: what they leave is the lease.
                reading.lease(task)
                        .ifPresent(lease -> assertThat(lease.epoch())
                                .as("the lease of " + task)
                                .isEqualTo(epochs.get(task)));
            }
            return landed;
        }

        private void assertFenced(String task, StoredEvent event) {
            long epoch = epochs.getOrDefault(task, 0L);
            Matcher signature = SIGNATURE.matcher(text(event));
            if (EventCodec.read(event) instanceof TaskRolledBack back) {
                assertThat(back.epoch()).isEqualTo(++epoch);
            } else if (signature.find()) {
                assertThat(Long.parseLong(signature.group(1)))
                        .as("work in event %d of task %s is of the epoch", event.seq(), task)
                        .isEqualTo(epoch);
                landed.merge(event.name().substring("task.".length()), 1L, Long::sum);
            }
            assertThat(((Number) EventCodec.metadata(event).get(MetadataKeys.EPOCH)).longValue())
                    .isEqualTo(epoch);
            seqs.put(task, event.seq() + 1);
            epochs.put(task, epoch);
        }
    }

    private static Map<String, Long> refused(Reading reading) {
        Map<String, Long> refused = new TreeMap<>();
        for (String task : TASKS) {
            for (RefusedWorkEntry entry : reading.refusedWork(task)) {
                refused.merge(entry.work(), entry.times(), Long::sum);
            }
        }
        return refused;
    }

    private static String text(StoredEvent event) {
        return new String(event.payload(), UTF_8);
    }
}
