package dev.rollback.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
    /** Half past two in the night that the clocks went back in Berlin, the second time. */
    private static final Instant NOW = Instant.parse("2026-10-25T01:30:00Z");

    private final TimeText times = new TimeText(() -> NOW, ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T10:00:00+01:00, 2026-11-23T09:00:00Z",
        "2026-11-23T10:00:00.123456Z, 2026-11-23T10:00:00.123456Z",
        "2026-11-23t10:00z, 2026-11-23T10:00:00Z",
        "2026-11-23 10:00:00+01:00, 2026-11-23T09:00:00Z",
        "2026-11-23 10:00, 2026-11-23T09:00:00Z",
        "2026-07-23 10:00:05, 2026-07-23T08:00:05Z",
        "2026-11-23, 2026-11-22T23:00:00Z",
        "01:15, 2026-10-24T23:15:00Z",
        "9:15, 2026-10-25T08:15:00Z",
        "10m ago, 2026-10-25T01:20:00Z",
        "1 hour ago, 2026-10-25T00:30:00Z",
        "90s ago, 2026-10-25T01:28:30Z",
        "2 days ago, 2026-10-23T00:30:00Z",
        "1w ago, 2026-10-18T00:30:00Z",
        "yesterday 14:00, 2026-10-24T12:00:00Z",
        "yesterday, 2026-10-24T00:30:00Z",
        "Today at 09:00:30, 2026-10-25T08:00:30Z"
    })
    void a_time_is_understood(String text, Instant time) {
        assertThat(times.parse(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "10 ago",
                "10m",
                "-5m ago",
                "2026-13-01",
                "2026-02-30",
                "25:00",
                "yesterday 25:00",
                "999999999w ago",
                "2026",
                "now"
            })
    void what_is_no_time_is_none(String text) {
        assertThat(times.parse(text)).isEmpty();
    }
}
