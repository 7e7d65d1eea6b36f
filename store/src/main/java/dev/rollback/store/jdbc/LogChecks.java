package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.audit.StoreDiagnosis.Finding;
import dev.rollback.store.EventReader;
import dev.rollback.store.HashChain;
import dev.rollback.store.LogHead;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Whether the log ends where its head says, has no holes, and is not ahead of the clock. The whole chain is for an audit. */
final class LogChecks {
    private static final String NEXT = "Restore a copy of the store; keep this one to find out what happened.";
    private static final Duration TOLERATED = Duration.ofSeconds(5);

    private final Reading reading;
    private final LogHead head;

    LogChecks(Reading reading) {
        this.reading = reading;
        this.head = reading.head();
    }

    Finding log() {
        long last = lastPosition();
        if (last != head.position()) {
            return damaged("the head says that the last event is %d, but it is %d".formatted(head.position(), last));
        }
        long count = number("SELECT count(*) FROM event");
        long first = number("SELECT position FROM event ORDER BY position LIMIT 1");
        if (count != last || first > 1) {
            return damaged("%d events from position %d to %d: some are missing".formatted(count, first, last));
        }
        if (!Arrays.equals(head.hash(), lastHash())) {
            return damaged("the hash of event %d does not fit what is stored".formatted(last));
        }
        return Finding.ok(
                "log", last == 0 ? "no events yet" : "%d event%s without a hole".formatted(last, last == 1 ? "" : "s"));
    }

    Finding clock(Instant now) {
        Duration ahead = Duration.between(now, head.recordedAt());
        if (head.position() > 0 && ahead.compareTo(TOLERATED) > 0) {
            return Finding.warning(
                    "clock",
                    "the newest event is of %s, %s ahead of this machine's clock"
                            .formatted(head.recordedAt(), words(ahead)),
                    "Set the clock right. Nothing is lost: until it is past that time, new events are recorded with that time.");
        }
        return Finding.ok("clock", head.position() == 0 ? "nothing to compare" : "not behind the newest event");
    }

    /** Of the last event, over the one before and what is stored of it. */
    private byte[] lastHash() {
        List<StoredEvent> end = events(reading, Math.max(0, head.position() - 2));
        if (end.isEmpty()) {
            return HashChain.start();
        }
        byte[] before = end.size() == 1 ? HashChain.start() : end.get(0).hash();
        StoredEvent last = end.get(end.size() - 1);
        byte[] computed = HashChain.next(before, last);
        return Arrays.equals(computed, last.hash()) ? computed : new byte[0];
    }

    private static List<StoredEvent> events(EventReader log, long after) {
        return log.after(after, 2);
    }

    private long lastPosition() {
        return number("SELECT position FROM event ORDER BY position DESC LIMIT 1");
    }

    private long number(String query) {
        return reading.sql().first(query, row -> row.getLong(1)).orElse(0L);
    }

    private static Finding damaged(String found) {
        return Finding.problem("log", RefusalCode.CORRUPT, found, NEXT);
    }

    private static String words(Duration time) {
        return time.toHours() > 0
                ? "%d h %d min".formatted(time.toHours(), time.toMinutesPart())
                : "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart());
    }
}
