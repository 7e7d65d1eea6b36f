package dev.rollback.engine.retention;

import dev.rollback.api.CheckpointEvent;
import dev.rollback.api.CheckpointEvent.CheckpointArchived;
import dev.rollback.api.CheckpointEvent.CheckpointPruned;
import dev.rollback.api.CheckpointId;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.Reading;
import dev.rollback.store.event.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/** Events of checkpoints, each as the next one of its checkpoint's stream. */
final class CheckpointEvents {
    private static final String TYPE = "Checkpoint";

    private CheckpointEvents() {}

    static DomainEventMessage<CheckpointEvent> next(Reading reading, CheckpointEvent event) {
        String stream = Streams.of(event.checkpointId());
        return message(stream, reading.lastSeq(stream) + 1, event);
    }

    /** All that is cleaned up. */
    static List<DomainEventMessage<CheckpointEvent>> of(Reading reading, Cleanup cleanup) {
        List<CheckpointEvent> events = new ArrayList<>();
        cleanup.pruned().forEach(entry -> events.add(new CheckpointPruned(id(entry))));
        cleanup.archived().forEach(entry -> events.add(new CheckpointArchived(id(entry))));
        List<String> streams =
                events.stream().map(event -> Streams.of(event.checkpointId())).toList();
        Map<String, Long> ends = reading.seqsAt(streams, reading.head().position());
        return events.stream()
                .map(event -> {
                    String stream = Streams.of(event.checkpointId());
                    return message(stream, ends.getOrDefault(stream, -1L) + 1, event);
                })
                .toList();
    }

    static CheckpointId id(CheckpointEntry checkpoint) {
        return new CheckpointId(checkpoint.checkpointId());
    }

    private static DomainEventMessage<CheckpointEvent> message(String stream, long seq, CheckpointEvent event) {
        return new GenericDomainEventMessage<>(TYPE, stream, seq, event);
    }
}
