package dev.rollback.api.audit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an audit found.
 *
 * @param position the log's last event as the audit began, and {@code hash} (64 hexadecimal digits) that event's
 * @param events how many events were replayed
 * @param divergences the total; {@code shown} holds the first of them only
 * @param first the one with the lowest position; of what has none, the first one found
 * @param unknown events that no version of the engine stores, by name: an application's own, part of the chain and of no
 *     state
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditReport(
        long position,
        String hash,
        Instant recordedAt,
        AuditScope scope,
        long events,
        List<Checked> checks,
        long divergences,
        @Nullable Divergence first,
        List<Divergence> shown,
        Map<String, Long> unknown) {

    /**
     * One check.
     *
     * @param looked how many events, rows or the like were compared
     * @param skipped why it was not made; null where it was
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Checked(
            AuditCheck check,
            long looked,
            long divergences,
            @Nullable String skipped) {}

    public AuditReport {
        checks = List.copyOf(checks);
        shown = List.copyOf(shown);
    }

    /** Whether nothing was found. */
    @JsonIgnore
    public boolean isSound() {
        return divergences == 0;
    }
}
