package dev.rollback.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.engine.storage.StoreKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine does in random sequences what the model says that it must. */
class ModelAgreesTest {
    private static final int SCALE = Integer.getInteger("test.scale", 1);
    private static final int SEQUENCES = Integer.getInteger("rollback.model.sequences", SCALE == 1 ? 500 : 20_000);
    private static final int STEPS = Integer.getInteger("rollback.model.steps", SCALE == 1 ? 40 : 100);
    private static final int OF_WHICH_ON_POSTGRESQL = 10;

    /** The first of the seeds, which follow one another; of a failure, its own with one sequence. */
    private static final long SEED = Long.getLong("test.seed", System.nanoTime());

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

    private void agree(StoreKind kind, int sequences) {
        System.err.printf("ModelAgreesTest on %s: %d of %d steps, -Dtest.seed=%d%n", kind, sequences, STEPS, SEED);
        RandomSequences random = new RandomSequences(() -> EngineSubject.in(kind, fresh()));
        LongStream.range(SEED, SEED + sequences).parallel().forEach(seed -> random.run(seed, STEPS));
        if (SCALE > 1) {
            System.err.println(random.tally());
        }
        assertThat(random.tally().ofAll("Back")).isGreaterThan(sequences);
    }

    private Path fresh() {
        try {
            return Files.createDirectory(folder.resolve("store-" + stores.incrementAndGet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
