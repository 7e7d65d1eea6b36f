package dev.rollback.engine.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.RefusalCode;
import dev.rollback.store.StoredSnapshot;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
    private final StoredSnapshot packed = Snapshots.pack("task/A", 3, "a state");

    @Test
    void what_was_packed_is_unpacked() {
        assertThat(Snapshots.unpack(packed, String.class)).isEqualTo("a state");
    }

    @Test
    void N08_refuses_a_state_with_anything_behind_it() {
        refuses(Arrays.copyOf(packed.state(), packed.state().length + 1));
        refuses(Arrays.copyOf(packed.state(), packed.state().length + 1_000));
    }

    @Test
    void N08_refuses_a_state_that_does_not_fit_its_checksum() {
        for (int i = 1; i <= 4; i++) {
            byte[] other = packed.state().clone();
            other[other.length - i] ^= 1;
            refuses(other);
        }
    }

    private void refuses(byte[] state) {
        assertThatThrownBy(() -> Snapshots.unpack(new StoredSnapshot("task/A", 3, packed.codec(), state), String.class))
                .extracting("code")
                .isEqualTo(RefusalCode.CORRUPT);
    }
}
