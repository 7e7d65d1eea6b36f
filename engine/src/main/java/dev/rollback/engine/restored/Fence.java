package dev.rollback.engine.restored;

import static java.time.ZoneOffset.UTC;

import dev.rollback.store.IndexReader.TaskHead;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The epoch in which a restored store goes on. */
final class Fence {
    private static final DateTimeFormatter DIGITS =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(UTC);

    private static final long STEP = 1_000_000;

    private Fence() {}

    /**
     * The moment of the restoring, to the second, as a number: 20261123115204. Epochs are compared for being the same, and a
     * worker may hold any that its task had after the backup, or that another store had which was restored from the same
     * one. A rollback raises an epoch by one; who began below the number of an earlier second would need a rollback of its
     * task in every second since, to come so far.
     */
    static long epoch(Instant now, List<TaskHead> tasks) {
        long highest = tasks.stream().mapToLong(TaskHead::epoch).max().orElse(0);
        long moment = Long.parseLong(DIGITS.format(now));
        return moment > highest ? moment : (highest / STEP + 1) * STEP;
    }
}
