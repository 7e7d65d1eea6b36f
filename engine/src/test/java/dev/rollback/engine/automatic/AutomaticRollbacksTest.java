package dev.rollback.engine.automatic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.RollbackId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class AutomaticRollbacksTest {
    private static final RollbackId ROLLBACK = new RollbackId("rb-1");

    /** Comes later than anybody waits for a begin. */
    private static final class Late extends CompletableFuture<RollbackId> {
        @Override
        public RollbackId get(long timeout, TimeUnit unit) throws TimeoutException {
            throw new TimeoutException();
        }

        @Override
        public RollbackId get() {
            return ROLLBACK;
        }
    }

    @Test
    void a_rollback_that_has_begun_is_waited_for_until_it_is_done() throws Exception {
        assertThat(AutomaticRollbacks.answer(new Late(), 0, () -> true)).isEqualTo(ROLLBACK);
    }

    @Test
    void one_that_does_not_begin_is_not_waited_for_without_an_end() {
        assertThatThrownBy(() -> AutomaticRollbacks.answer(new Late(), 0, () -> false))
                .isInstanceOf(TimeoutException.class);
    }
}
