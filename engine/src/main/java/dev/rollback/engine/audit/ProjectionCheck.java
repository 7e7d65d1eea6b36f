package dev.rollback.engine.audit;

import static dev.rollback.api.audit.AuditCheck.VIEWS;

import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.audit.AuditableProjection;
import dev.rollback.store.audit.AuditableProjection.Recomputation;
import org.jspecify.annotations.Nullable;

/** One projection, made again and compared. What it throws is told of, and ends the check of this one alone. */
final class ProjectionCheck implements AutoCloseable {
    private final AuditableProjection projection;
    private final Findings findings;
    private final long head;
    private @Nullable Recomputation again;

    ProjectionCheck(AuditableProjection projection, Reading moment, Findings findings) {
        this.projection = projection;
        this.findings = findings;
        this.head = moment.head().position();
        attempt(() -> again = projection.begin(moment));
        if (again != null && again.position() > head) {
            findings.diverges(VIEWS, where(), "it has taken in %d events, the log has %d", again.position(), head);
        }
    }

    void next(StoredEvent event) {
        if (again != null && event.position() <= again.position()) {
            Recomputation current = again;
            attempt(() -> current.handle(event));
        }
    }

    void end() {
        if (again != null) {
            Recomputation current = again;
            attempt(() -> findings.looked(
                    VIEWS,
                    current.compare(difference -> findings.diverges(
                            VIEWS, "%s: %s".formatted(where(), difference.place()), "%s", difference.sentence()))));
        }
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            findings.diverges(VIEWS, where(), "it cannot be made again: %s", String.valueOf(e.getMessage()));
            close();
        }
    }

    private String where() {
        return "view " + projection.name();
    }

    @Override
    public void close() {
        Recomputation current = again;
        again = null;
        if (current != null) {
            current.close();
        }
    }
}
