package dev.rollback.projections;

import dev.rollback.engine.event.EventCodec;
import dev.rollback.engine.storage.Sql;
import dev.rollback.engine.storage.StoredEvent;
import java.util.Map;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/** An event of the log on its way into a view, with the transaction that the view's rows are written in. */
final class LogEventMessage extends GenericDomainEventMessage<Object> {
    private final transient Sql sql;
    private final transient Recorded recorded;

    private LogEventMessage(StoredEvent stored, Map<String, Object> metadata, Sql sql) {
        super(
                String.valueOf(metadata.get(EventCodec.AGGREGATE_TYPE)),
                stored.stream(),
                stored.seq(),
                EventCodec.read(stored),
                metadata,
                String.valueOf(metadata.get(EventCodec.MESSAGE_ID)),
                stored.recordedAt());
        this.sql = sql;
        this.recorded = Recorded.of(stored, metadata);
    }

    static LogEventMessage of(StoredEvent stored, Sql sql) {
        return new LogEventMessage(stored, EventCodec.metadata(stored), sql);
    }

    Sql sql() {
        return sql;
    }

    Recorded recorded() {
        return recorded;
    }
}
