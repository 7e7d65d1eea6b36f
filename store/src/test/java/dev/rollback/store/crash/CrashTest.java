package dev.rollback.store.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Campaign;
import dev.rollback.store.Forked;
import dev.rollback.store.IndexReader.RequestEntry;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.StoresOfThisBuild;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * {@code kill -9} of a process that appends, at a random instant, again and again on the same store, to which another
 * process appends all the time.
 */
class CrashTest {
    private static final int KILLS = Campaign.trials(6, 200);
    private static final long SEED = Long.getLong("test.seed", System.nanoTime());
    private static final StoreOptions OPTIONS = StoreOptions.of(InstantSource.system());

    @TempDir
    Path folder = Path.of("");

    private final Random random = new Random(SEED);
    private final CrashCheck check = new CrashCheck();
    private String address = "";

    @ParameterizedTest
    @ArgumentsSource(StoresOfThisBuild.class)
    void what_was_acknowledged_survives_a_kill_and_no_unit_is_half_there(StoreKind kind) {
        address = kind.address(folder);
        System.err.printf("CrashTest on %s: %d kills, -Dtest.seed=%d%n", kind, KILLS, SEED);
        // before anybody has made the store: the first victims are killed while they do
        long acknowledged = 0;
        for (int run = 0; run < Math.max(2, KILLS / 5); run++) {
            acknowledged += killed("first" + run, true);
        }
        try (Forked other = start("other", 1).awaitLine()) {
            for (int run = 0; run < KILLS; run++) {
                // every fifth while it is still starting
                acknowledged += killed("r" + run, run % 5 == 0);
                acknowledged += verify(other.newLines());
            }
            other.run(1).kill();
            acknowledged += verify(other.newLines());
        }
        assertThat(acknowledged).isGreaterThan(KILLS);
        System.err.printf("CrashTest on %s: %d units acknowledged, %d events%n", kind, acknowledged, check.position());
    }

    private int killed(String run, boolean starting) {
        try (Forked victim = start(run, 4)) {
            if (!starting) {
                victim.awaitLine();
            }
            victim.run(random.nextInt(starting ? 700_000 : 120_000)).kill();
            return verify(victim.newLines());
        }
    }

    private Forked start(String run, int threads) {
        return Forked.start(
                folder, CrashWriter.class, address, run, Long.toString(random.nextLong()), Integer.toString(threads));
    }

    private int verify(List<String> acknowledged) {
        if (acknowledged.isEmpty()) {
            return 0; // perhaps nobody has made the store yet
        }
        try (Store store = StoreKind.openAt(address, OPTIONS)) {
            return store.read(reading -> {
                acknowledged.forEach(line -> assertKept(reading, line));
                check.walk(reading);
                return acknowledged.size();
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
}
