package dev.rollback.store.audit;

import dev.rollback.api.Progress;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.api.audit.Seal;
import dev.rollback.store.HashChain;
import dev.rollback.store.LogHead;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoredEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;

/** Seals logs, and proves that a log still begins with what was sealed. */
public final class Seals {
    private Seals() {}

    /**
     * Of the log as it is, once its chain was found whole.
     *
     * @throws RefusedException CORRUPT where it is not; NOT_FOUND where there is no event yet
     */
    public static Seal of(Store store, Instant now, Progress progress) {
        return store.read(reading -> {
            LogHead head = reading.head();
            if (head.position() == 0) {
                throw new RefusedException(
                        RefusalCode.NOT_FOUND, "there is nothing to seal: the log has no event yet.");
            }
            Chain chain = chain(reading, head.position(), progress);
            String stored = HexFormat.of().formatHex(head.hash());
            if (chain.last() != head.position() || !chain.hash().equals(stored)) {
                throw new RefusedException(
                        RefusalCode.CORRUPT,
                        "the log's chain is broken, so a seal of it would prove nothing.",
                        Remedy.of(Action.AUDIT_STORE));
            }
            return new Seal(head.position(), stored, head.recordedAt(), now.truncatedTo(ChronoUnit.MILLIS));
        });
    }

    /**
     * Proves, from the first event on and from what is stored of each, that the log begins with what was sealed.
     *
     * @throws RefusedException CORRUPT where it does not
     */
    public static void verify(Seal seal, Store store, Progress progress) {
        store.read(reading -> {
            LogHead head = reading.head();
            if (head.position() < seal.position()) {
                throw new RefusedException(
                        RefusalCode.CORRUPT,
                        "the log ends at position %d, but had %d events when it was sealed at %s: it was cut off, or is another one."
                                .formatted(head.position(), seal.position(), seal.sealedAt()));
            }
            Chain chain = chain(reading, seal.position(), progress);
            if (chain.last() != seal.position() || !chain.hash().equals(seal.hash())) {
                throw new RefusedException(
                        RefusalCode.CORRUPT,
                        "the first %d events are not those that were sealed at %s: they were changed, or this is another log."
                                .formatted(seal.position(), seal.sealedAt()));
            }
            return true;
        });
    }

    /** How far the rows follow one another without a gap, and the hash that what is stored of them leads to. */
    private record Chain(long last, String hash) {}

    private static Chain chain(Reading reading, long upTo, Progress progress) {
        long last = 0;
        byte[] hash = HashChain.start();
        while (last < upTo) {
            List<StoredEvent> page = reading.pageAfter(last);
            if (page.isEmpty()) {
                break;
            }
            for (StoredEvent event : page) {
                if (event.position() != last + 1) {
                    return new Chain(last, "");
                }
                if (last == upTo) {
                    break;
                }
                hash = HashChain.next(hash, event);
                last = event.position();
            }
            progress.at("chain", last, upTo);
        }
        return new Chain(last, HexFormat.of().formatHex(hash));
    }
}
