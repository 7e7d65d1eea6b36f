package dev.rollback.engine.axon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.TaskEvent.TaskReopened;
import dev.rollback.api.TaskEvent.TaskStarted;
import dev.rollback.api.TaskId;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.EventNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ReplayStatus;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.junit.jupiter.api.Test;

class ReplayedHandlersTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Shown shown = new Shown();
    private final ReplayedHandlers handlers = new ReplayedHandlers(shown);

    /** As an application writes it, with nothing but Axon's annotations. */
    static final class Shown {
        private final List<String> handled = new ArrayList<>();

        @EventHandler
        void on(
                TaskStarted event,
                @MetaDataValue("actor") String actor,
                @SequenceNumber long seq,
                @Timestamp Instant at,
                ReplayStatus status) {
            handled.add("%s %s %d %s %s".formatted(event.taskId(), actor, seq, at, status));
        }

        @DisallowReplay
        @EventHandler
        void send(TaskReopened event) {
            handled.add("a letter about " + event.taskId());
        }
    }

    @Test
    void calls_a_projections_handlers_with_all_that_axon_hands_them() {
        handlers.handle(stored(new TaskStarted(new TaskId("A"))));
        assertThat(shown.handled).containsExactly("A ann 4 2026-03-01T12:00:00Z REPLAY");
    }

    @Test
    void N08_leaves_out_what_must_not_run_in_a_replay() {
        handlers.handle(stored(new TaskReopened(new TaskId("A"))));
        assertThat(shown.handled).isEmpty();
    }

    @Test
    void passes_over_events_that_are_not_the_engines() {
        byte[] none = "{}".getBytes(UTF_8);
        handlers.handle(new StoredEvent(7, "theirs", 0, 7, NOW, "theirs.Happened", "1", none, none, new byte[32]));
        assertThat(shown.handled).isEmpty();
    }

    private static StoredEvent stored(Object event) {
        return new StoredEvent(
                9,
                "task/A",
                4,
                9,
                NOW,
                String.valueOf(EventNames.nameOf(event.getClass())),
                EventNames.revisionOf(event.getClass()),
                EventCodec.write(event),
                EventCodec.write(Map.of("$id", "m-1", "$type", "Task", "actor", "ann")),
                new byte[32]);
    }
}
