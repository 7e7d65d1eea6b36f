package dev.rollback.projections;

import dev.rollback.engine.event.EventNames;
import dev.rollback.engine.storage.Sql;
import dev.rollback.engine.storage.StoredEvent;
import java.util.List;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.replay.ReplayAwareMessageHandlerWrapper;
import org.axonframework.messaging.annotation.AnnotatedMessageHandlingMemberDefinition;
import org.axonframework.messaging.annotation.DefaultParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiHandlerDefinition;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;

/** A view's own handlers, called with an event and the tables it goes into. Safe for use by many threads. */
final class ViewHandlers {
    private final View view;
    private final AnnotationEventHandlerAdapter adapter;

    ViewHandlers(View view) {
        this.view = view;
        // Axon's defaults look through the whole classpath, which is slow and finds nothing that is needed here.
        this.adapter = new AnnotationEventHandlerAdapter(
                view.projection(),
                MultiParameterResolverFactory.ordered(new LogParameters(), new DefaultParameterResolverFactory()),
                new MultiHandlerDefinition(
                        List.of(new AnnotatedMessageHandlingMemberDefinition()),
                        new ReplayAwareMessageHandlerWrapper()));
    }

    /** Whether the view takes in events of this kind. */
    boolean takes(StoredEvent event) {
        return EventNames.classOf(event.name()).filter(adapter::canHandleType).isPresent();
    }

    void handle(StoredEvent event, Sql sql) {
        if (takes(event)) {
            handle(event, LogEventMessage.of(event, sql));
        }
    }

    /** As in a replay: without what is marked {@code @DisallowReplay}, because it sends something outside. */
    void handleAgain(StoredEvent event, Sql sql) {
        if (takes(event)) {
            handle(event, LogEventMessage.again(event, sql));
        }
    }

    private void handle(StoredEvent event, LogEventMessage message) {
        try {
            adapter.handle(message);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("view %s, event %d".formatted(view.name(), event.position()), e);
        }
    }

    void reset(Sql sql) {
        adapter.prepareReset(sql);
    }
}
