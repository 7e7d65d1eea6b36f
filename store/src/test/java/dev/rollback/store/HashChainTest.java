package dev.rollback.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class HashChainTest {
    private static final StoredEvent ROW = new StoredEvent(
            1,
            "task/é",
            0,
            1,
            Instant.parse("2026-11-01T12:00:00.123456Z"),
            "task.TaskRegistered",
            "1",
            "{\"a\":1}".getBytes(UTF_8),
            "{}".getBytes(UTF_8),
            new byte[0]);

    /** Computed by other means, from the Javadoc alone (Python: struct and hashlib). The format is final. */
    @Test
    void the_golden_vector_never_changes() {
        byte[] first = HashChain.next(HashChain.start(), ROW);
        assertThat(HexFormat.of().formatHex(first))
                .isEqualTo("5b9d7c4d978960f921bb695dbd78c4bec30d56fff78aa237c91bd005192c2bc7");
        assertThat(HexFormat.of().formatHex(HashChain.next(first, ROW)))
                .isEqualTo("66afefdc0f1785fecca977e79c620d46a14901058111caa08542e29c1a480c7d");
    }

    @Test
    void every_column_counts() {
        assertDiffers(r -> copy(r, 2, r.stream(), r.seq(), r.unit(), r.name(), r.revision(), "p", "m"));
        assertDiffers(r -> copy(r, 1, "task/b", r.seq(), r.unit(), r.name(), r.revision(), "p", "m"));
        assertDiffers(r -> copy(r, 1, r.stream(), 1, r.unit(), r.name(), r.revision(), "p", "m"));
        assertDiffers(r -> copy(r, 1, r.stream(), r.seq(), 2, r.name(), r.revision(), "p", "m"));
        assertDiffers(r -> copy(r, 1, r.stream(), r.seq(), r.unit(), "x", r.revision(), "p", "m"));
        assertDiffers(r -> copy(r, 1, r.stream(), r.seq(), r.unit(), r.name(), "2", "p", "m"));
        assertDiffers(r -> copy(r, 1, r.stream(), r.seq(), r.unit(), r.name(), r.revision(), "pm", ""));
        assertDiffers(r -> copy(r, 1, r.stream(), r.seq(), r.unit(), r.name(), r.revision(), "", "pm"));
    }

    private static void assertDiffers(UnaryOperator<StoredEvent> change) {
        StoredEvent row = copy(ROW, 1, ROW.stream(), 0, 1, ROW.name(), ROW.revision(), "p", "m");
        assertThat(HashChain.next(HashChain.start(), change.apply(row)))
                .isNotEqualTo(HashChain.next(HashChain.start(), row));
    }

    private static StoredEvent copy(
            StoredEvent row,
            long position,
            String stream,
            long seq,
            long unit,
            String name,
            String revision,
            String payload,
            String metadata) {
        return new StoredEvent(
                position,
                stream,
                seq,
                unit,
                row.recordedAt(),
                name,
                revision,
                payload.getBytes(UTF_8),
                metadata.getBytes(UTF_8),
                row.hash());
    }
}
