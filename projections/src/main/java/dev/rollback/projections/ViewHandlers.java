package dev.rollback.projections;

import dev.rollback.store.Sql;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventNames;
import dev.rollback.store.event.UnreadableEventException;
import java.util.List;
import java.util.function.BiFunction;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.replay.ReplayAwareMessageHandlerWrapper;
import org.axonframework.messaging.annotation.AnnotatedMessageHandlingMemberDefinition;
import org.axonframework.messaging.annotation.DefaultParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiHandlerDefinition;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A view's own handlers. Safe for use by many threads. */
final class ViewHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(ViewHandlers.class);

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

    /** For events that go into these tables, in one transaction. */
    Batch into(Sql sql) {
        return new Batch(sql);
    }

    /** Events of the log in their order. One that cannot be read hides its stream, and nothing else. */
    final class Batch {
        private final Sql sql;
        private final HiddenStreams hidden;

        private Batch(Sql sql) {
            this.sql = sql;
            this.hidden = new HiddenStreams(view, sql);
        }

        void handle(StoredEvent event) {
            handle(event, LogEventMessage::of);
        }

        /** As in a replay: without what is marked {@code @DisallowReplay}, because it sends something outside. */
        void handleAgain(StoredEvent event) {
            handle(event, LogEventMessage::again);
        }

        private void handle(StoredEvent event, BiFunction<StoredEvent, Sql, LogEventMessage> message) {
            if (!takes(event) || hidden.contains(event)) {
                return;
            }
            try {
                ViewHandlers.this.handle(event, message.apply(event, sql));
            } catch (UnreadableEventException e) {
                LOG.info(
                        "view {} hides what event {} of {} begins: it cannot be read",
                        view.name(),
                        event.position(),
                        event.name());
                hidden.add(event);
            }
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
        new HiddenStreams(view, sql).clear();
        adapter.prepareReset(sql);
    }
}
