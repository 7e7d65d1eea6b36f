package dev.rollback.engine.audit;

import static dev.rollback.api.audit.AuditCheck.SNAPSHOTS;

import dev.rollback.api.RefusedException;
import dev.rollback.engine.task.Snapshots;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.StoredSnapshot;
import java.util.ArrayDeque;
import java.util.Deque;

/** The cached states of one stream beside those that its events lead to. */
final class SnapshotCheck {
    private final Reading reading;
    private final Findings findings;
    private final String stream;
    private final Deque<Long> seqs;

    SnapshotCheck(Reading reading, Findings findings, String stream) {
        this.reading = reading;
        this.findings = findings;
        this.stream = stream;
        this.seqs = new ArrayDeque<>(reading.snapshotsOf(stream));
    }

    /** @param state of the stream right after {@code event} */
    void check(StoredEvent event, Object state) {
        Long next = seqs.peek();
        if (next == null || next != event.seq()) {
            return;
        }
        seqs.remove();
        findings.looked(SNAPSHOTS);
        String where = "the snapshot of %s at %d".formatted(stream, event.seq());
        try {
            StoredSnapshot snapshot = reading.nearest(stream, event.seq())
                    .filter(found -> found.seq() == event.seq())
                    .orElseThrow(() -> new IllegalStateException("it is not found by its number"));
            if (!Snapshots.unpack(snapshot, state.getClass()).equals(state)) {
                findings.diverges(SNAPSHOTS, where, "it is not the state that the events lead to");
            }
        } catch (RefusedException | IllegalStateException | IllegalArgumentException e) {
            findings.diverges(SNAPSHOTS, where, "%s", String.valueOf(e.getMessage()));
        }
    }

    /** Those at which no stream has an event. */
    static void strays(Reading reading, Findings findings) {
        reading.strays()
                .forEach(stray -> findings.diverges(
                        SNAPSHOTS,
                        "the snapshot of %s at %d".formatted(stray.stream(), stray.seq()),
                        "there is no such event"));
    }
}
