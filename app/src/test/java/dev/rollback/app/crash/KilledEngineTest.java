package dev.rollback.app.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.TaskId;
import dev.rollback.api.TaskQuery.FindTask;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView;
import dev.rollback.app.StoreAddress;
import dev.rollback.app.Stores;
import dev.rollback.engine.event.Streams;
import dev.rollback.engine.storage.HashChain;
import dev.rollback.engine.storage.IndexReader.TaskHead;
import dev.rollback.engine.storage.Reading;
import dev.rollback.engine.storage.Store;
import dev.rollback.engine.storage.StoredEvent;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.projections.ReadModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a process that sends commands through the whole engine, at random instants, on one store. */
class KilledEngineTest {
    private static final int KILLS = 20 * Integer.getInteger("test.scale", 1);
    private static final long SEED = Long.getLong("test.seed", System.nanoTime());

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private long checked;
    private byte[] hash = HashChain.start();

    @Test
    void every_acknowledged_command_survives_and_every_unit_is_whole() throws Exception {
        System.err.printf("KilledEngineTest: %d kills, -Dtest.seed=%d%n", KILLS, SEED);
        long acknowledged = 0;
        for (int run = 0; run < KILLS; run++) {
            Queue<String> lines = sendUntilKilled("r" + run);
            acknowledged += lines.size();
            try (Store store = Stores.open(new StoreAddress.Folder(folder), Map.of(), InstantSource.system())) {
                store.read(reading -> {
                    lines.forEach(line -> assertThere(reading, line));
                    walk(reading);
                    return true;
                });
                viewsAgree(store);
            }
        }
        assertThat(acknowledged).isGreaterThan(KILLS);
        System.err.printf("KilledEngineTest: %d acknowledged, %d events%n", acknowledged, checked);
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

    private Queue<String> sendUntilKilled(String run) throws IOException, InterruptedException {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-Dorg.sqlite.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        CommandWriter.class.getName(),
                        folder.toString(),
                        run)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        CountDownLatch first = new CountDownLatch(1);
        Thread reader = new Thread(() -> collect(process, lines, first));
        reader.start();
        assertThat(first.await(60, TimeUnit.SECONDS))
                .as("the writer wrote something")
                .isTrue();
        assertThat(process.waitFor(random.nextInt(400_000), TimeUnit.MICROSECONDS))
                .isFalse();
        process.destroyForcibly();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        reader.join(60_000);
        return lines;
    }

    /** Only whole lines count: the last one may be cut off by the kill. */
    private static void collect(Process process, Queue<String> lines, CountDownLatch first) {
        try (BufferedReader out = process.inputReader(UTF_8)) {
            StringBuilder line = new StringBuilder();
            for (int next = out.read(); next >= 0; next = out.read()) {
                if (next == '\n') {
                    lines.add(line.toString());
                    line.setLength(0);
                    first.countDown();
                } else {
                    line.append((char) next);
                }
            }
        } catch (IOException e) {
            // the kill has closed the pipe
            return;
        } finally {
            first.countDown();
        }
    }
}
