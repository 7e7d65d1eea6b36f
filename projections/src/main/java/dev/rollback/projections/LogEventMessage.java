package dev.rollback.projections;

import dev.rollback.store.Sql;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import java.util.Map;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.GenericMessage;

/** An event of the log on its way into a view, with the transaction that the view's rows are written in. */
final class LogEventMessage extends GenericTrackedDomainEventMessage<Object> {
    private final transient Sql sql;
    private final transient Recorded recorded;

    private LogEventMessage(TrackingToken token, StoredEvent stored, Map<String, Object> metadata, Sql sql) {
        super(
                token,
                String.valueOf(metadata.get(EventCodec.AGGREGATE_TYPE)),
                stored.stream(),
                stored.seq(),
                new GenericMessage<>(
                        String.valueOf(metadata.get(EventCodec.MESSAGE_ID)), EventCodec.read(stored), metadata),
                stored.recordedAt());
        this.sql = sql;
        this.recorded = Recorded.of(stored, metadata);
    }

    /** For the first time, or for the first time as far as the view knows. */
    static LogEventMessage of(StoredEvent stored, Sql sql) {
        return new LogEventMessage(token(stored.position()), stored, EventCodec.metadata(stored), sql);
    }

    /** Once more: what sends something outside has sent it. */
    static LogEventMessage again(StoredEvent stored, Sql sql) {
        TrackingToken replay = ReplayToken.createReplayToken(token(Long.MAX_VALUE), token(stored.position()));
        return new LogEventMessage(replay, stored, EventCodec.metadata(stored), sql);
    }

    private static TrackingToken token(long position) {
        return new GlobalSequenceTrackingToken(position);
    }

    Sql sql() {
        return sql;
    }

    Recorded recorded() {
        return recorded;
    }
}
