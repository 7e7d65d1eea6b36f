package dev.rollback.engine.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Campaign;
import dev.rollback.store.Forked;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LargeCascadeTest {
    private static final int TASKS = Campaign.trials(1_000, 10_000);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void thousands_of_tasks_go_back_in_one_commit_within_a_small_heap(StoreKind kind) {
        try (Forked cascade =
                Forked.start(folder, "256m", LargeCascade.class, kind.address(folder), String.valueOf(TASKS))) {
            assertThat(cascade.awaitEnd()).isZero();
            List<String> told = cascade.newLines();
            System.err.printf("LargeCascadeTest on %s, %d tasks: %s%n", kind, TASKS, told);
            assertThat(told).contains("events of the unit: " + (TASKS + 2), "differences: " + TASKS);
        }
    }
}
