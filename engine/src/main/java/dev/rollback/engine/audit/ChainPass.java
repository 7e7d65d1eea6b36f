package dev.rollback.engine.audit;

import static dev.rollback.api.audit.AuditCheck.CHAIN;

import dev.rollback.store.HashChain;
import dev.rollback.store.LogHead;
import dev.rollback.store.StoredEvent;
import java.time.Instant;
import java.util.Arrays;

/** The log in its global order: nothing is missing, added, changed or moved, as far as the chain can tell. */
final class ChainPass {
    private final Findings findings;
    private long position;
    private long unit;
    private byte[] hash;
    private Instant time;
    private long events;

    /** From right after this head on, which is believed. */
    ChainPass(Findings findings, LogHead from, long unit) {
        this.findings = findings;
        this.position = from.position();
        this.hash = from.hash();
        this.time = from.recordedAt();
        this.unit = unit;
    }

    void next(StoredEvent event) {
        findings.looked(CHAIN);
        events++;
        if (event.position() != position + 1) {
            findings.diverges(CHAIN, event, "the event before it is %d: %s", position, missing(event.position()));
        }
        // What is stored is the base for the next one, so that one changed row is one divergence.
        if (!Arrays.equals(HashChain.next(hash, event), event.hash())) {
            findings.diverges(CHAIN, event, "its hash is not that of what is stored of it behind the event before it");
        }
        if (event.recordedAt().isBefore(time)) {
            findings.diverges(CHAIN, event, "it was recorded at %s, before the event ahead of it", event.recordedAt());
        }
        if (event.unit() != event.position() && event.unit() != unit) {
            findings.diverges(
                    CHAIN,
                    event,
                    "it says that its unit began at %d, that of the event before it at %d",
                    event.unit(),
                    unit);
        }
        position = event.position();
        hash = event.hash();
        time = event.recordedAt();
        unit = event.unit();
    }

    private String missing(long found) {
        long missing = found - position - 1;
        return missing > 0 ? missing + " missing" : "out of order";
    }

    /** What the store says of its log's end. */
    void end(LogHead head) {
        if (head.position() != position) {
            findings.diverges(
                    CHAIN,
                    "the log's head",
                    "it says that the last event is %d, but that is %d",
                    head.position(),
                    position);
        } else if (!Arrays.equals(head.hash(), hash)) {
            findings.diverges(CHAIN, "the log's head", "its hash is not that of event %d", position);
        } else if (position > 0 && !head.recordedAt().equals(time)) {
            findings.diverges(CHAIN, "the log's head", "its time is not that of event %d", position);
        }
    }

    long events() {
        return events;
    }
}
