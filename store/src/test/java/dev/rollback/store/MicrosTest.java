package dev.rollback.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MicrosTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, -999_999, -1_000_000, 1_795_609_645_376_891L, Long.MAX_VALUE, Long.MIN_VALUE})
    void whatever_number_is_stored_is_a_time_and_stays_that_number(long micros) {
        assertThat(Micros.of(Micros.toInstant(micros))).isEqualTo(micros);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00.000001999Z", "2026-11-25T12:00:00.123456789Z"})
    void what_is_finer_is_cut_off(String time) {
        Instant instant = Instant.parse(time);
        assertThat(Micros.toInstant(Micros.of(instant)))
                .isBeforeOrEqualTo(instant)
                .isAfter(instant.minusNanos(1_000));
    }
}
