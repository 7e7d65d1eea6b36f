package dev.rollback.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.RollbackScope.LaterWork;
import dev.rollback.store.Campaign;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine does in random sequences what the model says that it must. */
class ModelAgreesTest {
    private static final int SEQUENCES = Integer.getInteger("rollback.model.sequences", Campaign.trials(60, 20_000));
    private static final int STEPS = Integer.getInteger("rollback.model.steps", Campaign.trials(40, 100));
    private static final int OF_WHICH_ON_POSTGRESQL = 10;

    /** The first of the seeds, which follow one another; of a failure, its own with one sequence. */
    private static final long SEED = Long.getLong("test.seed", Campaign.isThorough() ? System.nanoTime() : 20_261_124);

    @TempDir
    Path folder;

    private final AtomicInteger stores = new AtomicInteger();

    @Test
    void the_engine_on_sqlite_does_what_the_model_says() {
        agree(StoreKind.SQLITE, SEQUENCES);
    }

    @Test
    void the_engine_on_postgresql_does_what_the_model_says() {
        agree(StoreKind.POSTGRESQL, Math.max(1, SEQUENCES / OF_WHICH_ON_POSTGRESQL));
    }

    /** As a failure is told: what it prints can take the place of these steps. */
    @ParameterizedTest
    @EnumSource
    void the_worked_example_agrees(StoreKind kind) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.Register("A", List.of(), null, Step.Policy.USUAL));
        steps.add(new Step.Register("B", List.of("A"), null, Step.Policy.USUAL));
        steps.add(new Step.Register("C", List.of("A"), null, Step.Policy.USUAL));
        steps.add(new Step.Update("A", "TASK_STATE", "{\"n\":1}", false, Step.Epoch.NONE));
        steps.add(new Step.Mark("A", "a-1", null, Step.Epoch.NONE));
        steps.add(new Step.Update("B", "TASK_STATE", "{\"n\":1}", false, Step.Epoch.NONE));
        steps.add(new Step.Update("C", "TASK_STATE", "{\"n\":1}", false, Step.Epoch.NONE));
        steps.add(new Step.Register("D", List.of("B"), null, Step.Policy.USUAL));
        steps.add(new Step.Update("A", "TASK_STATE", "{\"n\":2}", false, Step.Epoch.NONE));
        steps.add(new Step.Mark("A", "a-2", null, Step.Epoch.NONE));
        steps.add(new Step.Back("rb-1", target(List.of("C"), true), false));
        steps.add(new Step.Update("B", "TASK_STATE", "{\"n\":7}", false, Step.Epoch.STALE));
        steps.add(new Step.Update("A", "TASK_STATE", "{\"n\":9}", false, Step.Epoch.RIGHT));
        steps.add(new Step.Undo("rb-refused", "rb-1", null));
        steps.add(new Step.Undo("rb-2", "rb-1", LaterWork.DISCARD));
        steps.add(new Step.Back("rb-3", target(List.of(), false), false));
        steps.add(new Step.Back("rb-4", target(List.of(), false), false));
        steps.add(new Step.Restart());
        on(kind).run("the worked example", steps);
    }

    private static Step.Target target(List<String> preserve, boolean cascade) {
        return new Step.Target(null, List.of("a-1"), null, List.of(), List.of(), List.of(), preserve, cascade, false);
    }

    private RandomSequences on(StoreKind kind) {
        return new RandomSequences(
                () -> EngineSubject.on(new FreshStore(kind, folder.resolve("store-" + stores.incrementAndGet()))));
    }

    private void agree(StoreKind kind, int sequences) {
        System.err.printf("ModelAgreesTest on %s: %d of %d steps, -Dtest.seed=%d%n", kind, sequences, STEPS, SEED);
        RandomSequences random = on(kind);
        Optional<AssertionError> disagreement = LongStream.range(SEED, SEED + sequences)
                .parallel()
                .mapToObj(seed -> disagreement(random, seed))
                .flatMap(Optional::stream)
                .findAny();
        disagreement.ifPresent(error -> {
            throw error;
        });
        if (Campaign.isThorough()) {
            System.err.println(random.tally());
        }
        assertThat(random.tally().ofAll("Back")).isGreaterThanOrEqualTo(sequences / 2);
        for (String often : List.of("by itself done", "Prune done", "Fork done")) {
            assertThat(random.tally().of(often)).as(often).isGreaterThanOrEqualTo(sequences / 10);
        }
    }

    private static Optional<AssertionError> disagreement(RandomSequences random, long seed) {
        try {
            random.run(seed, STEPS);
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(e);
        }
    }
}
