package dev.rollback.engine.audit;

import dev.rollback.api.audit.AuditCheck;
import dev.rollback.api.audit.AuditReport;
import dev.rollback.api.audit.AuditReport.Checked;
import dev.rollback.api.audit.AuditScope;
import dev.rollback.api.audit.Divergence;
import dev.rollback.store.LogHead;
import dev.rollback.store.StoredEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was looked at, and what was found. */
final class Findings {
    private static final int MOST_SHOWN = 100;

    private final Map<AuditCheck, Long> looked = new EnumMap<>(AuditCheck.class);
    private final Map<AuditCheck, Long> counts = new EnumMap<>(AuditCheck.class);
    private final Map<AuditCheck, String> skipped = new EnumMap<>(AuditCheck.class);
    private final List<Divergence> shown = new ArrayList<>();
    private final Map<String, Long> unknown = new TreeMap<>();
    private @Nullable Divergence first;

    void looked(AuditCheck check) {
        looked(check, 1);
    }

    void looked(AuditCheck check, long times) {
        looked.merge(check, times, Long::sum);
    }

    void skips(AuditCheck check, String why) {
        skipped.put(check, why);
    }

    void unknown(StoredEvent event) {
        unknown.merge(event.name(), 1L, Long::sum);
    }

    void diverges(AuditCheck check, StoredEvent event, String what, @Nullable Object... parts) {
        String where = "event %d (%s, %d of %s)".formatted(event.position(), event.name(), event.seq(), event.stream());
        add(new Divergence(check, event.position(), where, what.formatted(parts)));
    }

    void diverges(AuditCheck check, String where, String what, @Nullable Object... parts) {
        add(new Divergence(check, null, where, what.formatted(parts)));
    }

    private void add(Divergence divergence) {
        counts.merge(divergence.check(), 1L, Long::sum);
        if (shown.size() < MOST_SHOWN) {
            shown.add(divergence);
        }
        if (first == null || isBefore(divergence, first)) {
            first = divergence;
        }
    }

    private static boolean isBefore(Divergence one, Divergence other) {
        return one.position() != null && (other.position() == null || one.position() < other.position());
    }

    AuditReport report(LogHead head, AuditScope scope, long events) {
        List<Checked> checks = new ArrayList<>();
        long total = 0;
        for (AuditCheck check : AuditCheck.values()) {
            long count = counts.getOrDefault(check, 0L);
            total += count;
            checks.add(new Checked(check, looked.getOrDefault(check, 0L), count, skipped.get(check)));
        }
        return new AuditReport(
                head.position(),
                HexFormat.of().formatHex(head.hash()),
                head.recordedAt(),
                scope,
                events,
                checks,
                total,
                first,
                shown,
                unknown);
    }
}
