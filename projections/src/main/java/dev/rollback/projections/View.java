package dev.rollback.projections;

import dev.rollback.engine.event.EventCodec;
import dev.rollback.engine.event.EventNames;
import dev.rollback.engine.storage.Reading;
import dev.rollback.engine.storage.Sql;
import dev.rollback.engine.storage.Store;
import dev.rollback.engine.storage.StoredEvent;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.jspecify.annotations.Nullable;

/**
 * A view, advanced by whoever needs it: nobody owns it, and its rows and its token move in one transaction. A view that
 * is new enough costs one look at its token.
 */
final class View {
    private static final int BATCH = 1_000;

    private final String name;
    private final Supplier<Object> projection;
    private final EventInHand inHand = new EventInHand();
    private @Nullable AnnotationEventHandlerAdapter handlers;

    /** @param projection made when the view first has to move: a reader of a view that is up to date needs none */
    View(String name, Supplier<Object> projection) {
        this.name = name;
        this.projection = projection;
    }

    /** Until the view has seen the event at {@code position}. */
    void advance(Store store, long position) {
        while (store.read(this::token) < position) {
            store.write(this::applyBatch);
        }
    }

    /** Forgets everything and reads the whole log again. */
    void rebuild(Store store) {
        store.<Void>write(reading -> {
            inHand.with(reading.sql(), null, () -> handlers().prepareReset(null));
            setToken(reading.sql(), 0);
            return null;
        });
        advance(store, store.read(reading -> reading.head().position()));
    }

    long token(Reading reading) {
        return reading.sql()
                .first("SELECT position FROM view_token WHERE view = ?", row -> row.getLong(1), name)
                .orElse(0L);
    }

    // The token is read again under the write lock: another process may have moved the view meanwhile.
    private @Nullable Void applyBatch(Reading reading) {
        List<StoredEvent> events = reading.after(token(reading), BATCH);
        for (StoredEvent event : events) {
            if (EventNames.classOf(event.name()).isPresent()) {
                inHand.with(reading.sql(), event, () -> handle(message(event)));
            }
        }
        if (!events.isEmpty()) {
            setToken(reading.sql(), events.get(events.size() - 1).position());
        }
        return null;
    }

    private void handle(EventMessage<?> message) {
        try {
            handlers().handle(message);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("view " + name + " could not take " + message.getPayloadType(), e);
        }
    }

    private synchronized AnnotationEventHandlerAdapter handlers() {
        if (handlers == null) {
            Object target = projection.get();
            handlers = new AnnotationEventHandlerAdapter(
                    target,
                    MultiParameterResolverFactory.ordered(
                            inHand, ClasspathParameterResolverFactory.forClass(target.getClass())));
        }
        return handlers;
    }

    private static EventMessage<?> message(StoredEvent event) {
        Map<String, Object> metadata = EventCodec.metadata(event);
        return new GenericDomainEventMessage<>(
                String.valueOf(metadata.remove(EventCodec.AGGREGATE_TYPE)),
                event.stream(),
                event.seq(),
                EventCodec.read(event),
                MetaData.from(metadata),
                String.valueOf(metadata.remove(EventCodec.MESSAGE_ID)),
                event.recordedAt());
    }

    private void setToken(Sql sql, long position) {
        sql.update(
                "INSERT INTO view_token (view, position) VALUES (?, ?)"
                        + " ON CONFLICT (view) DO UPDATE SET position = excluded.position",
                name,
                position);
    }
}
