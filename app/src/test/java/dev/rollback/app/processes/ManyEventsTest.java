package dev.rollback.app.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Campaign;
import dev.rollback.store.Forked;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoresOfThisBuild;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

class ManyEventsTest {

    /** A million where it is to be thorough. */
    private static final int EVENTS = Campaign.trials(2_500, 1_000_000);

    private static final Duration AT_MOST = Duration.ofMinutes(Campaign.isThorough() ? 60 : 3);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ArgumentsSource(StoresOfThisBuild.class)
    void N08_a_long_log_is_audited_and_its_views_are_made_again_within_a_small_heap(StoreKind kind) {
        String address = kind.address(folder);
        run("write", address, String.valueOf(EVENTS));
        List<String> told = run("read", address);
        System.err.printf("ManyEventsTest on %s, %d events: %s%n", kind, EVENTS, told);
        assertThat(told).hasSize(7);
    }

    private List<String> run(String... what) {
        try (Forked process = Forked.start(folder, "256m", ManyEvents.class, what)) {
            assertThat(process.awaitEnd(AT_MOST)).isZero();
            return process.newLines();
        }
    }
}
