package dev.rollback.projections;

import dev.rollback.store.Reading;
import dev.rollback.store.RowDifference;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.audit.AuditableProjection;
import java.util.List;
import java.util.function.Consumer;

/** A built-in view, as an audit makes it again. */
public record AuditedView(View view) implements AuditableProjection {
    /** All built-in views. */
    public static final List<AuditableProjection> ALL =
            View.ALL.stream().<AuditableProjection>map(AuditedView::new).toList();

    @Override
    public String name() {
        return view.name();
    }

    @Override
    public Recomputation begin(Reading moment) {
        long position = ViewTokens.read(moment.sql(), view);
        ViewAgain again = new ViewAgain(view);
        return new Recomputation() {
            @Override
            public long position() {
                return position;
            }

            @Override
            public void handle(StoredEvent event) {
                again.handle(event);
            }

            @Override
            public long compare(Consumer<RowDifference> differences) {
                return again.compare(moment.sql(), differences);
            }

            @Override
            public void close() {
                again.close();
            }
        };
    }
}
