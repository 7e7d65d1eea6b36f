package dev.rollback.engine.axon;

import dev.rollback.store.StoredEvent;
import dev.rollback.store.audit.AuditableProjection;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.EventNames;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.annotation.ClasspathHandlerDefinition;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;

/**
 * The event handlers of an application's own projection, called with the events of the log as in a replay: whatever is
 * marked {@code @DisallowReplay}, because it sends something outside, does not run. For the {@link
 * AuditableProjection.Recomputation} of a projection that is written with Axon's annotations; give it another instance than
 * the one that is shown. Events that are not the engine's are passed over. As safe for use by many threads as the projection.
 */
public final class ReplayedHandlers {
    private static final TrackingToken EVER = new GlobalSequenceTrackingToken(Long.MAX_VALUE);

    private final AnnotationEventHandlerAdapter adapter;

    /** @param projection with {@code @EventHandler} methods; what they take beside the event is resolved as Axon does */
    public ReplayedHandlers(Object projection) {
        Class<?> type = projection.getClass();
        this.adapter = new AnnotationEventHandlerAdapter(
                projection,
                ClasspathParameterResolverFactory.forClass(type),
                ClasspathHandlerDefinition.forClass(type));
    }

    /** @throws IllegalStateException where a handler throws what is checked; anything else it throws is passed on */
    public void handle(StoredEvent event) {
        if (EventNames.classOf(event.name()).filter(adapter::canHandleType).isEmpty()) {
            return;
        }
        try {
            adapter.handle(replayed(event));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("event %d cannot be handled".formatted(event.position()), e);
        }
    }

    private static DomainEventMessage<?> replayed(StoredEvent event) {
        StoredMetadata metadata = StoredMetadata.of(event);
        TrackingToken token = ReplayToken.createReplayToken(EVER, new GlobalSequenceTrackingToken(event.position()));
        return new GenericTrackedDomainEventMessage<>(
                token,
                new GenericDomainEventMessage<>(
                        metadata.aggregateType(),
                        event.stream(),
                        event.seq(),
                        EventCodec.read(event),
                        metadata.sent(),
                        metadata.messageId(),
                        event.recordedAt()));
    }
}
