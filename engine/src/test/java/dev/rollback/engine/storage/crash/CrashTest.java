package dev.rollback.engine.storage.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.engine.storage.IndexReader.RequestEntry;
import dev.rollback.engine.storage.Reading;
import dev.rollback.engine.storage.Store;
import dev.rollback.engine.storage.StoreOptions;
import dev.rollback.engine.storage.jdbc.SqliteStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a process that appends, at a random instant, again and again on the same file. */
class CrashTest {
    private static final int KILLS = 20 * Integer.getInteger("test.scale", 1);
    private static final long SEED = Long.getLong("test.seed", System.nanoTime());

    @TempDir
    Path folder = Path.of("");

    private final Random random = new Random(SEED);
    private final CrashCheck check = new CrashCheck();

    @Test
    void what_was_acknowledged_survives_a_kill_and_no_unit_is_half_there() throws Exception {
        System.err.printf("CrashTest: %d kills, -Dtest.seed=%d%n", KILLS, SEED);
        long acknowledged = 0;
        for (int run = 0; run < KILLS; run++) {
            Queue<String> lines = new ConcurrentLinkedQueue<>();
            // every fifth while it is still starting, the very first ones while it makes the store
            writeUntilKilled("r" + run, run % 5 == 0, lines);
            acknowledged += lines.size();
            verify(lines, check);
        }
        assertThat(acknowledged).isGreaterThan(KILLS);
        verify(List.of(), new CrashCheck());
        System.err.printf("CrashTest: %d units acknowledged, %d events%n", acknowledged, check.position());
    }

    private void verify(Iterable<String> acknowledged, CrashCheck log) {
        Path file = folder.resolve("store.db");
        if (!Files.exists(file)) {
            return;
        }
        try (Store store = SqliteStore.open(file, StoreOptions.of(InstantSource.system()))) {
            store.read(reading -> {
                acknowledged.forEach(line -> assertKept(reading, line));
                return log.walk(reading);
            });
        }
    }

    private static void assertKept(Reading reading, String line) {
        String[] words = line.split(" ");
        long first = Long.parseLong(words[0]);
        long last = Long.parseLong(words[1]);
        Optional<RequestEntry> entry = reading.request(words[2]);
        assertThat(entry).contains(new RequestEntry(words[2], "body of " + words[2], first, last));
        assertThat(reading.after(last - 1, 1)).hasSize(1).allMatch(event -> event.unit() == first);
    }

    private void writeUntilKilled(String run, boolean starting, Queue<String> lines)
            throws IOException, InterruptedException {
        Process process = start(run);
        CountDownLatch first = new CountDownLatch(1);
        Thread reader = new Thread(() -> collect(process, lines, first), "acknowledged");
        reader.start();
        if (!starting) {
            assertThat(first.await(60, SECONDS))
                    .as("the writer wrote something")
                    .isTrue();
        }
        assertThat(process.waitFor(random.nextInt(starting ? 700_000 : 120_000), MICROSECONDS))
                .as("the writer ended by itself")
                .isFalse();
        process.destroyForcibly();
        assertThat(process.waitFor(60, SECONDS)).isTrue();
        reader.join(60_000);
        assertThat(reader.isAlive()).isFalse();
    }

    private Process start(String run) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Xmx128m",
                        // a killed process leaves its copy of the native library behind
                        "-Dorg.sqlite.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashWriter.class.getName(),
                        folder.resolve("store.db").toString(),
                        run,
                        Long.toString(random.nextLong()),
                        "4")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
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
            first.countDown();
        }
    }
}
